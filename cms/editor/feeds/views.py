"""What came in from outside, what was refused and why. Nothing is changed here."""

from __future__ import annotations

from typing import Any, cast

from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from cms.declarations import Feed, current_feeds
from cms.feeds.addresses import address_of
from cms.feeds.faults import FeedFault
from cms.feeds.models import FeedRun, RunState
from cms.feeds.taking_in import owner_of
from cms.library.labels import language
from cms.municipalities.actions import Action
from cms.municipalities.models import User
from cms.municipalities.roles import may, owner_ids

RECENT = 10
PAGE_SIZE = 50


@require_safe
def feeds(request: HttpRequest) -> HttpResponse:
    """The sources whose items are the editor's to move, each with its last runs."""
    user = cast("User", request.user)
    if not user.is_superuser and not owner_ids(user, Action.EXCHANGE):
        raise PermissionDenied
    rows = [_row(feed) for feed in current_feeds().values() if _may_see(user, feed)]
    return render(request, "editor/feeds/list.html", {"rows": rows})


@require_safe
def run(request: HttpRequest, key: int) -> HttpResponse:
    """One run, and each ad that was refused. Others' are not there."""
    found = FeedRun.objects.filter(pk=key).first()
    feed = current_feeds().get(found.feed) if found else None
    if found is None or feed is None or not _may_see(cast("User", request.user), feed):
        raise Http404(key)
    pages = Paginator(found.refusals.all(), PAGE_SIZE)
    context = {
        "run": found,
        "label": feed.labels.in_language(language()),
        "failed": found.state in (RunState.FAILED, RunState.BROKEN_OFF),
        "refusals": pages.get_page(request.GET.get("p")),
    }
    return render(request, "editor/feeds/run.html", context)


def _may_see(user: User, feed: Feed) -> bool:
    try:
        owner = owner_of(feed)
    except FeedFault:
        return user.is_superuser
    return may(user, Action.EXCHANGE, owner.pk)


def _row(feed: Feed) -> dict[str, Any]:
    return {
        "name": feed.name,
        "label": feed.labels.in_language(language()),
        "rests": not address_of(feed),
        "runs": FeedRun.objects.filter(feed=feed.name)[:RECENT],
    }
