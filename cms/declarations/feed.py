"""The vocabulary of a feed's file: where items flow in from, and what of an ad fills which field.

A feed is schema.org told as JSON-LD, as exchanges of jobs and calendars of events give it out.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field, StringConstraints

from cms.declarations.model import Name, Sharing, Strict, Text

Property = Annotated[str, StringConstraints(pattern=r"^[A-Za-z@][A-Za-z]*(\.[A-Za-z@][A-Za-z]*)*$")]


class FieldSource(Strict):
    """What fills a declared field."""

    property: Property = Field(description="A property of the ad; a.b is b of a")
    words: dict[str, str | list[str]] = Field(
        default_factory=dict,
        description="What their words are called here: a choice's value, or slugs of terms",
    )
    otherwise: str | None = Field(
        None, description="When the ad says nothing, or a word that isn't known; none: refuse it"
    )
    shorten: bool = Field(False, description="Cut a text that is too long, at a word")


class Most(Strict):
    """What one answer may be at most; more than that is refused whole."""

    megabytes: int = Field(64, ge=1, le=1024)
    seconds: int = Field(120, ge=1, le=3600, description="For the whole answer")
    ads: int = Field(20_000, ge=1, le=200_000)


class Feed(Strict):
    """Something that items flow in from, whole."""

    name: Name
    labels: Text
    address: str = Field("", description="https://…; empty: FEED_<NAME>_ADDRESS says it, or none")
    type: Name = Field(description="The content type that ads become")
    owner: str = Field("national", description="national, or a municipality's four digits")
    sharing: Sharing | None = Field(None, description="Sharing of new items; none: the type's")
    every: int = Field(60, ge=5, le=10_080, description="Minutes from one time to the next")
    identifier: Property = Field("identifier", description="By which an ad is known again")
    fields: dict[Name, FieldSource] = Field(min_length=1)
    most: Most = Field(default_factory=Most)
    believed_gone: int = Field(
        30,
        ge=0,
        le=100,
        description="Per cent of its items that may be gone at once; more must be confirmed",
    )
