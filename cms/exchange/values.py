"""Values of declared fields, to and from plain data (what JSON and YAML can say)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from wagtail.documents import get_document_model
from wagtail.images import get_image_model

from cms.declarations import FieldDeclaration, did_you_mean
from cms.exchange.report import BadValue
from cms.library.models import Item, Term
from cms.library.registry import item_model
from cms.media.models import Video


@dataclass
class Lookups:
    """Terms and media by name, read once for a whole import."""

    terms: dict[str, dict[str, Term]] = field(default_factory=dict)
    videos: dict[str, Video] = field(default_factory=dict)

    @classmethod
    def read(cls) -> Lookups:
        """Everything that rows may name."""
        found = cls()
        for term in Term.objects.all():
            found.terms.setdefault(term.vocabulary, {})[term.slug] = term
        found.videos = {Path(video.file.name).name: video for video in Video.objects.all()}
        return found

    def terms_of(self, vocabulary: str, slugs: Any) -> list[Term]:
        """The terms with these slugs. Raises BadValue for the first that isn't there."""
        known = self.terms.get(vocabulary, {})
        for slug in as_list(slugs):
            if slug not in known:
                raise BadValue(f"{slug!r} is no term of {vocabulary}; {did_you_mean(slug, known)}")
        return [known[slug] for slug in as_list(slugs)]


def as_list(value: Any) -> list[Any]:
    """A list of text values; anything else is refused. Raises BadValue."""
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise BadValue(f"{value!r} is not a list of names; write [one, two]")
    return value


def put(item: Item, name: str, declared: FieldDeclaration, value: Any, lookups: Lookups) -> None:
    """Set a field of an unsaved or clustered item from plain data. Raises BadValue.

    References wait until all items exist: see `put_reference`.
    """
    match declared.kind:
        case "terms":
            setattr(item, name, lookups.terms_of(str(declared.vocabulary), value))
        case "place":
            _put_place(item, name, value)
        case "video":
            setattr(item, name, _video(value, lookups))
        case "image":
            setattr(item, name, _by_title(get_image_model(), value))
        case "file":
            setattr(item, name, _by_title(get_document_model(), value))
        case "reference":
            pass
        case kind:
            setattr(item, name, READERS[kind](value) if kind in READERS else _text(value))


def put_reference(item: Item, name: str, declared: FieldDeclaration, value: Any) -> None:
    """Point at other items by slug. Raises BadValue for one that isn't there."""
    model = item_model(str(declared.to))
    slugs = as_list(value) if declared.many else [value] if value else []
    found = {other.slug: other for other in model.objects.filter(slug__in=slugs)}
    for slug in slugs:
        if slug not in found:
            raise BadValue(f"there is no {declared.to} with the slug {slug!r}")
    targets = [found[slug] for slug in slugs]
    setattr(item, name, targets if declared.many else next(iter(targets), None))


def take(item: Item, name: str, declared: FieldDeclaration) -> Any:
    """A field's value as plain data; `put` and `put_reference` read it back."""
    value = getattr(item, name)
    match declared.kind:
        case "terms":
            return [term.slug for term in value.all()]
        case "reference":
            if declared.many:
                return [other.slug for other in value.all()]
            return value.slug if value else None
        case "place":
            point = {key: getattr(item, f"{name}_{key}") for key in ("latitude", "longitude")}
            return {"address": value, **point} if value else None
        case "video":
            return Path(value.file.name).name if value else None
        case "image" | "file":
            return value.title if value else None
        case "blocks":
            return [
                {"type": block["type"], "value": block["value"]} for block in value.get_prep_value()
            ]
        case "money" | "number":
            return str(value) if isinstance(value, Decimal) else value
        case "date" | "date_time":
            return value.isoformat() if value else None
    return value


def _put_place(item: Item, name: str, value: Any) -> None:
    if value is not None and not isinstance(value, dict):
        raise BadValue(f"{value!r} is no place; write {{address: …, latitude: …, longitude: …}}")
    place = value or {}
    for key in place.keys() - {"address", "latitude", "longitude"}:
        raise BadValue(f"unknown key {key}; a place has address, latitude and longitude")
    setattr(item, name, place.get("address", ""))
    setattr(item, f"{name}_latitude", place.get("latitude"))
    setattr(item, f"{name}_longitude", place.get("longitude"))


def _video(value: Any, lookups: Lookups) -> Video | None:
    if not value:
        return None
    if value not in lookups.videos:
        raise BadValue(f"there is no video {value!r}; {did_you_mean(str(value), lookups.videos)}")
    return lookups.videos[value]


def _by_title(model: Any, value: Any) -> Any:
    if not value:
        return None
    found = model.objects.filter(title=value).first()
    if found is None:
        raise BadValue(f"there is no {model._meta.verbose_name} called {value!r}; upload it first")
    return found


def _text(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadValue(f"{value!r} is not a text; put it in quotes")
    return value


def _day(value: Any) -> date | None:
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    day = _parsed(parse_date, value)
    if day is None:
        raise BadValue(f"{value!r} is no date; write 2026-11-30")
    return day  # type: ignore[no-any-return]


def _moment(value: Any) -> datetime | None:
    if value is None:
        return None
    moment = value if isinstance(value, datetime) else _parsed(parse_datetime, value)
    if moment is None:
        raise BadValue(f"{value!r} is no time; write 2026-11-30T14:30+01:00")
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _parsed(parse: Callable[[str], Any], value: Any) -> Any:
    try:
        return parse(value) if isinstance(value, str) else None
    except ValueError:  # the right form, but no such day: 2026-02-30
        return None


def _blocks(value: Any) -> Sequence[tuple[str, Any]]:
    if not isinstance(value or [], Iterable) or isinstance(value, str):
        raise BadValue("blocks are a list of {type: …, value: …}")
    from cms.library.blocks import BLOCKS

    palette = dict(BLOCKS)
    made = []
    for block in value or []:
        if not isinstance(block, dict) or set(block) != {"type", "value"}:
            raise BadValue(f"{block!r} is no block; write {{type: …, value: …}}")
        if block["type"] not in palette:
            raise BadValue(f"unknown block {block['type']}; {did_you_mean(block['type'], palette)}")
        made.append((block["type"], palette[block["type"]].to_python(block["value"])))
    return made


def _as_is(value: Any) -> Any:
    return value


READERS: dict[str, Callable[[Any], Any]] = {
    "date": _day,
    "date_time": _moment,
    "blocks": _blocks,
    "number": _as_is,
    "money": _as_is,
    "duration": _as_is,
}
