"""How is this installation set up? From the environment and the home folder; nothing secret is in the code.

CLEANCLAIM_HOME       the folder that keeps everything (default var)
CLEANCLAIM_DATABASE   a PostgreSQL address (postgresql://user:password@host/name); default: SQLite in the home
CLEANCLAIM_HOSTS      the host names that it answers to, comma-separated (default 127.0.0.1, localhost)
CLEANCLAIM_DEMO       1: ready logins and a demo clock, on the loopback address only
"""

import os
import secrets
from datetime import timedelta
from pathlib import Path
from urllib.parse import unquote, urlsplit

from csp.constants import NONE, SELF

from cleanclaim.core.basics.refusals import NotYours

HOME = Path(os.environ.get("CLEANCLAIM_HOME", "var")).resolve()
DEMO = os.environ.get("CLEANCLAIM_DEMO") == "1"
DEBUG = False


def _secret(name: str) -> bytes:
    """A secret of this installation: made once, kept in the home, readable by its owner only."""
    path = HOME / "secrets" / name
    try:
        return path.read_bytes()
    except FileNotFoundError:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        made = secrets.token_hex(32).encode()
        try:
            with open(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
                file.write(made)
        except FileExistsError:  # another process was faster
            return path.read_bytes()
        return made


SECRET_KEY = _secret("session").decode()
AUDIT_KEY = _secret("audit")


def _database() -> dict[str, object]:
    address = os.environ.get("CLEANCLAIM_DATABASE")
    if not address:
        return {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": HOME / ("demo.sqlite3" if DEMO else "cleanclaim.sqlite3"),
            "OPTIONS": {
                "transaction_mode": "IMMEDIATE",
                "timeout": 30,
                "init_command": (
                    "PRAGMA journal_mode=WAL; PRAGMA synchronous=FULL; PRAGMA recursive_triggers=ON;"
                ),
            },
        }
    parts = urlsplit(address)
    return {
        "ENGINE": "django.db.backends.postgresql",
        "NAME": parts.path.lstrip("/"),
        "USER": unquote(parts.username or ""),
        "PASSWORD": unquote(parts.password or ""),
        "HOST": parts.hostname or "",
        "PORT": parts.port or "",
        "CONN_MAX_AGE": 60,
    }


DATABASES = {"default": _database()}
ALLOWED_HOSTS = os.environ.get("CLEANCLAIM_HOSTS", "127.0.0.1,localhost").split(",")


def _refuse_a_demo_of_real_work() -> None:
    """A demo's logins are open and need no second factor: it is never one of real people, nor served afar."""
    if not set(ALLOWED_HOSTS) <= {"127.0.0.1", "localhost", "[::1]"}:
        raise NotYours("demo.hosts", "A demo answers on this machine only: unset CLEANCLAIM_HOSTS.")
    if "CLEANCLAIM_DATABASE" in os.environ:
        raise NotYours("demo.database", "A demo plays on its own SQLite file: unset CLEANCLAIM_DATABASE.")
    if (HOME / "cleanclaim.sqlite3").exists():
        raise NotYours("demo.real_home", f"{HOME} holds a real database and is no demo's home.")


if DEMO:
    _refuse_a_demo_of_real_work()

STAGES = [
    "encounters", "coverage", "documentation", "coding", "charges", "claims", "edits", "submissions",
    "acknowledgments", "remittances", "posting", "ledger", "denials", "statements", "reports",
]  # fmt: skip
INSTALLED_APPS = [
    "cleanclaim.app.people",
    "cleanclaim.app.audit",
    "cleanclaim.app.work",
    *[f"cleanclaim.app.{stage}" for stage in STAGES],
    "cleanclaim.app.site",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "whitenoise.runserver_nostatic",
    "django.contrib.staticfiles",
    "django_htmx",
    "axes",
    "allauth",
    "allauth.account",
    "allauth.mfa",
    "csp",
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "csp.middleware.CSPMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "allauth.account.middleware.AccountMiddleware",
    "django_htmx.middleware.HtmxMiddleware",
    "cleanclaim.app.site.middleware.acting",
    "axes.middleware.AxesMiddleware",
]
ROOT_URLCONF = "cleanclaim.app.site.urls"
WSGI_APPLICATION = "cleanclaim.app.site.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
                "cleanclaim.app.site.frame.frame",
            ],
        },
    }
]

AUTH_USER_MODEL = "people.User"
AUTHENTICATION_BACKENDS = ["axes.backends.AxesStandaloneBackend", "django.contrib.auth.backends.ModelBackend"]
AUTH_PASSWORD_VALIDATORS = [
    {
        "NAME": "django.contrib.auth.password_validation.MinimumLengthValidator",
        "OPTIONS": {"min_length": 15},
    },
    {"NAME": "django.contrib.auth.password_validation.CommonPasswordValidator"},
]
LOGIN_URL = "account_login"
LOGIN_REDIRECT_URL = "home"
ACCOUNT_ADAPTER = "cleanclaim.app.site.accounts.Adapter"
ACCOUNT_LOGIN_METHODS = {"username"}
ACCOUNT_SIGNUP_FIELDS = ["username*", "password1*", "password2*"]
ACCOUNT_EMAIL_VERIFICATION = "none"
ACCOUNT_SESSION_REMEMBER = False
MFA_SUPPORTED_TYPES = ["totp", "recovery_codes", "webauthn"]
MFA_PASSKEY_LOGIN_ENABLED = False
AXES_FAILURE_LIMIT = 5
AXES_COOLOFF_TIME = timedelta(minutes=15)
AXES_LOCKOUT_PARAMETERS = [["username", "ip_address"]]
AXES_RESET_ON_SUCCESS = True

SESSION_COOKIE_AGE = 15 * 60
SESSION_SAVE_EVERY_REQUEST = True  # idle time, not age
SESSION_EXPIRE_AT_BROWSER_CLOSE = True
SESSION_COOKIE_HTTPONLY = CSRF_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = CSRF_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = CSRF_COOKIE_SECURE = not DEMO
SECURE_HSTS_SECONDS = 0 if DEMO else 31_536_000
SECURE_SSL_REDIRECT = False  # the proxy's work
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https")
SECURE_REFERRER_POLICY = "same-origin"
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [SELF],
        "object-src": [NONE],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "form-action": [SELF],
    }
}

STATIC_URL = "static/"
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False
USE_TZ = True
TIME_ZONE = "UTC"
LANGUAGE_CODE = "en-us"
USE_I18N = False
DATE_FORMAT, DATETIME_FORMAT = "Y-m-d", "Y-m-d H:i"  # one form on every page
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
DATA_UPLOAD_MAX_MEMORY_SIZE = 64 * 1024 * 1024
SILENCED_SYSTEM_CHECKS = ["security.W004", "security.W008"]

LOGGING = {
    "version": 1,
    "disable_existing_loggers": False,
    "filters": {"nobody": {"()": "cleanclaim.app.site.logs.WithoutPeople"}},
    "formatters": {"plain": {"format": "{asctime} {levelname} {name} {message}", "style": "{"}},
    "handlers": {
        "console": {"class": "logging.StreamHandler", "formatter": "plain", "filters": ["nobody"]},
    },
    "root": {"handlers": ["console"], "level": "WARNING"},
}
