"""The citizen's own papers: a list below `me`, and mutations. Sent and fetched in the portal."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

import graphene
from django.core.exceptions import ValidationError
from django.urls import reverse

from cms.api.access import classify
from cms.api.errors import BAD_VALUE, LOGIN_REQUIRED, NOT_FOUND, api_error
from cms.api.output import Output, Outputs, object_type
from cms.api.scalars import DateTime
from cms.citizens.models import Citizen
from cms.documents.models import Document, DocumentKind
from cms.documents.services import NoSuchDocument, documents_of, remove, rename, usage_of

Act = Callable[..., Any]
DocumentKindName: Any = graphene.Enum(
    "OwnDocumentKind",
    [(kind.name, kind.value) for kind in DocumentKind],
    description="What a paper is for.",
)


def _said(type_: Any, read: Callable[[Document], Any], description: str) -> Output:
    return Output(
        type_,
        lambda root, _info: read(root),
        description=description,
        access="citizen",
        required=True,
    )


OWN_DOCUMENT: Outputs = {
    "id": _said(graphene.ID, lambda one: str(one.public_id), "What the mutations name it by."),
    "name": _said(graphene.String, lambda one: one.name, "What the citizen calls it."),
    "kind": _said(DocumentKindName, lambda one: one.kind, "What it is for."),
    "media_type": _said(graphene.String, lambda one: one.media_type, "What its content says."),
    "size": _said(graphene.Int, lambda one: one.size, "In bytes."),
    "added_at": _said(DateTime, lambda one: one.added_at, "When it was put there."),
    "url": _said(
        graphene.String,
        lambda one: reverse("portal:document_file", args=[one.public_id]),
        "Where the citizen, logged in, fetches it.",
    ),
}
OwnDocument = object_type("OwnDocument", OWN_DOCUMENT, "A paper that the citizen keeps here.")

OWN_DOCUMENTS: Outputs = {
    "documents": Output(
        graphene.List(graphene.NonNull(OwnDocument)),
        lambda citizen, _info: list(documents_of(citizen)),
        required=True,
        description="The citizen's papers, the latest first; forty at most.",
        access="citizen",
    ),
    "documents_size": Output(
        graphene.Int,
        lambda citizen, _info: usage_of(citizen).size,
        required=True,
        description="How many bytes they take up; there is room for fifty MB.",
        access="citizen",
    ),
}


def _by_citizen(act: Act) -> Act:
    """Log-in is checked first, and what can't be done is said with a code."""

    @wraps(act)
    def resolve(_root: Any, info: Any, **given: Any) -> Any:
        citizen: Citizen | None = getattr(info.context, "citizen", None)
        if citizen is None:
            raise api_error(LOGIN_REQUIRED, "Log in as a citizen first.")
        try:
            return act(citizen, **given)
        except NoSuchDocument as error:
            raise api_error(
                NOT_FOUND, "You have no such paper. Take the id from `me { documents }`."
            ) from error
        except ValidationError as error:
            raise api_error(BAD_VALUE, " ".join(error.messages)) from error

    return resolve


def _rename(citizen: Citizen, id: str, name: str, kind: Any = None) -> Document:
    return rename(citizen, id, name, getattr(kind, "value", kind))


def _delete(citizen: Citizen, id: str) -> bool:
    remove(citizen, id)
    return True


def document_mutations() -> dict[str, graphene.Field]:
    """`renameDocument` and `deleteDocument`."""
    found = {
        "rename_document": graphene.Field(
            graphene.NonNull(OwnDocument),
            id=graphene.ID(required=True),
            name=graphene.String(required=True),
            kind=DocumentKindName(),
            resolver=_by_citizen(_rename),
            description="Call a paper something else. May be repeated.",
        ),
        "delete_document": graphene.Field(
            graphene.NonNull(graphene.Boolean),
            id=graphene.ID(required=True),
            resolver=_by_citizen(_delete),
            description="Remove a paper for good. May be repeated.",
        ),
    }
    classify("Mutation", dict.fromkeys(found, "citizen"))
    return found
