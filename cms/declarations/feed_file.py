"""Reads `feeds/*.yaml` and tells every mistake with its line and a way out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from cms.declarations.feed import Feed, FieldSource
from cms.declarations.findings import Finding, misnamed, read_folder
from cms.declarations.model import ContentType, FieldDeclaration
from cms.declarations.problems import did_you_mean

FEEDS = "feeds"
# What an ad can say in words and numbers; pictures and references stand in no feed.
FILLABLE = frozenset(
    "text rich_text choice terms number money duration date date_time place link language drawing"
    "".split()
)
OWNER = re.compile(r"^(national|\d{4})$")


def read_feeds(folder: Path, content_types: Mapping[str, ContentType]) -> dict[str, Feed]:
    """The feeds declared in a folder, by name.

    Raises:
        DeclarationError: with every mistake in every file.
    """
    found = read_folder(folder, FEEDS, Feed, lambda path, one: _findings(path, one, content_types))
    return {feed.name: feed for feed in found}


def _findings(
    path: Path, feed: Feed, content_types: Mapping[str, ContentType]
) -> Iterator[Finding]:
    yield from misnamed(path, feed.name)
    if feed.address and not feed.address.startswith("https://"):
        yield ("address",), "an address begins with https://", "write https://…, or leave it empty"
    if not OWNER.match(feed.owner):
        yield ("owner",), "no such owner", "write national, or a municipality's four digits"
    declared = content_types.get(feed.type)
    if declared is None:
        yield ("type",), "no such content type", did_you_mean(feed.type, content_types)
        return
    kind = "national" if feed.owner == "national" else "municipality"
    if kind not in declared.settings.owners:
        yield ("owner",), f"the type has no {kind} owners", "choose another owner or type"
    yield from _about_fields(feed, declared)


def _about_fields(feed: Feed, declared: ContentType) -> Iterator[Finding]:
    for name, source in feed.fields.items():
        field = declared.fields.get(name)
        if field is None:
            yield (
                ("fields", name),
                "the type has no such field",
                did_you_mean(name, declared.fields),
            )
        elif field.kind not in FILLABLE:
            yield ("fields", name), f"a {field.kind} can't come from a feed", "remove it"
        else:
            yield from _about_words(name, source, field)
    for name, field in declared.fields.items():
        if field.required and field.default is None and name not in feed.fields:
            yield ("fields",), f"the type asks for {name}", f"add `{name}: {{property: …}}`"


def _about_words(name: str, source: FieldSource, field: FieldDeclaration) -> Iterator[Finding]:
    if field.kind != "choice":
        return
    known = field.choices or {}
    said = [(("fields", name, "words", word), ours) for word, ours in source.words.items()]
    if source.otherwise is not None:
        said.append((("fields", name, "otherwise", ""), source.otherwise))
    for place, ours in said:
        if not isinstance(ours, str) or ours not in known:
            where = tuple(step for step in place if step)
            yield where, f"{ours!r} is no value of {name}", did_you_mean(str(ours), known)
