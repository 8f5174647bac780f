"""The objects that stand below items: terms, places, owners, pictures, videos, files, blocks."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any, NamedTuple

import graphene
import orjson
from django.conf import settings
from django.core.files.storage import FileSystemStorage, default_storage
from django.db.models import OuterRef, TextField
from django.db.models.expressions import Combinable
from django.db.models.functions import Cast, Coalesce, Upper
from wagtail.documents import get_document_model

from cms.api.compiled.errors import NotCompilable
from cms.api.compiled.holes import hole
from cms.api.compiled.running import Run
from cms.api.compiled.text import InJSON, Joined, ListOf, Quoted, WhenNull
from cms.api.output import Output, Outputs, Source, attribute, column, object_type
from cms.api.reading import reading_of
from cms.api.rows import filled_text
from cms.api.scalars import AnyJSON, RoundedSQL, WholeSQL, rounded
from cms.library.languages import CONTENT_LANGUAGES
from cms.media.models import Captions
from cms.municipalities.models import OwnerKind

LanguageCode: Any = graphene.Enum(
    "Language",
    [(code.upper(), code) for code in CONTENT_LANGUAGES],
    description="A language that content can be in (ISO 639-1).",
)
OwnerKindName: Any = graphene.Enum(
    "OwnerKind",
    [(kind.name, kind.value) for kind in OwnerKind],
    description="Who can own content.",
)


def text(name: str, description: str, *, required: bool = False) -> Output:
    """A text column."""

    def plan(source: Source, _nodes: Any, _arguments: Mapping[str, Any]) -> Combinable:
        shown = source.column(name) if required else filled_text(source.column(name))
        return Quoted(shown)

    read = attribute(name) if not required else lambda root, _info: getattr(root, name)
    return Output(graphene.String, read, plan, description, required=required)


def number(name: str, description: str) -> Output:
    """A column of whole numbers."""
    return Output(graphene.Int, attribute(name), column(name), description)


# --- Terms -----------------------------------------------------------------------------------


def _label(root: Any, info: Any, language: Any = None) -> str:
    code = getattr(language, "value", language) or reading_of(info).language
    return str(root.labels.get(code) or root.labels.get("da") or root.slug)


def _plan_label(source: Source, _nodes: Any, arguments: Mapping[str, Any]) -> Combinable:
    language = arguments.get("language")
    code = getattr(language, "value", language) or source.planner.language
    labels = [filled_text(InJSON(source.column("labels"), key)) for key in (code, "da")]
    return Quoted(Coalesce(*labels, source.column("slug"), output_field=TextField()))


TERM: Outputs = {
    "slug": text("slug", "The word's short name, used in filters.", required=True),
    "label": Output(
        graphene.String,
        _label,
        _plan_label,
        "The word in a language; the reader's where none is said, Danish where one is missing.",
        arguments={"language": LanguageCode},
        required=True,
    ),
    "uri": text("uri", "The word's address in ESCO or another public list."),
}
Term = object_type("Term", TERM, "A word of a declared vocabulary.")


# --- Places ----------------------------------------------------------------------------------


class PlaceValue(NamedTuple):
    """An address and its point."""

    address: str
    latitude: float | None
    longitude: float | None


def _plan_column(suffix: str, wrap: Callable[[Any], Any]) -> Any:
    def plan(source: Source, _nodes: Any, _arguments: Mapping[str, Any]) -> Combinable:
        return Quoted(wrap(source.column(suffix)))

    return plan


def _degrees(name: str) -> Output:
    def read(root: PlaceValue, _info: Any) -> float | None:
        return rounded(getattr(root, name))

    words = f"Degrees {'north' if name == 'latitude' else 'east'} (WGS 84), six decimals."
    return Output(graphene.Float, read, _plan_column(f"_{name}", RoundedSQL), words)


PLACE: Outputs = {
    "address": Output(
        graphene.String, attribute("address"), _plan_column("", filled_text), "Street and town."
    ),
    "latitude": _degrees("latitude"),
    "longitude": _degrees("longitude"),
}
Place = object_type("Place", PLACE, "An address and its point on the map.")


# --- Owners ----------------------------------------------------------------------------------

OWNER: Outputs = {
    "kind": Output(
        OwnerKindName,
        attribute("kind"),
        lambda source, _nodes, _arguments: Quoted(Upper(source.column("kind"))),
        "Nation, municipality, company or vendor.",
        required=True,
    ),
    "name": text("name", "The name that people use.", required=True),
    "slug": text("slug", "Short name, used in filters.", required=True),
}


# --- Files -----------------------------------------------------------------------------------


def file_address(name: str) -> str | None:
    """Where a stored file can be fetched; non-ASCII letters stand as they are."""
    if not name:
        return None
    if isinstance(default_storage, FileSystemStorage):
        return f"{settings.MEDIA_URL}{name}"
    return default_storage.url(name)


def _file(name: str, description: str) -> Output:
    def read(root: Any, _info: Any) -> str | None:
        return file_address(getattr(root, name).name or "")

    def plan(source: Source, _nodes: Any, _arguments: Mapping[str, Any]) -> Combinable:
        if not isinstance(default_storage, FileSystemStorage):
            raise NotCompilable("files are addressed by their storage")
        stored = filled_text(source.column(name))
        return WhenNull(stored, Quoted(Joined(settings.MEDIA_URL, source.column(name))))

    return Output(graphene.String, read, plan, description)


CAPTIONS: Outputs = {
    "language": text("language", "ISO 639-1 code.", required=True),
    "url": _file("file", "The WebVTT file."),
}
CaptionsType = object_type("Captions", CAPTIONS, "The spoken words of a video in one language.")


def _captions(root: Any, _info: Any) -> list[Any]:
    return list(root.captions.all())


def _plan_captions(source: Source, nodes: Any, _arguments: Mapping[str, Any]) -> Combinable:
    found = Captions.objects.filter(video_id=OuterRef(f"{source.prefix}pk")).order_by("language")
    json = source.planner.object("Captions", nodes, Source(source.planner))
    return ListOf(found.values(json=json))


def list_of(type_: Any) -> Any:
    """A list without nulls; made anew for each use, as graphene wants it."""
    return graphene.List(graphene.NonNull(type_))


VIDEO: Outputs = {
    "title": text("title", "What the file is called."),
    "url": _file("file", "The video file."),
    "poster": _file("thumbnail", "The picture shown before it plays."),
    "seconds": Output(
        graphene.Int,
        lambda root, _info: int(root.duration or 0) or None,
        lambda source, _nodes, _arguments: Quoted(WholeSQL(source.column("duration"))),
        "Length in whole seconds.",
    ),
    "captions": Output(
        list_of(CaptionsType), _captions, _plan_captions, "One per language.", required=True
    ),
}
Video = object_type("Video", VIDEO, "A film that the platform serves itself.")

IMAGE: Outputs = {
    "url": _file("file", "The picture file."),
    "alt": Output(
        graphene.String,
        lambda root, _info: root.description or root.title or None,
        lambda source, _nodes, _arguments: Quoted(
            Coalesce(filled_text(source.column("description")), filled_text(source.column("title")))
        ),
        "What the picture shows.",
    ),
    "width": number("width", "Pixels."),
    "height": number("height", "Pixels."),
}
Image = object_type("Image", IMAGE, "A picture.")


class Addresses:
    """Fills in where documents are fetched: what serves them says so, for all at once."""

    is_lasting = True

    def texts(self, keys: Sequence[str], _run: Run) -> Mapping[str, str]:
        """An address as JSON, by primary key."""
        found = get_document_model()._default_manager.in_bulk([int(key) for key in keys])
        return {key: orjson.dumps(found[int(key)].url).decode() for key in keys}


def _plan_address(source: Source, _nodes: Any, _arguments: Mapping[str, Any]) -> Combinable:
    number, _filler = source.planner.shared_filler(Addresses)
    before, after = hole(number, "|").split("|")
    return Joined(before, Cast(source.column("pk"), TextField()), after)


FILE: Outputs = {
    "title": text("title", "What the file is called."),
    "url": Output(
        graphene.String, lambda root, _info: root.url, _plan_address, "Where to fetch it."
    ),
    "bytes": Output(
        graphene.Int, lambda root, _info: root.file_size, column("file_size"), "Its size."
    ),
}
File = object_type("File", FILE, "A document to fetch.")


# --- Blocks ----------------------------------------------------------------------------------

BLOCK: Outputs = {
    "type": Output(
        graphene.String,
        lambda root, _info: root["type"],
        None,
        "heading, paragraph, list, fact, quote or link.",
        required=True,
    ),
    "value": Output(
        AnyJSON,
        lambda root, _info: root["value"],
        None,
        "A text; HTML for a paragraph; texts for a list; named texts for the rest.",
    ),
}
Block = object_type("Block", BLOCK, "A piece of a longer text.")
