"""The screens of releases: the list, and one with its entries and what one can do with it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import Q, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.editor.desk.titles import form_of, kind_of
from cms.editor.releases.forms import MomentForm, NameForm
from cms.editor.sharing.warning import Warned, is_confirmed, told
from cms.library.models import Item
from cms.library.registry import item_model
from cms.municipalities.actions import Action
from cms.municipalities.models import Owner, OwnerKind, User, national_owner
from cms.municipalities.roles import may
from cms.submissions import releases
from cms.submissions.losses import TakesAway
from cms.submissions.models import Release
from cms.submissions.services import Refused

OFFERED = 200
LISTED = 50


@require_http_methods(["GET", "POST"])
def overview(request: HttpRequest) -> HttpResponse:
    """Every release, and the start of a new one."""
    nation = _nation(request)
    form = NameForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        made = releases.collect(nation, form.cleaned_data["name"], [], _user(request))
        return _to(made)
    found = Release.objects.filter(owner=nation).prefetch_related("entries")[:LISTED]
    return render(request, "editor/releases/overview.html", {"form": form, "releases": found})


@require_safe
def release(request: HttpRequest, key: int) -> HttpResponse:
    """One release: what is in it, what could be, and when it goes out."""
    return _page(request, _release(request, key))


@require_POST
def change(request: HttpRequest, key: int) -> HttpResponse:
    """Do what the button says. All or nothing; a refusal says why, and changes nothing."""
    row = _release(request, key)
    done = DEEDS.get(request.POST.get("do", "").partition(" ")[0])
    if done is None:
        raise PermissionDenied
    try:
        said = done(request, row)
    except releases.NotReleased as refusal:
        return _page(request, row, problems=refusal.reasons, refusal=str(refusal))
    except TakesAway as refusal:
        return _page(request, row, refusal=str(refusal), warned=told(refusal.losses))
    except Refused as refusal:
        return _page(request, row, refusal=str(refusal))
    messages.success(request, said)
    return _to(row)


def _add(request: HttpRequest, row: Release) -> str:
    keys = [key for key in request.POST.getlist("items") if key.isdecimal()]
    bare = list(_offered(request).filter(pk__in=keys))
    if not bare or len(bare) != len(set(keys)):
        raise Refused(_("Sæt kryds ved mindst én kladde."))
    chosen = [_typed(item) for item in bare]
    releases.add(row, chosen, _user(request), accepts_loss=is_confirmed(request))
    return _("Taget med i udgivelsen.")


def _renew(request: HttpRequest, row: Release) -> str:
    item = get_object_or_404(_own(request), pk=_key(request))
    releases.add(row, [_typed(item)], _user(request), accepts_loss=is_confirmed(request))
    return _("Den nyeste udgave er med nu.")


def _leave_out(request: HttpRequest, row: Release) -> str:
    releases.leave_out(row, _key(request), _user(request))
    return _("Taget ud af udgivelsen.")


def _plan(request: HttpRequest, row: Release) -> str:
    form = MomentForm(request.POST)
    if not form.is_valid():
        raise Refused(_("Skriv en dato og et klokkeslæt."))
    moment = form.cleaned_data["moment"]
    releases.plan(row, moment, _user(request), accepts_loss=is_confirmed(request))
    return _("Planlagt. Det går ud af sig selv.")


def _publish(request: HttpRequest, row: Release) -> str:
    releases.publish_now(row, _user(request), accepts_loss=is_confirmed(request))
    return _("Alt er udgivet.")


def _call_off(request: HttpRequest, row: Release) -> str:
    releases.call_off(row, _user(request))
    return _("Aflyst. Kladderne er, som de var.")


DEEDS: dict[str, Callable[[HttpRequest, Release], str]] = {
    "add": _add,
    "renew": _renew,
    "leave": _leave_out,
    "plan": _plan,
    "publish": _publish,
    "call_off": _call_off,
}


def _page(
    request: HttpRequest,
    row: Release,
    *,
    problems: releases.Reasons | None = None,
    refusal: str = "",
    warned: list[Warned] | None = None,
) -> HttpResponse:
    row = Release.objects.get(pk=row.pk)
    entries = list(row.entries.select_related("item", "revision"))
    chosen = [entry.item_id for entry in entries]
    shown = problems or row.problems
    context = {
        "release": row,
        "refusal": refusal,
        "warned": warned or [],
        "asked": _asked(request) if warned else [],
        "entries": [_entry(entry, shown.get(str(entry.item_id), [])) for entry in entries],
        "offered": [
            (item, kind_of(item.type_name))
            for item in _offered(request).exclude(pk__in=chosen)[:OFFERED]
        ],
        "moment": MomentForm(initial={"moment": row.moment}),
    }
    return render(request, "editor/releases/release.html", context, status=422 if refusal else 200)


def _asked(request: HttpRequest) -> list[tuple[str, str]]:
    """What was posted, to be posted again when the loss has been read."""
    return [
        (name, value) for name in ("do", "moment", "items") for value in request.POST.getlist(name)
    ]


def _entry(entry: Any, problems: list[str]) -> dict[str, Any]:
    item, revision = entry.item, entry.revision
    return {
        "key": item.pk,
        "title": revision.object_str if revision else item.listed_title,
        "kind": kind_of(item.type_name),
        "address": form_of(item.type_name, item.pk),
        "is_older": entry.release.is_open and item.latest_revision_id != entry.revision_id,
        "problems": problems,
    }


def _own(request: HttpRequest) -> QuerySet[Item]:
    items = Item.objects.owned_where(_user(request), Action.PUBLISH)
    return cast("QuerySet[Item]", items.filter(owner__kind=OwnerKind.NATIONAL))


def _offered(request: HttpRequest) -> QuerySet[Item]:
    """National drafts: never out, or with later words than those that are."""
    drafts = _own(request).filter(Q(live=False) | Q(has_unpublished_changes=True))
    return drafts.order_by("-latest_revision_id", "-pk")


def _typed(item: Item) -> Item:
    return cast("Item", item_model(item.type_name).objects.get(pk=item.pk))


def _key(request: HttpRequest) -> int:
    key = request.POST.get("do", "").partition(" ")[2]
    if not key.isdecimal():
        raise PermissionDenied
    return int(key)


def _release(request: HttpRequest, key: int) -> Release:
    return get_object_or_404(Release, pk=key, owner=_nation(request))


def _nation(request: HttpRequest) -> Owner:
    nation = national_owner()
    if not may(_user(request), Action.PUBLISH, nation):
        raise PermissionDenied
    return nation


def _to(row: Release) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("editor_release", args=[row.pk]))


def _user(request: HttpRequest) -> User:
    return cast("User", request.user)
