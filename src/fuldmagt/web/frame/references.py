"""References in addresses: opaque names, as long as the longest that is kept, which is a right's."""

from django.urls import register_converter


class Reference:
    regex = r"[^/\x00]{1,128}"

    def to_python(self, value: str) -> str:
        return value

    def to_url(self, value: str) -> str:
        return value


register_converter(Reference, "ref")
