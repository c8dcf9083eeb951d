"""The Django settings that the examples share. No database: sessions are files in the example's folder."""

from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from examples.kit.configuration import ROOT

KIT = Path(__file__).resolve().parent


def django_settings(*, package: str, folder: Path, base_url: str, secret_key: str) -> dict[str, Any]:
    """What a settings module takes over with `globals().update(...)`; cookies carry the example's name."""
    name = package.rpartition(".")[2]
    here = ROOT / package.replace(".", "/")
    https = base_url.startswith("https://")
    sessions = folder / "sessions"
    sessions.mkdir(mode=0o700, exist_ok=True)
    return {
        "SECRET_KEY": secret_key,
        "ALLOWED_HOSTS": [urlsplit(base_url).hostname],
        "CSRF_TRUSTED_ORIGINS": [base_url],
        "INSTALLED_APPS": ["django.contrib.staticfiles", "examples.kit"],
        "ROOT_URLCONF": f"{package}.urls",
        "MIDDLEWARE": [
            "django.middleware.security.SecurityMiddleware",
            "whitenoise.middleware.WhiteNoiseMiddleware",
            "examples.kit.frame.strict",
            "django.contrib.sessions.middleware.SessionMiddleware",
            "django.middleware.locale.LocaleMiddleware",
            "django.middleware.common.CommonMiddleware",
            "django.middleware.csrf.CsrfViewMiddleware",
            "django.middleware.clickjacking.XFrameOptionsMiddleware",
        ],
        "TEMPLATES": [_templates(here)],
        "DATABASES": {},
        "STATIC_URL": "/static/",
        "STATICFILES_DIRS": [KIT / "static", ("dkfds", ROOT / "node_modules" / "dkfds" / "dist")],
        "STATICFILES_FINDERS": ["django.contrib.staticfiles.finders.FileSystemFinder"],
        "WHITENOISE_USE_FINDERS": True,
        "WHITENOISE_AUTOREFRESH": False,
        **_languages(here),
        **_cookies(name, https=https),
        "SESSION_ENGINE": "django.contrib.sessions.backends.file",
        "SESSION_FILE_PATH": str(sessions),
        "X_FRAME_OPTIONS": "DENY",
        "SECURE_REFERRER_POLICY": "same-origin",
        "SECURE_HSTS_SECONDS": 365 * 24 * 3600 if https else 0,
    }


def _templates(here: Path) -> dict[str, Any]:
    return {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "DIRS": [here / "templates", KIT / "templates"],
        "OPTIONS": {
            "context_processors": ["django.template.context_processors.request", "examples.kit.frame.frame"],
            "builtins": ["examples.kit.templatetags.kit"],
        },
    }


def _languages(here: Path) -> dict[str, Any]:
    return {
        "USE_TZ": True,
        "TIME_ZONE": "Europe/Copenhagen",
        "LANGUAGE_CODE": "da",
        "FORMAT_MODULE_PATH": "examples.kit.formats",
        "LANGUAGES": [("da", "Dansk"), ("nl", "Nederlands"), ("en", "English")],
        "LOCALE_PATHS": [here / "translations", KIT / "translations"],
    }


def _cookies(name: str, *, https: bool) -> dict[str, Any]:
    """Every example has its own names: all of them may run on one host."""
    of_each: dict[str, Any] = {}
    for kind in ("SESSION", "CSRF", "LANGUAGE"):
        of_each |= {
            f"{kind}_COOKIE_NAME": f"{name}_{kind.lower()}",
            f"{kind}_COOKIE_HTTPONLY": True,
            f"{kind}_COOKIE_SAMESITE": "Lax",
            f"{kind}_COOKIE_SECURE": https,
        }
    return of_each | {"LANGUAGE_COOKIE_AGE": 365 * 24 * 3600}
