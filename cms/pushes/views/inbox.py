"""The inbox: what one has been told, and one message at a time."""

from __future__ import annotations

from uuid import UUID

from django.contrib import messages
from django.core.paginator import Paginator
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from cms.citizens.views.access import CitizenRequest, for_citizens, language_of_page
from cms.pushes import inbox as boxes
from cms.pushes.models import Push
from cms.pushes.shown import shown

ROOM = "indbakke"
A_PAGE = 30


@require_GET
@for_citizens
def inbox(request: CitizenRequest) -> HttpResponse:
    """Everything that stands in it, the unread first."""
    request.room = ROOM  # type: ignore[attr-defined]
    pages = Paginator(boxes.inbox_of(request.citizen), A_PAGE)
    page = pages.get_page(request.GET.get("side"))
    number = page.number
    return render(
        request,
        "pushes/inbox.html",
        {
            "messages_shown": shown(list(page), request.citizen),
            "unread": boxes.unread_count(request.citizen),
            "pagination": {
                "number": number,
                "count": pages.num_pages,
                "previous_url": f"?side={number - 1}" if page.has_previous() else "",
                "next_url": f"?side={number + 1}" if page.has_next() else "",
            },
        },
    )


@require_GET
@for_citizens
def show(request: CitizenRequest, public_id: UUID) -> HttpResponse:
    """One message, whole; from now on it is read."""
    request.room = ROOM  # type: ignore[attr-defined]
    push = _own(request, public_id)
    boxes.mark_read(push)
    (message,) = shown([push], request.citizen)
    purpose = message.words.kind.purpose.in_language(language_of_page())
    return render(request, "pushes/message.html", {"message": message, "purpose": purpose})


@require_POST
@for_citizens
def unread(request: CitizenRequest, public_id: UUID) -> HttpResponse:
    """Let it stand among the unread again."""
    boxes.mark_unread(_own(request, public_id))
    messages.success(request, _("Beskeden står som ny igen."))
    return redirect("pushes:inbox")


@require_POST
@for_citizens
def remove(request: CitizenRequest, public_id: UUID) -> HttpResponse:
    """Take it out of the inbox."""
    boxes.remove(_own(request, public_id))
    messages.success(request, _("Beskeden er slettet."))
    return redirect("pushes:inbox")


@require_POST
@for_citizens
def all_read(request: CitizenRequest) -> HttpResponse:
    """Everything has been seen."""
    boxes.mark_all_read(request.citizen)
    return redirect("pushes:inbox")


def _own(request: CitizenRequest, public_id: UUID) -> Push:
    push = boxes.push_named(request.citizen, public_id)
    if push is None:
        raise Http404("No such message.")
    return push
