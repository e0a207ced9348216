"""Settings every paper shares; what differs by place comes from the environment.

The variables are listed in docs/operations.md.
"""

import os
from pathlib import Path
from typing import Any

import dj_database_url
from csp.constants import NONE, SELF
from django.core.exceptions import ImproperlyConfigured

from midad.config.paths import SOURCE_DIR, paper_home
from midad.config.settings.elsewhere import *  # noqa: F403 - one concern, in a file of its own
from midad.config.settings.elsewhere import SIGN_IN_APPS

MIDAD_HOME: Path = paper_home()
THEME_DIR = SOURCE_DIR / "theme"

INSTALLED_APPS = [
    "midad.config.apps.ConfigRoom",
    "midad.demo.apps.DemoRoom",
    "midad.upkeep.apps.UpkeepRoom",
    "midad.newsroom.apps.NewsroomRoom",
    "midad.readers.apps.ReadersRoom",
    "midad.stories.apps.StoriesRoom",
    "midad.press.apps.PressRoom",
    "midad.accounts.apps.AccountsRoom",
    "wagtail.contrib.settings",
    "wagtail.contrib.typed_table_block",
    "wagtail.embeds",
    "wagtail.sites",
    "wagtail.users",
    "wagtail.snippets",
    "wagtail.documents",
    "wagtail.images",
    "wagtail.search",
    "wagtail.admin",
    "wagtail",
    "modelcluster",
    "taggit",
    "django_filters",
    "django_tasks",
    "django_tasks_db",
    "csp",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "allauth.socialaccount",
    *SIGN_IN_APPS,
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.humanize",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
]

MIDDLEWARE = [
    "midad.upkeep.views.watched",
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "midad.config.headers.permissions_policy",
    "midad.config.headers.kept_by_nobody",
    "midad.config.requests.refusals_told",
    "midad.config.headers.forms_to_elsewhere",
    "midad.newsroom.middleware.NewsroomPolicy",
    "midad.config.requests.one_charset",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "midad.newsroom.middleware.SecondFactor",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]

ROOT_URLCONF = "midad.config.urls"
WSGI_APPLICATION = "midad.config.wsgi.application"

TEMPLATES = [
    {
        # What readers open: see docs/decisions for why Jinja2.
        "BACKEND": "django.template.backends.jinja2.Jinja2",
        "DIRS": [THEME_DIR / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {"environment": "midad.config.theme_environment.environment"},
    },
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [],
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "wagtail.contrib.settings.context_processors.settings",
            ],
        },
    },
]

DATABASE_URL = os.environ.get("DATABASE_URL") or f"sqlite:///{MIDAD_HOME / 'paper.sqlite3'}"
DATABASES: dict[str, Any] = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=60)}
if DATABASES["default"]["ENGINE"].endswith("sqlite3"):
    # Server, workers and commands write to one file: a writer takes its lock at once and waits
    # for it, and readers never wait (docs/decisions: SQLite embedded by default).
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": (
            "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA cache_size=-32000;"
            "PRAGMA mmap_size=268435456; PRAGMA temp_store=MEMORY;"
        ),
    }
else:
    # A database whose machine is gone must not hold up the newsroom for minutes.
    DATABASES["default"].setdefault("OPTIONS", {}).setdefault("connect_timeout", 10)
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

AUTH_USER_MODEL = "accounts.User"
PASSWORD_HASHERS = [
    "django.contrib.auth.hashers.Argon2PasswordHasher",
    "django.contrib.auth.hashers.PBKDF2PasswordHasher",
]
AUTH_PASSWORD_VALIDATORS = [
    {"NAME": "django.contrib.auth.password_validation.UserAttributeSimilarityValidator"},
    {"NAME": "django.contrib.auth.password_validation.MinimumLengthValidator"},
    {"NAME": "midad.accounts.passwords.KnownPasswordValidator"},
    {"NAME": "midad.accounts.passwords.LocalWordValidator"},
]
# A file of stolen passwords' hashes on this machine; empty asks Django's list of common ones alone.
BREACHED_PASSWORDS = os.environ.get("MIDAD_BREACHED_PASSWORDS", "")

AUTHENTICATION_BACKENDS = [
    "django.contrib.auth.backends.ModelBackend",
    "allauth.account.auth_backends.AuthenticationBackend",
]
# A row of a session names whose it is: one query tells a page who its reader is.
SESSION_ENGINE = "midad.accounts.sessions"
READERS_STAY_SECONDS = (
    60 * 60 * 24 * 90
)  # signed in; people of the newsroom two weeks, Django's own
CACHES = {
    # How often something was tried: one count for all processes, which a restart keeps.
    "default": {
        "BACKEND": "django.core.cache.backends.db.DatabaseCache",
        "LOCATION": "accounts_cacheentry",
        "OPTIONS": {"MAX_ENTRIES": 100_000},
    },
    # The sizes of pictures are asked of their table: a process that remembered them would not
    # notice that another took some away, and pages with such a picture could not be baked.
    "renditions": {"BACKEND": "django.core.cache.backends.dummy.DummyCache"},
}

# Readers' accounts: an address and a code of six digits, typed in whatever digits there are.
ACCOUNT_ADAPTER = "midad.readers.accounts.ReaderAccounts"
ACCOUNT_FORMS = {
    "signup": "midad.readers.forms.SignupForm",
    "confirm_login_code": "midad.readers.forms.LoginCodeForm",
    "confirm_email_verification_code": "midad.readers.forms.AddressCodeForm",
    "confirm_reauthentication_code": "midad.readers.forms.ReauthenticationCodeForm",
    "confirm_password_reset_code": "midad.readers.forms.PasswordResetCodeForm",
}
ACCOUNT_USER_MODEL_USERNAME_FIELD = None
ACCOUNT_LOGIN_METHODS = {"email"}
ACCOUNT_SIGNUP_FIELDS = ["email*"]
ACCOUNT_SIGNUP_FORM_HONEYPOT_FIELD = "website"
ACCOUNT_EMAIL_VERIFICATION = "mandatory"
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_ENABLED = True
ACCOUNT_EMAIL_VERIFICATION_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_ENABLED = True
ACCOUNT_LOGIN_BY_CODE_TIMEOUT = 10 * 60
ACCOUNT_LOGIN_BY_CODE_SUPPORTS_RESEND = True
ACCOUNT_PASSWORD_RESET_BY_CODE_ENABLED = True
ACCOUNT_PASSWORD_RESET_BY_CODE_TIMEOUT = 10 * 60
# Three tries a code: in a day nobody guesses at one address more than 180 times in a million.
ACCOUNT_RATE_LIMITS = {"request_login_code": "20/m/ip,3/m/key,60/d/key"}
ACCOUNT_PREVENT_ENUMERATION = True
ACCOUNT_CHANGE_EMAIL = True
ACCOUNT_SESSION_REMEMBER = True
ACCOUNT_REAUTHENTICATION_REQUIRED = True
ALLAUTH_USER_CODE_FORMAT = {"numeric": True, "dashed": False, "length": 6}
# Whoever may enter the newsroom must have shown a second factor in the session: in production.
NEWSROOM_SECOND_FACTOR = False
MFA_ADAPTER = "midad.readers.second_factor.SecondFactors"
MFA_FORMS = {
    "add_webauthn": "midad.readers.forms.AddPasskeyForm",
    "authenticate_webauthn": "midad.readers.forms.PasskeyForm",
    "login_webauthn": "midad.readers.forms.LoginPasskeyForm",
    "reauthenticate_webauthn": "midad.readers.forms.ReauthenticationPasskeyForm",
    "authenticate": "midad.readers.forms.SecondFactorForm",
    "reauthenticate": "midad.readers.forms.SecondFactorAgainForm",
    "activate_totp": "midad.readers.forms.AppCodeForm",
}
MFA_SUPPORTED_TYPES = ["webauthn", "totp", "recovery_codes"]
MFA_PASSKEY_LOGIN_ENABLED = True
MFA_WEBAUTHN_USER_VERIFICATION = "required"  # a key that anybody may touch proves nobody
MFA_TOTP_TOLERANCE = 1  # half a minute before and after: telephones' clocks, slow fingers
# Only who has shown an address signs in as a reader; the newsroom made its own people's accounts,
# whose first day may come before mail works (docs/decisions: Ways to sign in).
MFA_ALLOW_UNVERIFIED_EMAIL = True
LOGIN_REDIRECT_URL = "/account/"
# Addresses whose mail domain stands here alone may open accounts; empty lets everybody.
SIGNUP_DOMAINS = os.environ.get("MIDAD_SIGNUP_DOMAINS", "").lower().split()

LANGUAGE_CODE = "ar"
LANGUAGES = [("ar", "العربية"), ("en", "English")]
LOCALE_PATHS = [SOURCE_DIR / "theme" / "locale"]
FORMAT_MODULE_PATH = "midad.config.formats"
TIME_ZONE = os.environ.get("MIDAD_TIME_ZONE", "Asia/Riyadh")
USE_I18N = True
USE_TZ = True

STATIC_URL = "/static/"
STATIC_ROOT = MIDAD_HOME / "static"
STATICFILES_DIRS = [THEME_DIR / "static"]
MEDIA_URL = "/media/"
MEDIA_ROOT = MIDAD_HOME / "media"
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "midad.press.static_files.CompressedStaticFiles"},
}
DATA_UPLOAD_MAX_NUMBER_FIELDS = 10_000  # a long story is some thousands of form fields
DATA_UPLOAD_MAX_MEMORY_SIZE = 12 * 1024 * 1024

# Not in a cookie: messages name addresses, and browsers keep cookies.
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

TASKS = {"default": {"BACKEND": "django_tasks_db.DatabaseBackend"}}

# The paper's own public address, without a slash at the end: feeds, sitemaps and links use it.
PAPER_URL = os.environ.get("MIDAD_URL", "http://localhost:8000").rstrip("/")
# Where the probe asks for pages as readers do: the readers' server itself, for the way out to the
# public address and back in is closed on many machines. "off" asks nobody.
PROBE_URL = os.environ.get("MIDAD_PROBE_URL") or PAPER_URL
PROBE_URL = "" if PROBE_URL == "off" else PROBE_URL.rstrip("/")
# How many proxies of the paper's own stand before it: who reports a mistake is told apart by what
# the outermost of them saw.
PROXY_HOPS = int(os.environ.get("MIDAD_PROXY_HOPS", "0"))
# With a token set, it alone opens /readyz and /metrics; see midad.upkeep.access.
METRICS_TOKEN = os.environ.get("MIDAD_METRICS_TOKEN", "")
IN_PRODUCTION = False
# The baked pages stand in a folder, or in a bucket: "s3://bucket/folder" at an endpoint.
_STORE = os.environ.get("MIDAD_STORE") or str(MIDAD_HOME / "store")
PRESS_STORE_BUCKET = _STORE if _STORE.startswith("s3://") else ""
PRESS_STORE_DIR = MIDAD_HOME / "store" if PRESS_STORE_BUCKET else Path(_STORE)
PRESS_STORE_ENDPOINT = os.environ.get("MIDAD_STORE_ENDPOINT", "")
# The caches in front of the paper that the press purges, and their secrets.
PRESS_CACHES = os.environ.get("MIDAD_CACHES", "")
CLOUDFLARE_TOKEN = os.environ.get("MIDAD_CLOUDFLARE_TOKEN", "")
FASTLY_KEY = os.environ.get("MIDAD_FASTLY_KEY", "")
PRESS_BROTLI_LEVEL = 5  # one level everywhere: bytes must not depend on who baked them

WAGTAIL_SITE_NAME = "مِداد"
WAGTAILADMIN_BASE_URL = PAPER_URL
WAGTAILADMIN_USER_LOGIN_FORM = "midad.newsroom.forms.DeskLoginForm"
WAGTAILADMIN_PERMITTED_LANGUAGES = [("ar", "العربية"), ("en", "English")]
WAGTAIL_CONTENT_LANGUAGES = [("ar", "العربية")]
# Addresses and passwords are changed on the account's own pages, which ask who it is once more.
WAGTAIL_EMAIL_MANAGEMENT_ENABLED = WAGTAIL_PASSWORD_MANAGEMENT_ENABLED = False
WAGTAIL_PASSWORD_RESET_ENABLED = False
WAGTAILUSERS_PASSWORD_ENABLED = False  # a new colleague begins with a code, and no one's password
WAGTAIL_ENABLE_UPDATE_CHECK = False  # the newsroom calls nobody outside
WAGTAIL_ENABLE_WHATS_NEW_BANNER = False
WAGTAIL_GRAVATAR_PROVIDER_URL = None
WAGTAILEMBEDS_RESPONSIVE_HTML = True
WAGTAILEMBEDS_FINDERS: list[dict[str, str]] = []  # embeds are cards of ours; nobody is asked
WAGTAILREDIRECTS_AUTO_CREATE = False
WAGTAIL_ALLOW_UNICODE_SLUGS = True
WAGTAIL_AUTOSAVE_INTERVAL = 2000
WAGTAILIMAGES_IMAGE_FORM_BASE = "midad.newsroom.forms.DeskPictureForm"
WAGTAILIMAGES_MAX_UPLOAD_SIZE = 20 * 1024 * 1024
WAGTAILIMAGES_MAX_IMAGE_PIXELS = 60_000_000
WAGTAILIMAGES_EXTENSIONS = ["avif", "gif", "jpg", "jpeg", "png", "webp"]
WAGTAILIMAGES_INDEX_PICTURES = False
WAGTAILDOCS_EXTENSIONS = ["mp3", "m4a", "ogg", "mp4", "webm", "vtt", "pdf", "csv", "xlsx"]
WAGTAILDOCS_DOCUMENT_FORM_BASE = "midad.newsroom.forms.DeskDocumentForm"
WAGTAILDOCS_MAX_UPLOAD_SIZE = 24 * 1024 * 1024  # nginx lets 25 MB through
WAGTAILDOCS_SERVE_METHOD = "serve_view"
WAGTAILSEARCH_BACKENDS = {"default": {"BACKEND": "midad.newsroom.search"}}

SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "strict-origin-when-cross-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
PERMISSIONS_POLICY = "camera=(), geolocation=(), microphone=()"
X_FRAME_OPTIONS = "SAMEORIGIN"  # the newsroom shows previews in a frame of its own
CSRF_FAILURE_VIEW = "django.views.csrf.csrf_failure"
LOGIN_URL = "account_login"  # of readers; the newsroom's screens lead to their own

# Frames a reader may open by consent (story embeds); nothing else leaves the paper's own address.
EMBED_FRAME_SOURCES = [
    "https://www.youtube-nocookie.com",
    "https://player.vimeo.com",
    "https://www.dailymotion.com",
]
CONTENT_SECURITY_POLICY = {
    "EXCLUDE_URL_PREFIXES": ("/newsroom/",),  # Wagtail's own screens: midad.newsroom sets theirs
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "media-src": [SELF],
        "frame-src": EMBED_FRAME_SOURCES,
        "manifest-src": [SELF],
        "form-action": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [SELF],
    },
}

LOG_FORMAT = os.environ.get("MIDAD_LOG_FORMAT") or "line"
if LOG_FORMAT not in {"line", "json"}:
    raise ImproperlyConfigured("MIDAD_LOG_FORMAT must be line or json")
LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "formatters": {
        "line": {"()": "midad.config.logs.LineWithFacts"},
        "json": {"()": "midad.config.logs.ObjectALine"},
    },
    "filters": {"trouble-of-tasks": {"()": "midad.config.logs.TroubleOfTasks"}},
    "handlers": {
        "stderr": {
            "class": "logging.StreamHandler",
            "formatter": LOG_FORMAT,
            "filters": ["trouble-of-tasks"],
        }
    },
    "root": {"handlers": ["stderr"], "level": "WARNING"},
    "loggers": {
        "midad": {"level": os.environ.get("MIDAD_LOG_LEVEL", "INFO")},
    },
}
