"""An item's series in the import format: its title, its short name and the item's number."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.core.validators import validate_slug
from django.utils.translation import gettext as _

from cms.capabilities.series.models import SeriesPlace
from cms.capabilities.series.services import LONGEST_SLUG, InvalidTitle, named, put, title_of
from cms.declarations import did_you_mean
from cms.library.models import Item

KEYS = ("title", "slug", "number")
SAID = "_series_said"
HIGHEST = 10_000


@dataclass(frozen=True)
class Said:
    """What an import says of an item that isn't saved yet."""

    title: str
    slug: str
    number: int | None


def exported(item: Item) -> dict[str, Any] | None:
    """Title, short name and number, where the item stands in a series."""
    place = SeriesPlace.objects.filter(item_id=item.pk).select_related("series").first()
    if place is None:
        return None
    return {"title": place.series.title, "slug": place.series.slug, "number": place.number}


def read(item: Item, settings: Mapping[str, Any]) -> None:
    """Read `{"title": "Forbered dig", "number": 2}`; `store` does it. Raises ValidationError."""
    for key in settings.keys() - set(KEYS):
        raise ValidationError(
            _("Ukendt nøgle i series: %(key)s; %(fix)s")
            % {"key": key, "fix": did_you_mean(key, KEYS)}
        )
    try:
        title = title_of(str(settings.get("title") or ""))
    except InvalidTitle as error:
        raise ValidationError({"title": str(error)}) from error
    said = Said(title, _slug(settings.get("slug")), _number(settings.get("number")))
    item.__dict__[SAID] = said


def _slug(written: Any) -> str:
    slug = str(written or "")
    if slug:
        validate_slug(slug)
    return slug[:LONGEST_SLUG]


def _number(written: Any) -> int | None:
    if written is None:
        return None
    if not isinstance(written, int) or not 0 < written <= HIGHEST:
        raise ValidationError({"number": _("Skriv et helt tal fra 1.")})
    return written


def store(item: Item) -> None:
    """The item is saved: put it where the import said."""
    said: Said | None = item.__dict__.pop(SAID, None)
    if said is not None:
        put(item, named(item.owner_id, said.title, said.slug), said.number)
