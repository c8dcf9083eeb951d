"""The demonstration's letter box: every mail, text message and letter that the platform has written.

It exists in a demonstration and in tests only: elsewhere these links and codes are nobody's but the
receiver's.
"""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.conf import settings
from django.core.paginator import Page, Paginator
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import render
from django.utils.html import strip_tags
from django.utils.translation import gettext_lazy as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET

from fuldmagt.notices import queries
from fuldmagt.notices.models import Notice
from fuldmagt.web.look.parts import Tab
from fuldmagt.web.permission import for_everybody
from fuldmagt.web.visitor import Request

SIZES = (10, 25, 100)
KINDS = {
    "": _("All"),
    Notice.Kind.MAIL.value: _("E-mails"),
    Notice.Kind.TEXT_MESSAGE.value: _("Text messages"),
    Notice.Kind.LETTER.value: _("Letters"),
}
ITS_OWN_STYLES = "default-src 'none'; style-src 'unsafe-inline'; sandbox allow-popups allow-top-navigation"
View = Callable[..., HttpResponse]


def only_where_nobody_is_real(view: View) -> View:
    @wraps(view)
    def guarded(request: Request, *args: Any, **kwargs: Any) -> HttpResponse:
        if not (settings.DEMO or settings.TESTING):
            raise Http404
        return view(request, *args, **kwargs)

    return guarded


@for_everybody
@require_GET
@never_cache
@only_where_nobody_is_real
def listing(request: Request) -> HttpResponse:
    """Newest first, searched by words, by kind, in pages."""
    kind, wanted = _asked(request)
    context = {
        "page": _page(request),
        "wanted": wanted,
        "kind": kind,
        "kinds": [
            Tab(str(title), f"?kind={each}&q={wanted}" if wanted else f"?kind={each}", each == kind)
            for each, title in KINDS.items()
        ],
    }
    return render(request, "post/list.html", context)


@for_everybody
@require_GET
@never_cache
@only_where_nobody_is_real
def told(request: Request) -> HttpResponse:
    """The same for scripts: `?q=`, `?kind=mail`, `?page=`, `?size=`."""
    page = _page(request)
    notices = [_as_json(notice) for notice in page]
    following = page.next_page_number() if page.has_next() else None
    return JsonResponse({"notices": notices, "total": page.paginator.count, "next_page": following})


@for_everybody
@require_GET
@never_cache
@only_where_nobody_is_real
def rendered(request: Request, ref: str) -> HttpResponse:
    """A mail as a mail program shows it: its own styles, no script, nothing of ours around it."""
    notice = queries.one(ref)
    if notice is None or not notice.html:
        raise Http404
    response = HttpResponse(notice.html)
    response["Content-Security-Policy"] = ITS_OWN_STYLES
    return response


def _asked(request: Request) -> tuple[str, str]:
    kind = request.GET.get("kind", "")
    return (kind if kind in KINDS else ""), request.GET.get("q", "").strip()[:200]


def _page(request: Request) -> "Page[Notice]":
    kind, wanted = _asked(request)
    size = request.GET.get("size", "")
    shown = int(size) if size.isdecimal() and int(size) in SIZES else SIZES[0]
    return Paginator(queries.newest(words=wanted, kind=kind), shown).get_page(request.GET.get("page"))


def _as_json(notice: Notice) -> dict[str, object]:
    return {
        "ref": notice.ref,
        "kind": notice.kind,
        "to": notice.to,
        "subject": notice.subject,
        "body": notice.body,
        "html_text": " ".join(strip_tags(notice.html).split()),
        "links": queries.links_in(notice.body),
        "language": notice.language,
        "state": notice.state,
        "written_at": notice.created_at.isoformat(),
    }
