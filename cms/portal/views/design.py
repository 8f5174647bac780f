"""The living page of the design system: every component in every state, in any theme."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from cms.library.labels import language
from cms.portal.display import LOOKS, checked, display_of
from cms.portal.themes import theme_of, trying
from cms.theming import (
    THEMES_FOLDER,
    Role,
    Theme,
    UnknownThemeError,
    css,
    dark,
    read_theme,
    theme_slugs,
)
from cms.theming.colour import contrast
from cms.theming.components import Component, FieldSample, State, in_language, read_components
from cms.theming.drawings import DRAWINGS, ICONS, names
from cms.theming.roles import PAIRS

LOOK, ROOT = "skaerm", "base"
BUTTONS = ("primary", "secondary", "quiet")


@require_safe
def design(request: HttpRequest, slug: str = "") -> HttpResponse:
    """In the municipality's own theme, or in the one that the address names."""
    if not slug:
        return _page(request, theme_of(request.municipality), "")  # type: ignore[attr-defined]
    theme = _theme(slug)
    with trying(theme, reverse("portal:design_css", args=[slug])):
        return _page(request, theme, slug)


@require_safe
def design_css(request: HttpRequest, slug: str) -> HttpResponse:
    """The theme's rules."""
    return HttpResponse(css(_theme(slug)), content_type="text/css")


def _theme(slug: str) -> Theme:
    if slug not in theme_slugs(THEMES_FOLDER):
        raise Http404(slug)
    try:
        return read_theme(THEMES_FOLDER, slug)
    except UnknownThemeError as error:
        raise Http404(slug) from error


def _page(request: HttpRequest, theme: Theme, slug: str) -> HttpResponse:
    kept = display_of(request)
    display = checked(request.GET.get(LOOK, kept.look), kept.text)
    request.display = display  # type: ignore[attr-defined]
    context = {
        "components": _components(),
        "colours": _colours(theme),
        "button_kinds": BUTTONS,
        "themes": [one for one in theme_slugs(THEMES_FOLDER) if one != ROOT],
        "slug": slug,
        "looks": LOOKS.items(),
        "look": display.look,
        "drawings": names(DRAWINGS),
        "icons": names(ICONS),
    }
    return render(request, "portal/design.html", context)


def _components() -> list[dict[str, Any]]:
    said = language()
    return [
        {
            "name": one.name,
            "purpose": in_language(one.purpose, said),
            "states": [_state(one, state, said) for state in one.states],
        }
        for one in read_components().components
    ]


def _state(component: Component, state: State, said: str) -> dict[str, Any]:
    context = in_language(state.values, said)
    if state.form is not None:
        context = {"field": _field(state.form, said)}
    part = {"template": component.template, "context": context}
    return {"label": in_language(state.label, said), "part": part}


def _field(sample: FieldSample, said: str) -> Any:
    """A real field, sent in where it is to be wrong."""
    words = {key: in_language(value, said) for key, value in sample.model_dump().items()}
    field = forms.CharField(label=words["label"], help_text=words["help"])
    made = type("Sample", (forms.Form,), {"answer": field})
    form = made({"answer": "77"} if sample.error else None, auto_id=f"id_{bool(sample.error)}_%s")
    if sample.error:
        form.add_error("answer", words["error"])
    return form["answer"]


@dataclass(frozen=True)
class Shade:
    """A colour, and the poorest contrast of what stands on it; None where nothing does."""

    colour: str
    poorest: float | None


def _colours(theme: Theme) -> list[tuple[Role, list[Shade]]]:
    """Each role by day and by night."""
    looks = (theme.colours, dark(theme.colours))
    return [(role, [_shade(colours, role) for colours in looks]) for role in Role]


def _shade(colours: dict[Role, str], ground: Role) -> Shade:
    standing = [pair.foreground for pair in PAIRS if pair.ground == ground]
    ratios = [contrast(colours[foreground], colours[ground]) for foreground in standing]
    return Shade(colours[ground], min(ratios, default=None))
