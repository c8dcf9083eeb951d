"""What a server of the decision port runs; `wsgi` is that of the web port."""

import os

import django

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "fuldmagt.config.settings")
django.setup()

from fuldmagt.api.fast.app import FastDoor  # noqa: E402  # only now are there models

application = FastDoor()
