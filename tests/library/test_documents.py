"""Documents and other files are fetched by those who meet them, and by nobody who guesses."""

from __future__ import annotations

from pathlib import PurePosixPath

import pytest
from django.core.files.base import ContentFile
from django.core.files.storage import default_storage
from django.test import Client
from wagtail.documents import get_document_model

from cms.library.documents import document_fields
from cms.library.models import Item
from cms.library.registry import item_models
from cms.municipalities.models import Municipality, User
from cms.staff.access import collection_of, welcome
from tests.support.sites import opened

pytestmark = pytest.mark.django_db
SECRET = b"Kun for dem, der har den paa hylden."


@pytest.fixture
def neighbours() -> tuple[Municipality, Municipality]:
    """Two municipalities with open sites."""
    first = opened(Municipality.objects.create(slug="skive-a", name="Skive", code="9779"))
    return first, opened(Municipality.objects.create(slug="lemvig-a", name="Lemvig", code="9665"))


@pytest.fixture
def item(neighbours: tuple[Municipality, Municipality]) -> Item:
    """A draft of the first municipality's with a document."""
    model = next(model for model in item_models().values() if document_fields(model))
    document = get_document_model()(title="Bilag", collection=collection_of(neighbours[0]))
    document.file.save("bilag.txt", ContentFile(SECRET))
    item = model(
        **{model.declaration.title_field: "Et udkast", document_fields(model)[0]: document},
        owner=neighbours[0],
        sharing="private",
        live=False,
    )
    item.save()
    return item


def fetch(item: Item, municipality: Municipality | None, client: Client | None = None) -> bytes:
    """The document as somebody gets it at a municipality's address; b"" where refused."""
    document = getattr(item, document_fields(type(item))[0])
    host = f"{municipality.slug}.localhost" if municipality else "localhost"
    path = f"/documents/{document.pk}/{PurePosixPath(document.file.name).name}"
    answer = (client or Client()).get(path, headers={"host": host})
    if answer.status_code == 404:
        assert SECRET not in answer.content
        return b""
    return b"".join(answer.streaming_content)  # type: ignore[attr-defined]


def test_a_drafts_document_is_fetched_by_nobody_outside(
    item: Item, neighbours: tuple[Municipality, Municipality]
) -> None:
    assert [fetch(item, one) for one in (*neighbours, None)] == [b"", b"", b""]


def test_a_published_items_document_is_fetched_where_the_item_stands(
    item: Item, neighbours: tuple[Municipality, Municipality]
) -> None:
    item.live = True
    item.save()
    assert [fetch(item, one) for one in neighbours] == [SECRET, b""]


def test_people_fetch_the_documents_that_they_work_with(
    item: Item, neighbours: tuple[Municipality, Municipality]
) -> None:
    own, foreign = (
        User.objects.create_user(one.slug, f"{one.slug}@x.example", "en-lang-kode")
        for one in neighbours
    )
    for user, owner in zip((own, foreign), neighbours, strict=True):
        welcome(user, "municipal_editor", owner)
    clients = Client(), Client()
    clients[0].force_login(own)
    clients[1].force_login(foreign)
    assert [fetch(item, None, one) for one in clients] == [SECRET, b""]


def test_no_way_leads_around_the_question(item: Item) -> None:
    document = getattr(item, document_fields(type(item))[0])
    for path in (f"/media/{document.file.name}", f"/media/./x/../{document.file.name}"):
        answer = Client().get(path)
        assert answer.status_code == 404
        assert SECRET not in answer.content


def test_an_uploads_address_can_not_be_guessed() -> None:
    names = {default_storage.save("videos/film.mp4", ContentFile(b"film")) for _ in range(2)}
    assert len(names) == 2
    for name in names:
        folder, drawn, file = PurePosixPath(name).parts
        assert (folder, file) == ("videos", "film.mp4")
        assert len(drawn) >= 16
        default_storage.delete(name)
