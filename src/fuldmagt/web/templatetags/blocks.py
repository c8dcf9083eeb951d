"""The components that hold something: a tag, what is in it, and its end tag."""

from typing import Any

from django import template
from django.template.context import Context
from django.template.loader import get_template
from django.utils.safestring import SafeString
from django.utils.text import slugify
from django.utils.translation import gettext as _

from fuldmagt.web.look import parts

register = template.Library()

ALERTS = {
    "done": ("alert-success", "success"),
    "waits": ("alert-warning", "warning"),
    "no": ("alert-error", "error"),
    "note": ("alert-info", "info"),
}


def rendered(name: str, *, folder: str = "components", **of: Any) -> SafeString:
    template = get_template(f"{folder}/{name}.html").template  # type: ignore[attr-defined]  # the backend's own
    return SafeString(template.render(Context(of)))


@register.simple_block_tag
def captured(content: str) -> str:
    """What a block says, kept under a name: `{% captured as headline %}...{% endcaptured %}`."""
    return SafeString(content.strip())


@register.simple_block_tag
def alert(content: str, kind: str, heading: str = "", live: bool = False) -> str:
    css, icon = ALERTS[kind]
    return rendered(
        "alert", css=css, icon=icon, heading=heading, content=SafeString(content.strip()), live=live
    )


@register.simple_block_tag
def why(content: str, id: str = "") -> str:
    return rendered("why", content=content, id=id)


@register.simple_block_tag
def savebar(content: str, label: str) -> str:
    return rendered("savebar", content=content, label=label)


@register.simple_block_tag
def empty(content: str, heading: str, text: str = "") -> str:
    return rendered("empty", content=SafeString(content.strip()), heading=heading, text=text)


@register.simple_block_tag
def details(content: str, summary: str, open: bool = False, id: str = "") -> str:
    return rendered("details", content=content, summary=summary, open=open, id=id)


@register.simple_block_tag
def menu(content: str, summary: str = "", icon: str = "", label: str = "", left: bool = False) -> str:
    """A menu of links and one-button forms, each in an `<li>`; opens to the left edge with `left`."""
    return rendered("menu", content=content, summary=summary, icon=icon, label=label, left=left)


@register.simple_block_tag(takes_context=True)
def confirm(
    context: Context,
    content: str,
    url: str,
    verb: str,
    heading: str,
    milder: parts.Action | None = None,
    small: bool = False,
    id: str = "",
) -> str:
    """What cannot be undone: a link to the page that asks, and the same question as a dialog."""
    return rendered(
        "confirm",
        content=content,
        url=url,
        verb=verb,
        heading=heading,
        milder=milder,
        small=small,
        id=id or f"confirm-{slugify(url)}",
        cancel=_("Cancel"),
        csrf_token=context.get("csrf_token"),
    )


@register.simple_block_tag
def mail_text(content: str, quiet: bool = False, last: bool = False) -> str:
    """A paragraph of a mail."""
    return rendered("paragraph", folder="mail", content=SafeString(content.strip()), quiet=quiet, last=last)


@register.simple_block_tag
def mail_note(content: str) -> str:
    return rendered("note", folder="mail", content=SafeString(content.strip()))
