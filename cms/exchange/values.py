"""Values of declared fields, to and from plain data (what JSON and YAML can say)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path
from typing import Any

from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _
from wagtail.blocks import Block
from wagtail.documents import get_document_model
from wagtail.documents.permissions import permission_policy as file_policy
from wagtail.images import get_image_model
from wagtail.images.permissions import permission_policy as image_policy
from wagtail.permission_policies import BasePermissionPolicy
from wagtail.rich_text import RichText
from wagtailmedia.permissions import permission_policy as video_policy

from cms.declarations import FieldDeclaration
from cms.exchange.findings import nearest
from cms.exchange.prose import cleaned
from cms.exchange.report import BadValue
from cms.library.blocks import BLOCKS
from cms.library.models import Item, Term
from cms.library.registry import item_model
from cms.media.models import Video
from cms.municipalities.models import Municipality, Owner, User


@dataclass
class Lookups:
    """Terms, media and municipalities by name, read once for a whole import."""

    terms: dict[str, dict[str, Term]] = field(default_factory=dict)
    videos: dict[str, Video] = field(default_factory=dict)
    images: dict[str, Any] = field(default_factory=dict)
    files: dict[str, Any] = field(default_factory=dict)
    # By code.
    municipalities: dict[str, Municipality] = field(default_factory=dict)

    @classmethod
    def read(cls, user: User | None = None) -> Lookups:
        """Everything that rows may name; of media only what this user may choose."""
        found = cls()
        for term in Term.objects.all():
            found.terms.setdefault(term.vocabulary, {})[term.slug] = term
        videos = _usable(Video, video_policy, user).prefetch_related("captions")
        found.videos = {Path(video.file.name).name: video for video in videos}
        images = _usable(get_image_model(), image_policy, user)
        found.images = {image.title: image for image in images}
        files = _usable(get_document_model(), file_policy, user)
        found.files = {file.title: file for file in files}
        found.municipalities = {one.code: one for one in Municipality.objects.all()}
        return found

    def borrowers(self, codes: Any, owner: Owner | None) -> list[Municipality]:
        """The municipalities with these codes; an owner lends to others. Raises BadValue."""
        for code in as_list(codes):
            if code not in self.municipalities:
                raise BadValue(_no_municipality(code, self.municipalities.values()))
        found = [self.municipalities[code] for code in dict.fromkeys(as_list(codes))]
        if owner is not None and any(one.pk == owner.pk for one in found):
            reason = _("“%(owner)s” ejer det selv og kan ikke låne det.") % {"owner": owner.name}
            way_out = _("Fjern ejerens egen kode.")
            raise BadValue(f"{reason} {way_out}")
        return found

    def terms_of(self, vocabulary: str, slugs: Any) -> list[Term]:
        """The terms with these slugs. Raises BadValue for the first that isn't there."""
        known = self.terms.get(vocabulary, {})
        for slug in as_list(slugs):
            if slug not in known:
                raise BadValue(_unknown(slug, known))
        return [known[slug] for slug in as_list(slugs)]


def _unknown(word: Any, known: Iterable[str]) -> str:
    reason = _("“%(word)s” findes ikke her.") % {"word": word}
    return f"{reason} {nearest(str(word), known)}"


def _no_municipality(code: str, known: Iterable[Municipality]) -> str:
    """Somebody may have written a name for the code."""
    reason = _("Der er ingen kommune med koden “%(code)s”.") % {"code": code}
    word = code.strip().casefold()
    named = next((one for one in known if word in (one.name.casefold(), one.slug)), None)
    way_out = _("Skriv kommunens fire cifre, for eksempel “0575”.")
    if named is not None:
        way_out = _("%(name)s har koden %(code)s.") % {"name": named.name, "code": named.code}
    return f"{reason} {way_out}"


def _usable(model: Any, policy: BasePermissionPolicy, user: User | None) -> Any:
    if user is None:
        return model.objects.order_by("-pk")
    usable = policy.instances_user_has_any_permission_for(user, ["choose", "change"])
    return usable.order_by("-pk")


def as_list(value: Any) -> list[Any]:
    """A list of text values; anything else is refused. Raises BadValue."""
    if value is None:
        return []
    if not isinstance(value, list) or not all(isinstance(entry, str) for entry in value):
        raise BadValue(_("Her skal stå en liste af navne: [“et”, “to”]."))
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
            setattr(item, name, _named(value, lookups.videos))
        case "image":
            setattr(item, name, _named(value, lookups.images))
        case "file":
            setattr(item, name, _named(value, lookups.files))
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
            raise BadValue(_unknown(slug, ()))
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
            return _stamp(value) if value else None
    return value


def _stamp(value: date) -> str:
    """ISO text; moments on one clock, so that what says the same reads the same."""
    return (timezone.localtime(value) if isinstance(value, datetime) else value).isoformat()


def _put_place(item: Item, name: str, value: Any) -> None:
    if value is not None and not isinstance(value, dict):
        raise BadValue(_("Et sted skrives som {address: …, latitude: …, longitude: …}."))
    place = value or {}
    for key in place.keys() - {"address", "latitude", "longitude"}:
        raise BadValue(_unknown(key, ("address", "latitude", "longitude")))
    setattr(item, name, place.get("address", "") or "")
    setattr(item, f"{name}_latitude", place.get("latitude"))
    setattr(item, f"{name}_longitude", place.get("longitude"))


def _named(value: Any, known: Mapping[str, Any]) -> Any:
    if not value:
        return None
    if not isinstance(value, str) or value not in known:
        reason = _("“%(value)s” findes ikke blandt jeres filer.") % {"value": value}
        way_out = _("Læg den op under Medier først.")
        raise BadValue(f"{reason} {way_out}")
    return known[value]


def _text(value: Any) -> str:
    if value is None:
        return ""
    if not isinstance(value, str):
        raise BadValue(
            _("“%(value)s” er ikke en tekst. Sæt den i anførselstegn.") % {"value": value}
        )
    return value


def _day(value: Any) -> date | None:
    if value is None or (isinstance(value, date) and not isinstance(value, datetime)):
        return value
    day = _parsed(parse_date, value)
    if day is None:
        raise BadValue(_("“%(value)s” er ikke en dato. Skriv 2026-11-30.") % {"value": value})
    return day  # type: ignore[no-any-return]


def _moment(value: Any) -> datetime | None:
    if value is None:
        return None
    moment = value if isinstance(value, datetime) else _parsed(parse_datetime, value)
    if moment is None:
        raise BadValue(
            _("“%(value)s” er ikke et tidspunkt. Skriv 2026-11-30T14:30+01:00.") % {"value": value}
        )
    return moment if timezone.is_aware(moment) else timezone.make_aware(moment)


def _parsed(parse: Callable[[str], Any], value: Any) -> Any:
    try:
        return parse(value) if isinstance(value, str) else None
    except ValueError:  # the right form, but no such day: 2026-02-30
        return None


def _blocks(value: Any) -> Sequence[tuple[str, Any]]:
    if not isinstance(value or [], Iterable) or isinstance(value, str):
        raise BadValue(_("Tekst i blokke er en liste af {type: …, value: …}."))
    palette = dict(BLOCKS)
    made = []
    for block in value or []:
        if not isinstance(block, dict) or set(block) != {"type", "value"}:
            raise BadValue(_("En blok skrives som {type: …, value: …}."))
        if block["type"] not in palette:
            raise BadValue(_unknown(block["type"], palette))
        made.append((block["type"], _block(palette[block["type"]], block["value"])))
    return made


def _block(kind: Block, value: Any) -> Any:
    """A block as its own form would take it, so that a file can say no more than an editor."""
    try:
        made = kind.clean(kind.to_python(value))
    except (ValidationError, TypeError, AttributeError) as error:  # to_python trusts its shape
        reason = _("En blok har ikke det indhold, den skal have: %(value)s")
        raise BadValue(reason % {"value": value}) from error
    if isinstance(made, RichText):
        return RichText(cleaned(made.source))
    return made


def _as_is(value: Any) -> Any:
    return value


READERS: dict[str, Callable[[Any], Any]] = {
    "rich_text": lambda value: cleaned(_text(value)),
    "date": _day,
    "date_time": _moment,
    "blocks": _blocks,
    "number": _as_is,
    "money": _as_is,
    "duration": _as_is,
}
