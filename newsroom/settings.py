"""Every setting of the newspaper, read from the environment (see `.env.example`)."""

from newsroom import env
from newsroom.env import BASE_DIR

VAR_DIR = BASE_DIR / "var"
VAR_DIR.mkdir(exist_ok=True)

# --- Who and where -------------------------------------------------------------------------------
DEBUG = env.boolean("DEBUG", default=False)
SITE_URL = env.site_url("SITE_URL", default="http://localhost:8000")
ALLOWED_HOSTS = [
    env.urlsplit(SITE_URL).hostname,
    *env.env.list("ALLOWED_HOSTS", default=["localhost", "127.0.0.1", "[::1]"]),
]
ROOT_URLCONF = "newsroom.urls"
WSGI_APPLICATION = "newsroom.wsgi.application"
APPEND_SLASH = True
ADMIN_PATH = "redaction/"

# --- Storage -------------------------------------------------------------------------------------
DATABASES = {"default": env.database("DATABASE_URL", default_path=VAR_DIR / "newsroom.sqlite3")}
_EMBEDDED = DATABASES["default"]["ENGINE"].endswith("sqlite3")
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
SECRET_KEY = env.secret_key(
    "SECRET_KEY",
    path=VAR_DIR / "secret-key",
    embedded=_EMBEDDED,
)
MEDIA_ROOT = VAR_DIR / "media"
MEDIA_URL = "/media/"
PRIVATE_ROOT = VAR_DIR / "private"
STATIC_ROOT = VAR_DIR / "static"
STATIC_URL = "/static/"
STATICFILES_DIRS = [BASE_DIR / "static"]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "private": {"BACKEND": "newsroom.files.PrivateStorage"},
    "staticfiles": {"BACKEND": "whitenoise.storage.CompressedManifestStaticFilesStorage"},
}
DATA_UPLOAD_MAX_MEMORY_SIZE = 5 * 1024 * 1024  # bytes: a long article with its history of pastes
FILE_UPLOAD_MAX_MEMORY_SIZE = 2 * 1024 * 1024  # bytes

# --- Pages kept ready-made (newsroom/keeping) ----------------------------------------------------
KEEP_PAGES = env.boolean("KEEP_PAGES", default=not DEBUG)
PAGE_STORE = env.path("PAGE_STORE", default=VAR_DIR / "pages.sqlite3")
KEPT_ON_DISK = env.mebibytes("KEPT_ON_DISK", default=512)
KEPT_IN_MEMORY = env.mebibytes("KEPT_IN_MEMORY", default=8)
FRONT_CACHES = env.addresses("FRONT_CACHES")
WORKED_OFF = ["articles.refreshing.work_off"]  # what each serving process also does, every second

# --- Language and time: one language for everybody, whatever the browser asks for ----------------
LANGUAGE_CODE = "fr"
LANGUAGES = [("fr", "Français")]
LOCALE_PATHS = [BASE_DIR / "newsroom" / "locale"]
USE_I18N = True
USE_TZ = True
TIME_ZONE = env.time_zone("TIME_ZONE", default="Africa/Bamako")
COUNTRY_CODE = env.country_code("COUNTRY_CODE", default="223")

# --- What it is made of --------------------------------------------------------------------------
INSTALLED_APPS = [
    "allauth",  # before our own, whose admin takes allauth's screens away
    "allauth.account",
    "allauth.mfa",
    "allauth.usersessions",
    "newsroom.apps.NewsroomConfig",
    "newsroom.apps.AdminConfig",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "django_prose_editor",
    "taggit",
    "authors",
    "articles",
    "subscriptions",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "newsroom.middleware.ContentSecurityPolicyMiddleware",
    "newsroom.middleware.CompressionMiddleware",
    "django.middleware.http.ConditionalGetMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "allauth.account.middleware.AccountMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [BASE_DIR / "templates"],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "articles.context_processors.site",
            ],
        },
    }
]
TAGGIT_CASE_INSENSITIVE = True

# Limits on tries have to hold in all processes together: `manage.py createcachetable` makes it.
# Beyond its most entries it forgets any, counts of tries too: Django's 300 are a few readers.
CACHES = {
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "cache",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    }
}

# --- People --------------------------------------------------------------------------------------
AUTH_USER_MODEL = "newsroom.User"
AUTHENTICATION_BACKENDS = ["newsroom.accounts.backend.AddressBackend"]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "/compte/"
LOGOUT_REDIRECT_URL = "/"
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 10},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]

# A reader signs in by a code, which costs a message: seldom. Staff: see newsroom/accounts/desk.py.
SESSION_ENGINE = "newsroom.accounts.sessions"
SESSION_COOKIE_AGE = 90 * 24 * 3600  # seconds

ACCOUNT_ADAPTER = "newsroom.accounts.adapter.AccountAdapter"
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email", "phone"}
ACCOUNT_SIGNUP_FIELDS = ["email*", "phone"]
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_EMAIL_VERIFICATION_SUPPORTS_RESEND = ACCOUNT_PHONE_VERIFICATION_SUPPORTS_RESEND = 2
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_MAX_ATTEMPTS = ACCOUNT_PHONE_VERIFICATION_MAX_ATTEMPTS = 5
ACCOUNT_LOGIN_TIMEOUT = 30 * 60  # seconds from the first code to the last step
# Digits alone: they can be dictated over the telephone and typed on any keyboard.
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "length": 6, "dashed": False}
# A key is a number or an address. Thousands of telephones may share one address of the network.
_MESSAGES = "3/5m/key,15/d/key,30/m/ip,300/h/ip"
ACCOUNT_RATE_LIMITS = {
    "request_login_code": _MESSAGES,
    "confirm_email": _MESSAGES,
    "verify_phone": _MESSAGES,
    "change_phone": "10/m/user",
    "login": "60/m/ip",
    "login_failed": "60/m/ip,5/5m/key",
}
MFA_ADAPTER = "newsroom.accounts.adapter.SecondFactorAdapter"
MFA_RECOVERY_CODES_SHOW_ONCE = True
MFA_TOTP_TOLERANCE = 1  # steps of 30 seconds by which the clock of a telephone may be wrong
MFA_ALLOW_UNVERIFIED_EMAIL = True  # staff have theirs from the administrator

# --- Safety --------------------------------------------------------------------------------------
_HTTPS = SITE_URL.startswith("https://")
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = _HTTPS
SECURE_SSL_REDIRECT = False  # the proxy in front redirects; a health check comes in plain HTTP
_BEHIND_PROXY = env.boolean("BEHIND_HTTPS_PROXY", default=False)
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if _BEHIND_PROXY else None
ALLAUTH_TRUSTED_PROXY_COUNT = 1 if _BEHIND_PROXY else 0  # whose X-Forwarded-For limits go by
STAFF_TWO_FACTOR = env.boolean("STAFF_TWO_FACTOR", default=_HTTPS)
SECURE_HSTS_SECONDS = 31_536_000 if _HTTPS else 0
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the admin shows its own previews and popups
CSRF_TRUSTED_ORIGINS = [SITE_URL]
SILENCED_SYSTEM_CHECKS = [
    "security.W005",  # subdomains are the owner's to decide, not this program's
    "security.W008",  # the proxy in front redirects
    "security.W019",  # the admin shows its own previews and popups
    "security.W021",  # as W005
]
CSRF_FAILURE_VIEW = "newsroom.expired.csrf_failure"

# --- Money ---------------------------------------------------------------------------------------
FAKE_OPERATOR = env.fake_operator(
    "FAKE_OPERATOR", site_url=SITE_URL, real_key="WAVE_API_KEY", embedded=_EMBEDDED
)
WAVE_API_URL = env.env.str("WAVE_API_URL", default="https://api.wave.com")
WAVE_API_KEY = env.env.str("WAVE_API_KEY", default="")
WAVE_WEBHOOK_SECRET = env.env.str("WAVE_WEBHOOK_SECRET", default="")
if FAKE_OPERATOR:
    INSTALLED_APPS += ["subscriptions.fake_operator"]
    WAVE_API_URL = f"{SITE_URL}/faux-operateur"
    WAVE_API_KEY = WAVE_WEBHOOK_SECRET = "played-on-this-machine"  # noqa: S105

# --- Mail and log --------------------------------------------------------------------------------
vars().update(env.env.email_url("EMAIL_URL", default="consolemail://"))
EMAIL_TIMEOUT = 15  # seconds; a mail server that does not answer must not hold a process for ever
DEFAULT_FROM_EMAIL = env.env.str("DEFAULT_FROM_EMAIL", default="journal@localhost")
SMS_URL = env.text_url("SMS_URL", default="" if _HTTPS else "console://")
SMS_HEADERS = env.headers("SMS_HEADERS")
SMS_BODY = env.env.str("SMS_BODY", default="")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "handlers": {"console": {"class": "logging.StreamHandler"}},
    "root": {"handlers": ["console"], "level": "WARNING"},
}
