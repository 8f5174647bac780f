"""Whose pages a person may compose, and which page an address speaks of."""

from __future__ import annotations

from typing import cast

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import HttpRequest

from cms.databases.alphabet import by
from cms.editor import whose
from cms.municipalities.actions import Action
from cms.municipalities.models import Municipality, Owner, OwnerKind, User
from cms.pages.models import ComposedPage

COMPOSERS = (OwnerKind.NATIONAL, OwnerKind.MUNICIPALITY)


def owners_for(request: HttpRequest) -> QuerySet[Owner]:
    """The municipalities, and perhaps the nation, for which the person may compose."""
    return whose.owners_for(request.user, Action.COMPOSE).filter(kind__in=COMPOSERS)


def owner_for(request: HttpRequest) -> Owner:
    """The one that `?kommune=` names, else the first. Raises PermissionDenied when not theirs."""
    found = owners_for(request)
    slug = request.GET.get("kommune", "")
    # The nation comes first for those who compose for it.
    wanted = (
        found.filter(slug=slug).first() if slug else found.order_by("-kind", by("name")).first()
    )
    if wanted is None:
        raise PermissionDenied
    return wanted


def page_or_refuse(request: HttpRequest, key: int) -> ComposedPage:
    """The page. Raises PermissionDenied for others' pages and for those that don't exist."""
    pages = ComposedPage.objects.composed_by(cast("User", request.user))
    found: ComposedPage | None = pages.select_related("owner").filter(pk=key).first()
    if found is None:
        raise PermissionDenied
    return found


def template_or_refuse(key: str) -> ComposedPage | None:
    """The national page that was chosen; None for none. Raises PermissionDenied for another."""
    if not key:
        return None
    found: ComposedPage | None = None
    if key.isdecimal():
        found = ComposedPage.objects.templates().filter(pk=int(key)).first()
    if found is None:
        raise PermissionDenied
    return found


def shown_in(request: HttpRequest, page: ComposedPage) -> Municipality | None:
    """In whose portal the page is looked at: its own, else the one asked for, else the first."""
    if page.municipality is not None:
        return page.municipality
    slug = request.GET.get("se-i", "")
    everyone = Municipality.objects.all()
    return everyone.filter(slug=slug).first() or everyone.exclude(theme="").first()
