"""Keeping, naming and removing papers. Every call may be repeated."""

from __future__ import annotations

from typing import Any
from uuid import UUID, uuid4

from django.core.exceptions import ValidationError
from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.db.models import Count, QuerySet, Sum
from django.utils.translation import gettext as _

from cms.citizens.models import Citizen
from cms.documents.models import Document, DocumentKind
from cms.documents.rules import MOST_DOCUMENTS, Usage, name_for
from cms.shared.files import kind_of
from cms.shared.vault import opened, sealed


class NoSuchDocument(LookupError):
    """The citizen has no such paper."""


def documents_of(citizen: Citizen) -> QuerySet[Document]:
    """The citizen's own, the latest first, without their content."""
    if citizen.made_up_answers is not None:
        return Document.objects.none()
    return Document.objects.filter(citizen=citizen).defer("sealed")


def document_of(citizen: Citizen, key: UUID | str) -> Document:
    """One of the citizen's own. Raises NoSuchDocument."""
    try:
        return documents_of(citizen).get(public_id=key)
    except (Document.DoesNotExist, ValidationError, ValueError) as error:
        raise NoSuchDocument(str(key)) from error


def content_of(document: Document) -> bytes:
    """What the paper says, opened. Raises InvalidToken, where its key is gone."""
    return opened(document.sealed)


def usage_of(citizen: Citizen) -> Usage:
    """How much the citizen keeps."""
    rows = documents_of(citizen).order_by()
    found = rows.aggregate(count=Count("pk"), size=Sum("size", default=0))
    return Usage(found["count"], found["size"])


@transaction.atomic
def keep(
    citizen: Citizen,
    file: UploadedFile[Any],
    name: str = "",
    kind: str = DocumentKind.OTHER,
    key: UUID | None = None,
) -> Document:
    """Keep a file, sealed. With the `key` of one that is kept already, nothing happens.

    Raises ValidationError, whose words name the way out: a file that we can't take, or no room.
    """
    _lock(citizen)
    taken = Document.objects.filter(public_id=key).defer("sealed").first() if key else None
    if taken is not None and taken.citizen_id == citizen.pk:
        return taken
    media_type = kind_of(file)
    _check_room(usage_of(citizen), int(file.size or 0))
    content = file.read()
    return Document.objects.create(
        citizen=citizen,
        public_id=uuid4() if key is None or taken else key,
        name=name_for(name, str(file.name)) or _("Uden navn"),
        kind=_known(kind),
        media_type=media_type,
        size=len(content),
        sealed=sealed(content),
    )


def _check_room(usage: Usage, size: int) -> None:
    if usage.count >= MOST_DOCUMENTS:
        words = _(
            "Du har %(most)s dokumenter, og der er ikke plads til flere. Slet et dokument først."
        )
        raise ValidationError(words % {"most": MOST_DOCUMENTS}, code="too_many")
    if not usage.fits(size):
        words = _(
            "Der er ikke plads til filen: du bruger %(used)s af %(most)s MB. Slet noget, du ikke "
            "bruger mere, eller gem filen i en mindre udgave."
        )
        said = {"used": usage.megabytes, "most": usage.most_megabytes}
        raise ValidationError(words % said, code="no_room")


def _known(kind: str) -> str:
    return kind if kind in DocumentKind.values else DocumentKind.OTHER


@transaction.atomic
def rename(citizen: Citizen, key: UUID | str, name: str, kind: str | None = None) -> Document:
    """Call a paper something else, and say what it is for. Raises NoSuchDocument, ValidationError.

    Without `kind` that stays as it is.
    """
    document = document_of(citizen, key)
    said = name_for(name, "")
    if not said:
        raise ValidationError(_("Skriv, hvad dokumentet skal hedde."), code="no_name")
    document.name = said
    document.kind = document.kind if kind is None else _known(kind)
    document.save(update_fields=["name", "kind"])
    return document


def remove(citizen: Citizen, key: UUID | str) -> None:
    """Remove a paper for good, also from where the citizen has sent it along."""
    try:
        document_of(citizen, key).delete()
    except NoSuchDocument:
        return


def _lock(citizen: Citizen) -> None:
    """One at a time per citizen, so that two uploads at once don't both find the last room."""
    rows = Citizen.objects.select_for_update(no_key=True).filter(pk=citizen.pk)
    list(rows.values_list("pk"))
