"""A form's fields and its summary of errors, as tags."""

from typing import Any

from django import forms, template
from django.forms.boundfield import BoundField
from django.utils.safestring import SafeString

from fuldmagt.web.look.forms import Disabling

register = template.Library()


@register.inclusion_tag("components/field.html")
def field(bound: BoundField, hint: str = "", optional: bool | None = None) -> dict[str, Any]:
    """Label, hint, error above, control. `optional` overrules what the field itself says."""
    hint = hint or str(bound.help_text)
    kind = kind_of(bound.field.widget)
    described = described_by(bound, hint)
    return {
        "bound": bound,
        "kind": kind,
        "hint": hint,
        "optional": not bound.field.required if optional is None else optional,
        "control": "" if kind == "options" else control(bound, described),
        "options": options(bound) if kind == "options" else [],
        "described": described,
        "id": bound.auto_id,
    }


@register.inclusion_tag("components/errors.html")
def errors(form: forms.BaseForm, focus: bool = True) -> dict[str, Any]:
    """What has to be mended before the form can be sent, each with a link to its field."""
    wrong = [(bound, first_control(bound), bound.errors) for bound in form if bound.errors]
    of_all = form.non_field_errors()
    return {"wrong": wrong, "of_all": of_all, "count": len(wrong) + len(of_all), "focus": focus}


def kind_of(widget: forms.Widget) -> str:
    if isinstance(widget, forms.RadioSelect | forms.CheckboxSelectMultiple):
        return "options"
    return "tick" if isinstance(widget, forms.CheckboxInput) else "control"


def described_by(bound: BoundField, hint: str) -> str:
    """The ids of what explains the control: its hint, its error."""
    ids = [f"{bound.auto_id}_hint"] if hint else []
    return " ".join(ids + [f"{bound.auto_id}_error"] * bool(bound.errors))


def control(bound: BoundField, described: str) -> SafeString:
    attrs: dict[str, Any] = {"aria-describedby": described} if described else {}
    if bound.errors:
        attrs["aria-invalid"] = "true"
    return bound.as_widget(attrs=attrs)


def options(bound: BoundField) -> list[dict[str, Any]]:
    """Radio buttons or tick boxes one by one, with the help of each and why it cannot be chosen."""
    widget = bound.field.widget
    whys = widget.disabled_why if isinstance(widget, Disabling) else {}
    helps = widget.helps if isinstance(widget, Disabling) else {}
    shown = []
    for sub in bound.subwidgets:
        value = str(sub.data["value"])
        why, help = whys.get(value, ""), helps.get(value, "")
        ids = [f"{sub.id_for_label}_help"] * bool(help) + [f"{sub.id_for_label}_why"] * bool(why)
        shown.append(
            {
                "id": sub.id_for_label,
                "name": sub.data["name"],
                "value": value,
                "label": sub.choice_label,
                "type": sub.data["type"],
                "css": "form-radio" if sub.data["type"] == "radio" else "form-checkbox",
                "group": "form-group-radio" if sub.data["type"] == "radio" else "form-group-checkbox",
                "checked": bool(sub.data["selected"]) and not why,
                "help": help,
                "why": why,
                "described": " ".join(ids),
            }
        )
    return shown


def first_control(bound: BoundField) -> str:
    """The id of what the reader should go to in order to mend a field."""
    if kind_of(bound.field.widget) == "options":
        return f"{bound.auto_id}_0"
    return bound.id_for_label or bound.auto_id
