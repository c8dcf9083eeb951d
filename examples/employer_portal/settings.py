"""Django's settings of the employer portal: those of the examples, and a database of its own."""

from datetime import timedelta

from examples.employer_portal.configuration import CONFIGURATION
from examples.kit.settings import django_settings

told = django_settings(
    package="examples.employer_portal",
    folder=CONFIGURATION.folder,
    base_url=CONFIGURATION.url,
    secret_key=CONFIGURATION.secret_key,
)
globals().update(
    told,
    INSTALLED_APPS=[*told["INSTALLED_APPS"], "examples.employer_portal.participants"],
    DATABASES={
        "default": {
            "ENGINE": "django.db.backends.sqlite3",
            "NAME": str(CONFIGURATION.folder / "portal.sqlite3"),
            "OPTIONS": {"transaction_mode": "IMMEDIATE", "timeout": 10},
        }
    },
    DEFAULT_AUTO_FIELD="django.db.models.BigAutoField",
    LANGUAGE_CODE="nl",
    LANGUAGES=[("nl", "Nederlands"), ("en", "English"), ("da", "Dansk")],
    TIME_ZONE="Europe/Amsterdam",
    SESSION_COOKIE_AGE=int(timedelta(minutes=30).total_seconds()),
    SESSION_SAVE_EVERY_REQUEST=True,  # thirty minutes since the last page
)
