"""Django's settings, from the environment; what is unsafe for production is refused by config.checks."""

from pathlib import Path
from urllib.parse import urlsplit

import dj_database_url
from csp.constants import NONE, SELF

from fuldmagt.config.environment import ROOT, flag, folder, number, text, words

PACKAGE = Path(__file__).resolve().parents[1]
VAR = folder("VAR", ROOT / "var")

# What kind of installation this is
DEMO = flag("DEMO")
DEBUG = flag("DEBUG")
PSEUDO = flag("PSEUDO")  # the pseudo-language that shows untranslated text
TESTING = flag("TESTING")  # weaker slow hashes, so that tests are quick

BASE_URL = text("BASE_URL", "http://localhost:8000").rstrip("/")
SECRET_KEYS = words(
    "SECRET_KEYS", "development-only-key-not-for-production-0000" if DEMO or DEBUG or TESTING else ""
)
SECRET_KEY = SECRET_KEYS[0] if SECRET_KEYS else ""
ALLOWED_HOSTS = [urlsplit(BASE_URL).hostname or "localhost"]
CSRF_TRUSTED_ORIGINS = [BASE_URL]
HTTPS = BASE_URL.startswith("https://")
TRUSTED_PROXY = flag("TRUSTED_PROXY")  # only then X-Forwarded-Proto is believed
SECURE_PROXY_SSL_HEADER = ("HTTP_X_FORWARDED_PROTO", "https") if TRUSTED_PROXY else None

ROOMS = [
    "secrets",
    "audit",
    "notices",
    "registers",
    "people",
    "organisations",
    "catalogue",
    "clients",
    "mandates",
    "authenticators",
    "onboarding",
    "costs",
    "sign_in",
    "explanations",
    "federation",
    "api",
    "web",
    "config",
]
INSTALLED_APPS = [
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "csp",
    *(f"fuldmagt.{room}" for room in ROOMS),
]
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "whitenoise.middleware.WhiteNoiseMiddleware",
    "csp.middleware.CSPMiddleware",
    "fuldmagt.config.middleware.moment",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "fuldmagt.config.middleware.visitor",
    "fuldmagt.web.frame.zone.of_the_organisation",
    "django.middleware.locale.LocaleMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
    "fuldmagt.config.middleware.Legible",
    "fuldmagt.config.middleware.Busy",
]
ROOT_URLCONF = "fuldmagt.config.urls"
WSGI_APPLICATION = "fuldmagt.config.wsgi.application"
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [PACKAGE / "web" / "templates"],
        "APP_DIRS": False,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.template.context_processors.i18n",
                "django.contrib.messages.context_processors.messages",
                "fuldmagt.web.look.context.brand",
                "fuldmagt.web.frame.context.frame",
            ],
            "loaders": [
                (
                    "django.template.loaders.cached.Loader",
                    ["django.template.loaders.filesystem.Loader"],
                )
            ],
            "builtins": [
                "fuldmagt.web.templatetags.look",
                "fuldmagt.web.templatetags.blocks",
                "fuldmagt.web.templatetags.fields",
            ],
            "libraries": {},
        },
    }
]

# Databases: SQLite by default, PostgreSQL in production
DATABASE_URL = text("DATABASE_URL", f"sqlite:///{VAR / 'fuldmagt.sqlite3'}")
DATABASES = {"default": dj_database_url.parse(DATABASE_URL, conn_max_age=60, conn_health_checks=True)}
if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A writer takes its lock at BEGIN, so two writers wait for one another instead of failing half-way.
    DATABASES["default"]["OPTIONS"] = {
        "transaction_mode": "IMMEDIATE",
        "timeout": 20,
        "init_command": "PRAGMA journal_mode=WAL; PRAGMA synchronous=NORMAL; PRAGMA foreign_keys=ON;",
    }
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"

# Decisions: how many rights, mandates and grants a process holds at most
DECISION_RECORDS = number("DECISION_RECORDS", 2_000_000)
# ... how old what it answers from may be, in milliseconds, and the account of what services ask
DECISION_AGE = number("DECISION_AGE", 500)
DECISION_LOG = text("DECISION_LOG", "" if TESTING else str(VAR / "decisions"))
DECISION_LOG_PERCENT = number("DECISION_LOG_PERCENT", 100)
DECISION_LOG_WITHOUT = words("DECISION_LOG_WITHOUT")
DECISION_PORT = number("DECISION_PORT", 8001)
DECISION_URL = text("DECISION_URL", BASE_URL).rstrip("/")

# Sessions of the web pages
SESSION_COOKIE_NAME = "fuldmagt_session"
SESSION_COOKIE_HTTPONLY = True
SESSION_COOKIE_SAMESITE = "Lax"
SESSION_COOKIE_SECURE = HTTPS
SESSION_COOKIE_AGE = 8 * 3600
SESSION_SERIALIZER = "django.contrib.sessions.serializers.JSONSerializer"
CSRF_COOKIE_NAME = "fuldmagt_csrf"
CSRF_COOKIE_HTTPONLY = True
CSRF_COOKIE_SAMESITE = "Lax"
CSRF_COOKIE_SECURE = HTTPS
CSRF_FAILURE_VIEW = "fuldmagt.web.errors.views.forged"
LANGUAGE_COOKIE_NAME = "fuldmagt_language"
LANGUAGE_COOKIE_SAMESITE = "Lax"
LANGUAGE_COOKIE_SECURE = HTTPS
LANGUAGE_COOKIE_HTTPONLY = True
LANGUAGE_COOKIE_AGE = 365 * 24 * 3600
MESSAGE_STORAGE = "django.contrib.messages.storage.session.SessionStorage"

# Headers
SECURE_CONTENT_TYPE_NOSNIFF = True
SECURE_REFERRER_POLICY = "same-origin"
SECURE_CROSS_ORIGIN_OPENER_POLICY = "same-origin"
SECURE_HSTS_SECONDS = 365 * 24 * 3600 if HTTPS else 0
X_FRAME_OPTIONS = "DENY"
CONTENT_SECURITY_POLICY = {
    "DIRECTIVES": {
        "default-src": [NONE],
        "script-src": [SELF],
        "style-src": [SELF],
        "img-src": [SELF, "data:"],
        "font-src": [SELF],
        "connect-src": [SELF],
        "manifest-src": [SELF],
        "base-uri": [NONE],
        "frame-ancestors": [NONE],
        "object-src": [NONE],
    }
}

# Languages and time
USE_TZ = True
TIME_ZONE = text("TIME_ZONE", "Europe/Copenhagen")
LANGUAGE_CODE = text("LANGUAGE", "da")
LANGUAGES = [("da", "Dansk"), ("nl", "Nederlands"), ("en", "English")]
if PSEUDO:
    LANGUAGES.append(("en-xa", "⟦Pseudo⟧"))
# Whose texts no native speaker has read: the pages that speak more languages say so (vocabulary.languages)
UNREAD_LANGUAGES = words("UNREAD_LANGUAGES", "de,pl,ro,uk,es")
FORMAT_MODULE_PATH = ["fuldmagt.config.formats"]
LOCALE_PATHS = sorted(path for path in (PACKAGE / "translations").glob("*") if path.is_dir())

# Files that pages are made of
STATIC_URL = "/static/"
STATIC_ROOT = VAR / "static"
DKFDS = folder("DKFDS", ROOT / "node_modules" / "dkfds" / "dist")  # the letters' fonts too
STATICFILES_DIRS = [PACKAGE / "web" / "static", ("dkfds", DKFDS)]
STORAGES = {
    "default": {"BACKEND": "django.core.files.storage.FileSystemStorage"},
    "staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"},
}
WHITENOISE_USE_FINDERS = True
WHITENOISE_AUTOREFRESH = False

# The look: an operator sets these and no more
BRAND_NAME = text("BRAND_NAME", "Fuldmagt")
BRAND_LOGO = text("BRAND_LOGO")
BRAND_COLOURS = words("BRAND_COLOURS")  # the first six tokens of the theme, in order
HELP_PHONE = text("HELP_PHONE", "70 20 00 00")
HELP_EMAIL = text("HELP_EMAIL", "help@fuldmagt.example")

# The national eID (an OpenID provider) and the company register
EID_NAME = text("EID_NAME", "MitID")
EID_BROKER = text("EID_BROKER", "nets")  # whose claim names are read: registers/eid/brokers.json
EID_MAPPING = text("EID_MAPPING")  # what the broker does otherwise than the table says, as JSON
EID_ISSUER = text("EID_ISSUER")
EID_CLIENT_ID = text("EID_CLIENT_ID", "fuldmagt")
EID_CLIENT_SECRET = text("EID_CLIENT_SECRET")
EID_PATIENCE = number("EID_PATIENCE", 8)  # seconds to wait for each answer of the broker
EID_SUPPORT_PHONE = text("EID_SUPPORT_PHONE", "33 98 00 10")
EID_PHONE_URL = text("EID_PHONE_URL", "https://www.mitid.dk/")  # what a phone or tablet must be able to do
EID_DOCUMENT_URL = text("EID_DOCUMENT_URL", "https://www.mitid.dk/")  # which passports and ID cards work
EID_GUIDE_URL = text("EID_GUIDE_URL", "https://www.mitid.dk/")  # how document and face are scanned
COMPANY_REGISTER = text("COMPANY_REGISTER", "stand-in" if DEMO or DEBUG or TESTING else "")

# Means: an operator may lower the level of passkeys that are copied between devices, never raise it
SYNCED_PASSKEY_LEVEL = text("SYNCED_PASSKEY_LEVEL", "substantial")
CHIP_AAGUIDS = words("CHIP_AAGUIDS")  # the makes of security key that count as chips; without any, all do
CHIP_ROOTS = text("CHIP_ROOTS")  # a file of the makers' root certificates, which vouch for the make

# How many days before a service stops accepting a means those are told who log in by it
MEANS_END_DAYS = words("MEANS_END_DAYS", "60,30,7")

# The organisation whose platform operators admit providers; without one nobody does
OPERATOR = text("OPERATOR")

# Requests for rights
REQUEST_DAYS = number("REQUEST_DAYS", 30)  # without an answer a request ends
REQUEST_REMINDER_DAYS = number("REQUEST_REMINDER_DAYS", 5)

# Wrong tries at PINs and codes, beside the five at one means
TRIES_PER_ACCOUNT = number("TRIES_PER_ACCOUNT", 20)  # wrong ones within the minutes below
TRIES_PER_ADDRESS = number("TRIES_PER_ADDRESS", 300)
TRIES_PER_ORGANISATION = number("TRIES_PER_ORGANISATION", 1000)
TRIES_MINUTES = number("TRIES_MINUTES", 15)

# Mandates
MANDATE_YEARS = number("MANDATE_YEARS", 5)  # the longest a chain mandate can hold
MANDATE_REMINDERS = tuple(int(each) for each in words("MANDATE_REMINDERS", "60,30,7"))  # days before the end

# Mail and text messages
EMAIL_URL = text("EMAIL_URL", "outbox:" if DEMO or TESTING else "")
SMS_URL = text("SMS_URL", "outbox:" if DEMO or TESTING else "")
MAIL_RATE = number("MAIL_RATE", 100)  # activation mails a minute, where many are activated at once
MAIL_FROM = text("MAIL_FROM", f"{BRAND_NAME} <no-reply@fuldmagt.example>")

# Uploads: in memory while they are small, else sealed in a file without a name
FILE_UPLOAD_HANDLERS = [
    "django.core.files.uploadhandler.MemoryFileUploadHandler",
    "fuldmagt.web.frame.uploads.SealedUploadHandler",
]

# Running
METRICS_TOKEN = text("METRICS_TOKEN")  # without it /metrics is not there
PORT = number("PORT", 8000)
