from importlib import import_module

from django.apps import AppConfig


class ConfigConfig(AppConfig):
    name = "fuldmagt.config"

    def ready(self) -> None:
        import_module("fuldmagt.config.checks")
