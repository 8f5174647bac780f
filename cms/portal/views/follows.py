"""What the citizen follows: see it, its news, and stop; and the buttons that follow."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_GET, require_POST

from cms.citizens.views.access import NEXT, CitizenRequest, for_citizens, own_path
from cms.my_page.news import news_of
from cms.personalisation.viewer import Viewer, viewer_of
from cms.plans import follows as followed
from cms.plans.follows import Follow
from cms.plans.models import FollowKind
from cms.portal.widgets import cards_by_key

NEWS = 3
# With more than these on one page the rest is shown without its news.
WITH_NEWS = 12
# What is followed, said to the citizen.
KINDS = {
    FollowKind.COMPANY: gettext_lazy("Virksomhed"),
    FollowKind.INDUSTRY: gettext_lazy("Branche"),
    FollowKind.WORD: gettext_lazy("Ord"),
}


@require_GET
@for_citizens
def follows(request: CitizenRequest) -> HttpResponse:
    """Each thing followed with its news."""
    request.room = "overview"  # type: ignore[attr-defined]
    viewer = viewer_of(request)
    own = followed.followed(request.citizen)
    names = followed.company_names(own)
    news = {one: news_of(viewer, one, NEWS) for one in own[:WITH_NEWS]}
    known = cards_by_key({key for keys in news.values() for key in keys}, viewer)
    context = {
        "breadcrumb": [
            {"text": _("Mit overblik"), "url": reverse("portal:overview")},
            {"text": _("Det følger du")},
        ],
        "follows": [
            {
                "follow": one,
                "label": followed.label_of(one, viewer.language, names),
                "kind": str(KINDS[FollowKind(one.kind)]),
                "cards": [known[key] for key in news.get(one, []) if key in known],
            }
            for one in own
        ],
    }
    return render(request, "portal/follows.html", context)


@require_POST
@for_citizens
def follow(request: CitizenRequest) -> HttpResponse:
    """Follow something or stop; one comes back to where one pressed."""
    posted = request.POST
    wanted = Follow(posted.get("kind", ""), posted.get("value", ""), posted.get("vocabulary", ""))
    if posted.get("do") == "stop":
        followed.stop(request.citizen, wanted)
        messages.success(request, _("Du følger det ikke længere."))
    else:
        try:
            followed.follow(request.citizen, wanted)
        except followed.NothingToFollow as error:
            messages.warning(request, str(error))
        else:
            messages.success(request, _("Nu følger du det. Nyt kommer på Min side."))
    back = posted.get(NEXT)
    return HttpResponseRedirect(own_path(back) if back else reverse("portal:follows"))


def button(request: HttpRequest, viewer: Viewer, wanted: Follow) -> dict[str, Any]:
    """What the button that follows something needs, for citizens and visitors."""
    own = viewer.memory.get("follows")
    if own is None:
        own = frozenset(followed.followed(viewer.citizen)) if viewer.citizen else frozenset()
        viewer.memory["follows"] = own
    names = followed.company_names([wanted])
    return {
        "follow": wanted,
        "label": followed.label_of(wanted, viewer.language, names),
        "is_on": wanted in own,
        "is_citizen": viewer.citizen is not None,
        "back": request.get_full_path(),
    }
