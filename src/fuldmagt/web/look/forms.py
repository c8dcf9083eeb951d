"""Forms in our look: dressed controls, errors in our words, choices that say why they are closed.

A form checks shape; whether a deed may be done is judged by rules.
"""

from collections.abc import Mapping
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

WRITTEN = ("%d-%m-%Y", "%d.%m.%Y", "%d/%m/%Y", "%d%m%Y", "%Y-%m-%d")

# Which of Django's own messages are said in our words, unless the field says its own.
OUR_WORDS = {
    "required": _("This has to be filled in."),
    "invalid_choice": _("Choose one of the possibilities."),
}
OUR_WORDS_OF = {
    forms.EmailField: {"invalid": _("This is not an e-mail address. It should look like name@example.com.")},
    forms.DateField: {"invalid": _("This date does not exist. Write day, month and year, like 24-12-1990.")},
    forms.IntegerField: {"invalid": _("Write a whole number.")},
}


class Form(forms.Form):
    """The base of every form on a page."""

    use_required_attribute = False

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("label_suffix", "")
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            dress(field.widget)
            put_in_our_words(field)


class Disabling:
    """Options that are shown but cannot be chosen: value -> why, and value -> a line of help."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.disabled_why: Mapping[str, str] = {}
        self.helps: Mapping[str, str] = {}


class Radios(Disabling, forms.RadioSelect):
    """One of a few, all in view."""


class Ticks(Disabling, forms.CheckboxSelectMultiple):
    """Any of a few, all in view."""


class WrittenDate(forms.DateField):
    """A date that a person types, as birth dates are: no calendar to page back through."""

    def __init__(self, **kwargs: Any) -> None:
        attrs = {"inputmode": "numeric", "autocomplete": "off", "maxlength": "10", "data-width": "s"}
        kwargs.setdefault("widget", forms.DateInput(format=WRITTEN[0], attrs=attrs))
        kwargs.setdefault("help_text", _("dd-mm-yyyy"))
        super().__init__(input_formats=WRITTEN, **kwargs)


class PickedDate(forms.DateInput):
    """A date near today, with the browser's own calendar."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__({"data-width": "s"} | (attrs or {}), format="%Y-%m-%d")


def dress(widget: forms.Widget) -> None:
    """Give a control the design system's class for its kind."""
    if isinstance(widget, forms.CheckboxInput):
        kind = "form-checkbox"
    elif isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple | forms.HiddenInput):
        return
    elif isinstance(widget, forms.Select):
        kind = "form-select"
    else:
        kind = "form-input"
    own = widget.attrs.get("class", "")
    widget.attrs["class"] = f"{kind} {own}".strip()


def put_in_our_words(field: forms.Field) -> None:
    """Say Django's standard complaints as this platform speaks; a field's own words stay."""
    words = dict(OUR_WORDS)
    for kind, of_kind in OUR_WORDS_OF.items():
        if isinstance(field, kind):
            words |= of_kind
    for code, sentence in words.items():
        standard = [vars(kind).get("default_error_messages", {}).get(code) for kind in type(field).__mro__]
        said = field.error_messages.get(code)
        if said is None or any(said is one for one in standard):
            field.error_messages[code] = sentence
