"""Addresses under /compte/, under allauth's names: what is not in this list cannot be reached."""

from django.urls import path

from newsroom.accounts.views import contact, entering, safety

urlpatterns = [
    path("connexion/", entering.AddressPage.as_view(), name="account_login"),
    path("inscription/", entering.AddressPage.as_view(is_new=True), name="account_signup"),
    path("code/", entering.CodePage.as_view(), name="account_confirm_login_code"),
    path(
        "connexion/mot-de-passe/",
        entering.PasswordPage.as_view(),
        name="account_login_by_password",
    ),
    path("deconnexion/", entering.LeavingPage.as_view(), name="account_logout"),
    path("ferme/", entering.ClosedPage.as_view(), name="account_inactive"),
    path("e-mail/", contact.EmailPage.as_view(), name="account_email"),
    path("e-mail/code/", contact.EmailCodePage.as_view(), name="account_email_verification_sent"),
    path("telephone/", contact.PhonePage.as_view(), name="account_change_phone"),
    path("telephone/code/", contact.PhoneCodePage.as_view(), name="account_verify_phone"),
    path("mot-de-passe/", safety.ChangePasswordPage.as_view(), name="account_change_password"),
    path("mot-de-passe/choisir/", safety.SetPasswordPage.as_view(), name="account_set_password"),
    path("verification/", safety.PasswordAgainPage.as_view(), name="account_reauthenticate"),
    path("sessions/", safety.SessionsPage.as_view(), name="usersessions_list"),
    path("deux-etapes/", safety.SecondStepsPage.as_view(), name="mfa_index"),
    path("deux-etapes/code/", safety.SecondStepPage.as_view(), name="mfa_authenticate"),
    path("deux-etapes/encore/", safety.SecondStepAgainPage.as_view(), name="mfa_reauthenticate"),
    path("deux-etapes/activer/", safety.ActivatePage.as_view(), name="mfa_activate_totp"),
    path("deux-etapes/desactiver/", safety.DeactivatePage.as_view(), name="mfa_deactivate_totp"),
    path(
        "deux-etapes/secours/", safety.RecoveryCodesPage.as_view(), name="mfa_view_recovery_codes"
    ),
    path(
        "deux-etapes/secours/nouveaux/",
        safety.NewRecoveryCodesPage.as_view(),
        name="mfa_generate_recovery_codes",
    ),
]
