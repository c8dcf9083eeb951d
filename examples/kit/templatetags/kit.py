"""The few components that the examples' pages are made of, as tags."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.core.paginator import Page
from django.http import QueryDict
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from examples.kit.parts import Knot

register = template.Library()

BADGES = {
    "none": "",
    "note": "badge-info",
    "waits": "badge-warning",
    "done": "badge-success",
    "stopped": "badge-error",
}


@register.simple_tag
def icon(name: str, css: str = "") -> SafeString:
    """A symbol of the design system; always silent, words stand beside it."""
    return format_html(
        '<svg class="icon-svg{}" focusable="false" aria-hidden="true"><use href="{}#{}"></use></svg>',
        f" {css}" if css else "",
        static("dkfds/img/all-svg-icons.svg"),
        name,
    )


@register.simple_tag
def badge(kind: str, text: str) -> SafeString:
    return format_html('<span class="badge {}">{}</span>', BADGES[kind], text)


@register.simple_block_tag
def captured(content: str) -> str:
    """What a block says, kept under a name: `{% captured as headline %}...{% endcaptured %}`."""
    return SafeString(content.strip())


@register.inclusion_tag("kit/thread.html")
def thread(knots: Sequence[Knot], shape: str = "") -> dict[str, Any]:
    return {"knots": knots, "shape": shape, "label": _("Who acts for whom")}


@register.inclusion_tag("kit/search.html")
def search(label: str, value: str, hidden: dict[str, str] | None = None) -> dict[str, Any]:
    return {"label": label, "value": value, "hidden": hidden or {}}


@register.inclusion_tag("kit/sorted_by.html", takes_context=True)
def sorted_by(context: Context, key: str, title: str) -> dict[str, Any]:
    """The head of a column that sorts: once up, once more down."""
    query = context["request"].GET
    direction = {key: "ascending", f"-{key}": "descending"}.get(context["sort"], "")
    turned = f"-{key}" if direction == "ascending" else key
    return {"title": title, "direction": direction, "url": changed(query, sort=turned, page=None)}


@register.inclusion_tag("kit/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any]) -> dict[str, Any]:
    query = context["request"].GET
    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "pages": [
            {"gap": not isinstance(one, int), "number": one, "url": changed(query, page=str(one))}
            for one in shown
        ],
        "page": page,
        "before": changed(query, page=str(page.number - 1)),
        "after": changed(query, page=str(page.number + 1)),
    }


def changed(query: QueryDict, **changes: str | None) -> str:
    """The same page with other parameters; None takes one away."""
    new = query.copy()
    for name, value in changes.items():
        new.pop(name, None)
        if value is not None:
            new[name] = value
    return f"?{new.urlencode()}"
