"""Addresses made from the one asked for."""

from django.http import QueryDict


def changed(query: QueryDict, **changes: str | None) -> str:
    """The same page with other parameters; None takes one away."""
    new = query.copy()
    for name, value in changes.items():
        if value is None:
            new.pop(name, None)
        else:
            new[name] = value
    return f"?{new.urlencode()}"
