"""How modules and steps stand for a citizen, in words."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from cms.capabilities.steps.rules import Waiting, waits_for
from cms.capabilities.steps.syllabus import Module, Step, Syllabus
from cms.library.labels import language
from cms.library.languages import SOURCE_LANGUAGE
from cms.library.models import Item
from cms.media.models import Video

ICONS = {
    "text": "book",
    "video": "play",
    "exercise": "star",
    "quiz": "help",
    "upload": "plus",
    "class_day": "calendar",
}


@dataclass(frozen=True)
class ShownStep:
    """One line of the outline."""

    step: Step
    url: str
    icon: str
    kind: str
    is_done: bool
    waiting: str


@dataclass(frozen=True)
class ShownModule:
    """A module with its lines."""

    module: Module
    steps: list[ShownStep]


def outline(
    item: Item, syllabus: Syllabus, done: Collection[str], now: datetime
) -> list[ShownModule]:
    """All modules, for somebody who has done so much."""
    return [
        ShownModule(module, [shown(item, syllabus, step, done, now) for step in module.steps])
        for module in syllabus.modules
    ]


def shown(
    item: Item, syllabus: Syllabus, step: Step, done: Collection[str], now: datetime
) -> ShownStep:
    """One step, for somebody who has done so much."""
    waiting = waits_for(syllabus, step, done, now)
    return ShownStep(
        step=step,
        url=step_url(item, step),
        icon=ICONS[step.kind],
        kind=kind_in_words(step.kind),
        is_done=step.id in done,
        waiting=waiting_in_words(waiting, syllabus) if waiting else "",
    )


def step_url(item: Item, step: Step) -> str:
    """The step's own screen."""
    return page_url(item, f"{step.number}/")


def page_url(item: Item, rest: str) -> str:
    """A page of this capability below the item's."""
    path = item.declaration.settings.path
    return reverse("portal:capability_page", args=[path, item.slug, "steps", rest])


def waiting_in_words(waiting: Waiting, syllabus: Syllabus) -> str:
    """What comes first: a day, a whole part by its name, or a step."""
    if waiting.until is not None:
        moment = date_format(timezone.localtime(waiting.until), _("j. F Y"))
        return _("Åbner %(day)s") % {"day": moment}
    if waiting.module is not None:
        title = syllabus.modules[waiting.module - 1].title
    else:
        title = waiting.step.title if waiting.step else ""
    return _("Åbner efter »%(title)s«") % {"title": title}


def kind_in_words(kind: str) -> str:
    """What a citizen calls it."""
    names: dict[str, Any] = {
        "text": _("Læs"),
        "video": _("Se en video"),
        "exercise": _("Øvelse"),
        "quiz": _("Quiz"),
        "upload": _("Send en fil"),
        "class_day": _("Mødedag"),
    }
    return str(names[kind])


def place_in_words(syllabus: Syllabus, step: Step) -> str:
    """Where in the course one is."""
    return _("Trin %(number)s af %(all)s") % {"number": step.number, "all": len(syllabus.steps)}


def words_language() -> str:
    """The language of what editors wrote, where it is another than the page's; else empty."""
    return "" if language() == SOURCE_LANGUAGE else SOURCE_LANGUAGE


def stand_in_words(syllabus: Syllabus, done: Collection[str]) -> str:
    """How much is done."""
    count = sum(1 for step in syllabus.steps if step.id in done)
    return _("%(done)s af %(all)s trin klaret") % {"done": count, "all": len(syllabus.steps)}


def film(video: Video) -> dict[str, Any]:
    """A film as the page shows it, with captions."""
    names = dict(settings.LANGUAGES)
    return {
        "url": video.url,
        "poster_url": video.thumbnail.url if video.thumbnail else "",
        "title": video.title,
        "captions": [
            {
                "url": one.file.url,
                "language": one.language,
                "label": names.get(one.language, one.language),
                "default": number == 0,
            }
            for number, one in enumerate(video.captions.all())
        ],
    }
