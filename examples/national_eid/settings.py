"""Django's settings of the stand-in."""

from examples.kit.settings import django_settings
from examples.national_eid.configuration import CONFIGURATION

globals().update(
    django_settings(
        package="examples.national_eid",
        folder=CONFIGURATION.folder,
        base_url=CONFIGURATION.issuer,
        secret_key=CONFIGURATION.secret_key,
    )
)
