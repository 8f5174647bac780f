"""The words at the top of a page: the editor's, else the municipality's standing welcome."""

from __future__ import annotations

from typing import Any

from django.urls import get_script_prefix, reverse
from django.utils.translation import gettext as _

from cms.municipalities.models import Municipality
from cms.pages.showing import ShownBlock
from cms.personalisation.viewer import Viewer


def own_address(target: str) -> str:
    """A page of the portal within the municipality's own prefix; anything else as it stands."""
    return get_script_prefix().rstrip("/") + target if target.startswith("/") else target


def welcome(block: ShownBlock, viewer: Viewer) -> dict[str, Any]:
    """The hero, and the standing welcome below it where the editor wrote no words."""
    values, municipality = block.values, viewer.here
    texts = home_texts(municipality, viewer.language)
    is_written = bool(values.get("heading") or values.get("text"))
    hero = {
        "title": values.get("heading") or _title(municipality, texts),
        "text": values.get("text") if is_written else _text(texts),
        "actions": _actions(block, viewer),
        "language": block.languages.get("heading") or block.languages.get("text", ""),
    }
    return {"hero": hero, "welcome": "" if is_written else texts.get("welcome", "")}


def home_texts(municipality: Municipality, language: str) -> dict[str, str]:
    """The municipality's own words on its front page, in a language or in Danish."""
    translations = municipality.home.get("translations", {})
    return {**municipality.home, **translations.get(language, {})}


def _title(municipality: Municipality, texts: dict[str, str]) -> str:
    return texts.get("hero_heading") or _("Velkommen til %(name)s") % {"name": municipality.name}


def _text(texts: dict[str, str]) -> str:
    return texts.get("hero_text") or _(
        "Her finder du videoer, kurser og mennesker, der kan hjælpe dig videre i job."
    )


def _actions(block: ShownBlock, viewer: Viewer) -> list[dict[str, str]]:
    """The editor's button first; who is logged in needs no way in."""
    button, target = block.values.get("button"), block.values.get("target")
    actions = []
    if button and target:
        actions.append({"text": button, "url": own_address(target)})
    if viewer.citizen is None:
        kind = "secondary" if actions else ""
        url = reverse("citizens:login")
        actions.append({"text": _("Log ind med MitID"), "url": url, "kind": kind})
    if viewer.citizen is None and len(actions) == 1:
        look = {"text": _("Se dig om først"), "url": reverse("portal:room", args=["laering"])}
        actions.append({**look, "kind": "secondary"})
    return actions
