"""Where and who: the municipality, the citizen, and the feed that is made for them."""

from __future__ import annotations

from typing import Any

import graphene

from cms.api.mixed import (
    FeedList,
    FeedPage,
    ItemConnection,
    ItemTypeName,
    feed_page,
    type_names,
)
from cms.api.objects import text
from cms.api.output import Output, Outputs, object_type
from cms.api.own_documents import OWN_DOCUMENTS
from cms.api.paging import paging_arguments, window_of
from cms.api.reading import reading_of
from cms.competences.declared import label_of

MUNICIPALITY: Outputs = {
    "code": text("code", "The four-digit code.", required=True),
    "slug": text("slug", "Short name, used in addresses.", required=True),
    "name": text("name", "Thisted", required=True),
    "full_name": Output(
        graphene.String,
        lambda root, _info: root.full_name,
        required=True,
        description="Thisted Kommune",
    ),
    "email": text("email", "Where one writes."),
    "phone": text("phone", "Where one calls."),
    "opening_hours": text("opening_hours", "When somebody is there."),
}
MunicipalityType = object_type("Municipality", MUNICIPALITY, "Whose portal this is.")


def _competence(read: Any, description: str, *, required: bool = True) -> Output:
    return Output(
        graphene.String, read, description=description, access="citizen", required=required
    )


COMPETENCE: Outputs = {
    "label": _competence(
        lambda row, info: row.words or label_of(row.term, reading_of(info).language),
        "In the reader's language, or in the citizen's own words.",
    ),
    "term": _competence(
        lambda row, _info: row.term or None,
        "The word's short name; null for the citizen's own words.",
        required=False,
    ),
    "source": _competence(lambda row, _info: row.source, "How one knows: item, test or own."),
    "from_title": _competence(
        lambda row, _info: row.item_title or None,
        "What was finished; null for other sources.",
        required=False,
    ),
}
CompetenceType = object_type("Competence", COMPETENCE, "One thing that the citizen can do.")
ME: Outputs = {
    "first_name": Output(
        graphene.String,
        lambda citizen, _info: citizen.first_name or None,
        description="For a greeting; null where the name is protected.",
        access="citizen",
    ),
    "language": Output(
        graphene.String,
        lambda citizen, _info: citizen.language or None,
        description="The language that the citizen has chosen.",
        access="citizen",
    ),
    "competences": Output(
        graphene.List(graphene.NonNull(CompetenceType)),
        lambda citizen, _info: citizen.competences.all(),
        description="What the citizen can do, the newest first; empty without consent.",
        access="citizen",
        required=True,
    ),
    **OWN_DOCUMENTS,
}
Me = object_type("Me", ME, "The citizen who is logged in.")


def _feed(_root: Any, info: Any, **given: Any) -> FeedPage:
    window = window_of(given)
    ends = given.get("after"), given.get("before")
    listing = FeedList(reading_of(info).viewer, type_names(given.get("types")), *ends)
    _ = listing.page
    return feed_page(listing, window)


def context_fields() -> dict[str, graphene.Field]:
    """Query's fields about where and who."""
    return {
        "feed": graphene.Field(
            graphene.NonNull(ItemConnection),
            resolver=_feed,
            description="Det der passer til læseren, på tværs af typer.",
            **paging_arguments(),
            types=graphene.List(graphene.NonNull(ItemTypeName)),
        ),
        "municipality": graphene.Field(
            graphene.NonNull(MunicipalityType),
            resolver=lambda _root, info: reading_of(info).municipality,
            description="Kommunen hvis portal det er.",
        ),
        "me": graphene.Field(
            Me,
            resolver=lambda _root, info: getattr(info.context, "citizen", None),
            description="Borgeren der er logget ind; null for gæster.",
        ),
    }
