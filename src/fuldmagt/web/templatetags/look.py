"""The components, as tags that every template may use. What each shows: docs/pages.md, and /look/."""

from collections.abc import Sequence
from typing import Any

from django import template
from django.conf import settings
from django.core.paginator import Page
from django.template.context import Context
from django.templatetags.static import static
from django.utils.html import format_html
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _

from fuldmagt.web.frame.numbers import Number
from fuldmagt.web.look import parts
from fuldmagt.web.look.address import changed
from fuldmagt.web.look.context import Brand, the_brand
from fuldmagt.web.look.sprite import sprite

register = template.Library()

BADGES = {
    "none": "badge",
    "note": "badge badge-info",
    "waits": "badge badge-warning",
    "done": "badge badge-success",
    "stopped": "badge badge-error",
    "here": "badge fm-plain fm-here",
}


@register.simple_tag
def icon(name: str, label: str = "", css: str = "") -> SafeString:
    """A symbol of the sprite; silent beside words, named where it stands alone."""
    if (settings.DEBUG or settings.TESTING) and name not in sprite():
        raise template.TemplateSyntaxError(f"there is no icon {name!r} in look/icons.svg")
    picture = format_html(
        '<svg class="icon-svg{}" focusable="false" aria-hidden="true"><use href="{}#{}"></use></svg>',
        f" {css}" if css else "",
        static("look/icons.svg"),
        name,
    )
    if label:
        return format_html('{}<span class="sr-only">{}</span>', picture, label)
    return picture


@register.filter
def as_number(written: str) -> str:
    """`dk:cvr:20000015` as people read it: CVR number 20 00 00 15."""
    return str(Number.of(written))


@register.simple_tag(name="the_brand")
def brand_of_the_platform() -> Brand:
    """For what is rendered without a request: mail and the page of a broken server."""
    return the_brand()


@register.simple_tag
def badge(kind: str, text: str) -> SafeString:
    return format_html('<span class="{}">{}</span>', BADGES[kind], text)


@register.inclusion_tag("components/thread.html")
def thread(knots: Sequence[parts.Knot], shape: str = "", label: str = "") -> dict[str, Any]:
    return {"knots": knots, "shape": shape, "label": label or _("Who acts through whom, for whom")}


@register.inclusion_tag("components/choices.html")
def choices(
    items: Sequence[parts.Choice], raised: bool = False, two: bool = False, label: str = ""
) -> dict[str, Any]:
    return {"items": items, "raised": raised, "two": two, "label": label}


@register.inclusion_tag("components/facts.html")
def facts(pairs: Sequence[tuple[str, Any]], small: bool = False) -> dict[str, Any]:
    return {"pairs": pairs, "small": small}


@register.inclusion_tag("components/stat.html")
def stat(term: str, number: Any, note: str = "") -> dict[str, Any]:
    return {"term": term, "number": number, "note": note}


@register.inclusion_tag("components/tabs.html")
def tabs(items: Sequence[parts.Tab], label: str) -> dict[str, Any]:
    return {"items": items, "label": label}


@register.inclusion_tag("components/breadcrumbs.html")
def breadcrumbs(crumbs: Sequence[parts.Crumb]) -> dict[str, Any]:
    return {"crumbs": crumbs}


@register.inclusion_tag("components/reasons.html")
def reasons(items: Sequence[parts.Reason]) -> dict[str, Any]:
    return {"items": items}


@register.inclusion_tag("components/reference.html")
def reference(number: str, at: Any = None) -> dict[str, Any]:
    return {"number": number, "at": at}


@register.inclusion_tag("components/steps.html")
def steps(items: Sequence[parts.Step], small: bool = False) -> dict[str, Any]:
    return {"items": items, "small": small}


@register.inclusion_tag("components/progress.html")
def progress(done: int, total: int, begun: bool = True) -> dict[str, Any]:
    """`begun`: the step after the last done one is under way."""
    states = ["is-full"] * done + ["is-half"] * (begun and done < total)
    return {"done": done, "total": total, "bars": states + [""] * (total - len(states))}


@register.inclusion_tag("components/code.html")
def code(value: str, label: str = "", copy: bool = False, large: bool = False) -> dict[str, Any]:
    """A code in groups of four, as it is read aloud."""
    groups = [value[start : start + 4] for start in range(0, len(value), 4)]
    return {"groups": groups, "value": value, "label": label, "copy": copy, "large": large}


@register.inclusion_tag("components/waiting.html")
def waiting(heading: str, text: str = "") -> dict[str, Any]:
    return {"heading": heading, "text": text}


@register.inclusion_tag("components/act.html")
def act(action: parts.Action, kind: str = "secondary", icon: str = "", small: bool = False) -> dict[str, Any]:
    return {"action": action, "kind": kind, "icon": icon, "small": small}


@register.inclusion_tag("components/search_line.html")
def search_line(
    label: str, value: str | None = "", name: str = "q", small: bool = False, url: str = ""
) -> dict[str, Any]:
    """One box to search by; the value of a form's field that was not sent is None."""
    return {"label": label, "value": value or "", "name": name, "small": small, "url": url}


@register.inclusion_tag("components/sorted_by.html", takes_context=True)
def sorted_by(context: Context, key: str, title: str) -> dict[str, Any]:
    """The head of a column that sorts: once up, once more down."""
    query = context["request"].GET
    now = query.get("sort", "")
    direction = {key: "ascending", f"-{key}": "descending"}.get(now, "")
    turned = f"-{key}" if direction == "ascending" else key
    return {"title": title, "direction": direction, "url": changed(query, sort=turned, page=None)}


@register.inclusion_tag("components/rows.html")
def rows(page: Page[Any]) -> dict[str, Any]:
    return {"first": page.start_index(), "last": page.end_index(), "total": page.paginator.count}


@register.inclusion_tag("components/pagination.html", takes_context=True)
def pagination(context: Context, page: Page[Any], sizes: str = "") -> dict[str, Any]:
    query = context["request"].GET
    shown = page.paginator.get_elided_page_range(page.number, on_each_side=1, on_ends=1)
    return {
        "pages": [
            {"number": one, "url": changed(query, page=str(one))} if isinstance(one, int) else {"gap": True}
            for one in shown
        ],
        "page": page,
        "before": changed(query, page=str(page.number - 1)),
        "after": changed(query, page=str(page.number + 1)),
        "sizes": [{"size": int(size), "url": changed(query, size=size, page=None)} for size in sizes.split()],
    }


@register.inclusion_tag("mail/button.html")
def mail_button(url: str, title: str) -> dict[str, Any]:
    return {"url": url, "title": title}


@register.inclusion_tag("mail/heading.html")
def mail_heading(content: str) -> dict[str, Any]:
    return {"content": content}


@register.inclusion_tag("mail/numbered.html")
def mail_numbered(items: Sequence[tuple[str, str]]) -> dict[str, Any]:
    return {"items": items}
