"""Whose look a person may change, and which theme an address speaks of."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db.models import QuerySet
from django.http import Http404, HttpRequest

from cms.appearance.models import State, ThemeVersion
from cms.appearance.services import starting_values
from cms.appearance.themes import theme_from, theme_of
from cms.editor.whose import municipalities_for
from cms.municipalities.actions import Action
from cms.municipalities.models import Municipality
from cms.theming import Theme, UnusableValues


def municipality_or_refuse(request: HttpRequest, slug: str) -> Municipality:
    """The municipality. Raises PermissionDenied for others' and for those that don't exist."""
    found = municipalities_for(request, Action.DRESS).filter(slug=slug).first()
    if found is None:
        raise PermissionDenied
    return found


def earlier_versions(municipality: Municipality) -> QuerySet[ThemeVersion]:
    """Everything that was ever published, the newest first."""
    versions = ThemeVersion.objects.filter(municipality=municipality).exclude(state=State.DRAFT)
    return versions.select_related("edited_by")


def theme_asked_for(request: HttpRequest, municipality: Municipality) -> Theme:
    """The theme as it stands in the form; with `?version=3` that version. Raises Http404."""
    number = request.GET.get("version", "")
    values = starting_values(municipality)
    if number:
        if not number.isdecimal():
            raise Http404(number)
        version = earlier_versions(municipality).filter(number=int(number)).first()
        if version is None:
            raise Http404(number)
        values = version.tokens
    try:
        return theme_from(values, municipality)
    except UnusableValues:
        return theme_of(municipality)
