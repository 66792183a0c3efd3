import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.auth.models import PermissionsMixin
from django.core.validators import RegexValidator
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

E164 = r"^\+[1-9][0-9]{6,14}$"  # ITU-T E.164: a plus sign, then 7 to 15 digits


class UserManager(BaseUserManager):
    def create_user(self, *, email=None, phone=None, password=None, **fields):
        user = self.model(email=normal_email(email), phone=phone or None, **fields)
        user.set_password(password)
        user.full_clean(exclude=["password"])
        user.save(using=self._db)
        return user

    def create_superuser(self, *, email, password=None, **fields):
        return self.create_user(
            email=email, password=password, is_staff=True, is_superuser=True, **fields
        )

    def get_by_natural_key(self, email):
        return self.get(email=normal_email(email))


def normal_email(email):
    """Return `email` as it is stored: lower case, without blanks; None when there is none."""
    return (email or "").strip().lower() or None


class User(AbstractBaseUser, PermissionsMixin):
    """Somebody who signs in: staff by e-mail, readers by e-mail or telephone number."""

    public_id = models.UUIDField(
        _("public number"), default=uuid.uuid4, unique=True, editable=False
    )
    email = models.EmailField(_("e-mail address"), null=True, blank=True, unique=True)
    phone = models.CharField(
        _("telephone number"),
        max_length=16,
        null=True,
        blank=True,
        unique=True,
        validators=[
            RegexValidator(E164, _("Write the number with its country code: +22370000000."))
        ],
    )
    phone_confirmed_at = models.DateTimeField(
        _("telephone number confirmed"), null=True, blank=True, editable=False
    )
    name = models.CharField(_("name"), max_length=150, blank=True)
    is_staff = models.BooleanField(
        _("works for the newspaper"), default=False, help_text=_("May sign in to the newsroom.")
    )
    is_active = models.BooleanField(
        _("active"), default=True, help_text=_("Untick instead of deleting an account.")
    )
    joined_at = models.DateTimeField(_("joined"), default=timezone.now, editable=False)

    objects = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        verbose_name = _("user")
        verbose_name_plural = _("users")
        constraints = [
            models.CheckConstraint(
                condition=models.Q(email__isnull=True) | models.Q(email=Lower("email")),
                name="user_email_is_lower_case",
                violation_error_message=_("Write the e-mail address in lower case."),
            ),
            models.CheckConstraint(
                condition=models.Q(email__isnull=False) | models.Q(phone__isnull=False),
                name="user_has_email_or_phone",
                violation_error_message=_("Give an e-mail address or a telephone number."),
            ),
            models.CheckConstraint(
                condition=models.Q(is_staff=False) | models.Q(email__isnull=False),
                name="user_staff_has_email",
                violation_error_message=_(
                    "Whoever works for the newspaper needs an e-mail address."
                ),
            ),
        ]

    def __str__(self):
        return self.name or self.email or self.phone or ""

    def clean(self):
        super().clean()
        self.email = normal_email(self.email)
        self.phone = (self.phone or "").replace(" ", "") or None

    def get_full_name(self):
        return str(self)

    def get_short_name(self):
        return self.name.split(" ")[0] or str(self)
