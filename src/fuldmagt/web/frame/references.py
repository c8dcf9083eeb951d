"""References in addresses: opaque names of up to 64 characters, whatever they look like."""

from django.urls import register_converter


class Reference:
    regex = r"[^/\x00]{1,64}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Reference, "ref")
