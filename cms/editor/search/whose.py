"""Whose words a request is about: the nation's or a municipality's, where the person may."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse

from cms.databases.alphabet import by
from cms.editor.whose import owners_for
from cms.municipalities.actions import Action
from cms.municipalities.models import Owner, OwnerKind, User
from cms.personalisation.viewer import Viewer

KINDS = (OwnerKind.NATIONAL, OwnerKind.MUNICIPALITY)
MOST_OTHERS = 100


def owners_of(request: HttpRequest) -> QuerySet[Owner]:
    """For whom the person may do this; the nation first."""
    found = owners_for(cast("User", request.user), Action.SEARCH_WORDS).filter(kind__in=KINDS)
    return found.order_by("-kind", by("name"))


def owner_of(request: HttpRequest) -> Owner:
    """The one that `?ejer=` names, else the first. Raises PermissionDenied when not theirs."""
    found = owners_of(request)
    slug = request.GET.get("ejer", "")
    wanted = found.filter(slug=slug).first() if slug else found.first()
    if wanted is None:
        raise PermissionDenied
    return wanted


def visitor_of(owner: Owner, language: str = "da") -> Viewer:
    """Somebody who isn't logged in on the owner's site."""
    return Viewer(getattr(owner, "municipality", None), language=language)


def query_of(request: HttpRequest) -> str:
    """What keeps the chosen owner from screen to screen."""
    return f"?ejer={owner_of(request).slug}" if request.GET.get("ejer") else ""


def page(request: HttpRequest, name: str, owner: Owner, **context: Any) -> HttpResponse:
    """One of the screens, with the way to the others."""
    shared = {
        "owner": owner,
        "query": query_of(request),
        "screen": name,
        "others": owners_of(request).exclude(pk=owner.pk)[:MOST_OTHERS],
    }
    return render(request, f"editor/search/{name}.html", {**shared, **context})


def done(request: HttpRequest, said: str, name: str, *arguments: Any) -> HttpResponse:
    """On to a screen, with a word about what was done."""
    messages.success(request, said)
    return HttpResponseRedirect(f"{reverse(name, args=arguments)}{query_of(request)}")
