"""Django's settings of Se Sag."""

from datetime import timedelta

from examples.kit.settings import django_settings
from examples.se_sag.configuration import CONFIGURATION

globals().update(
    django_settings(
        package="examples.se_sag",
        folder=CONFIGURATION.folder,
        base_url=CONFIGURATION.url,
        secret_key=CONFIGURATION.secret_key,
    ),
    SESSION_COOKIE_AGE=int(timedelta(minutes=30).total_seconds()),
    SESSION_SAVE_EVERY_REQUEST=True,  # thirty minutes since the last page
)
