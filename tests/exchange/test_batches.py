"""A file is checked, imported whole, and undone whole."""

from __future__ import annotations

from typing import Any

import pytest

from cms.exchange.batches import check_file, import_batch
from cms.exchange.exporter import export_with_drafts
from cms.exchange.findings import MoveRefused
from cms.exchange.models import BatchState, ImportBatch
from cms.exchange.undoing import UndoRefused, undo_batch
from cms.history.models import HistoryEntry
from cms.library.models import Item, ItemTerm, ShelfChoice
from cms.library.scope import everything
from cms.municipalities.models import Municipality, Owner, User
from tests.exchange.conftest import HEADINGS, owned, row, workbook

pytestmark = pytest.mark.django_db


def checked(owner: Owner, user: User, rows: list[list[Any]], publishes: bool = True) -> ImportBatch:
    content = workbook({"Aktiviteter": rows})
    return check_file(content, "a.xlsx", owner, user, type_name="", publishes=publishes)


def test_a_check_changes_nothing_and_an_import_brings_every_row(vejen: Owner, editor: User) -> None:
    before = len(owned("activity", vejen))
    batch = checked(vejen, editor, [HEADINGS, row(1), row(2)])
    assert batch.report["findings"] == []
    assert batch.report["types"] == [["activity", 2, 0]]
    assert len(owned("activity", vejen)) == before
    import_batch(batch, editor)
    made = owned("activity", vejen)[before:]
    assert [str(item) for item in made] == ["Værksted 1", "Værksted 2"]
    assert batch.state == BatchState.IMPORTED
    assert bytes(ImportBatch.objects.get(pk=batch.pk).content) == b""


def test_every_kind_of_cell_arrives(vejen: Owner, editor: User) -> None:
    import_batch(checked(vejen, editor, [HEADINGS, row(1)]), editor)
    with everything("test"):
        found = export_with_drafts(owned("activity", vejen)[-1])
    assert found["starts_at"] == "2026-12-24T10:00:00+01:00"
    assert found["activity_kind"] == "workshop"
    place = {"address": "Banegårdspladsen 1, 6600 Vejen", "latitude": 55.4771, "longitude": 9.137}
    assert found["place"] == place
    assert found["topics"] == ["jobsoegning"]
    assert found["price"] == "1250.50"
    assert found["signup"]["seats"] == 20
    assert found["live"] is True


def test_an_imported_item_has_versions_marks_and_history(vejen: Owner, editor: User) -> None:
    batch = import_batch(checked(vejen, editor, [HEADINGS, row(1)]), editor)
    item = owned("activity", vejen)[-1]
    assert item.latest_revision_id == item.live_revision_id
    assert item.latest_revision.user == editor
    assert ItemTerm.objects.filter(item_id=item.pk).count() == 1
    assert HistoryEntry.objects.filter(object_id=str(item.pk), user=editor).exists()
    assert HistoryEntry.objects.for_instance(batch).filter(owner=vejen).count() == 1


def test_drafts_are_not_published(vejen: Owner, editor: User) -> None:
    import_batch(checked(vejen, editor, [HEADINGS, row(1)], publishes=False), editor)
    item = owned("activity", vejen)[-1]
    assert not item.live
    assert item.has_unpublished_changes


def test_one_wrong_row_stops_them_all(vejen: Owner, editor: User) -> None:
    before = len(owned("activity", vejen))
    wrong = row(2)
    wrong[7] = "Jobsøning"
    batch = checked(vejen, editor, [HEADINGS, row(1), wrong])
    (finding,) = batch.report["findings"]
    assert (finding["row"], finding["column"]) == (3, "H · Emner")
    assert "Jobsøning" in finding["reason"]
    assert "Mente du" in finding["way_out"]
    with pytest.raises(MoveRefused):
        import_batch(batch, editor)
    assert len(owned("activity", vejen)) == before
    assert ImportBatch.objects.get(pk=batch.pk).state == BatchState.CHECKED


def test_undo_removes_what_was_made(vejen: Owner, editor: User) -> None:
    before = [item.pk for item in owned("activity", vejen)]
    batch = import_batch(checked(vejen, editor, [HEADINGS, row(1), row(2)]), editor)
    assert undo_batch(batch, editor) == 2
    assert [item.pk for item in owned("activity", vejen)] == before
    assert undo_batch(batch, editor) == 0


def test_undo_restores_what_was_changed_with_its_draft(vejen: Owner, editor: User) -> None:
    import_batch(checked(vejen, editor, [HEADINGS, row(1)]), editor)
    item = owned("activity", vejen)[-1]
    with everything("test"):
        item.title = "Kladdens titel"
        item.save_revision(user=editor)
        item = owned("activity", vejen)[-1]
        was = export_with_drafts(item)
    assert was["draft"]["title"] == "Kladdens titel"
    headings = ["Kort navn i adressen", "Kort fortalt"]
    batch = checked(vejen, editor, [headings, [item.slug, "Ny tekst."]], publishes=False)
    assert batch.report["types"] == [["activity", 0, 1]]
    import_batch(batch, editor)
    with everything("test"):
        changed = export_with_drafts(owned("activity", vejen)[-1])
    assert changed["draft"] == {"title": "Kladdens titel", "summary": "Ny tekst."}
    assert changed["summary"] == "Kom og prøv."
    undo_batch(batch, editor)
    with everything("test"):
        assert export_with_drafts(owned("activity", vejen)[-1]) == was


def test_publishing_over_a_colleagues_draft_is_refused(vejen: Owner, editor: User) -> None:
    import_batch(checked(vejen, editor, [HEADINGS, row(1)]), editor)
    item = owned("activity", vejen)[-1]
    with everything("test"):
        item.title = "Kladdens titel"
        item.save_revision(user=editor)
    headings = ["Kort navn i adressen", "Kort fortalt"]
    batch = checked(vejen, editor, [headings, [item.slug, "Ny tekst."]])
    assert "kladde" in batch.report["findings"][0]["reason"]


def test_undo_is_refused_where_somebody_wrote_since(vejen: Owner, editor: User) -> None:
    batch = import_batch(checked(vejen, editor, [HEADINGS, row(1), row(2)]), editor)
    items = owned("activity", vejen)
    with everything("test"):
        items[-1].save_revision(user=editor)
    with pytest.raises(UndoRefused) as refused:
        undo_batch(batch, editor)
    assert [one.title for one in refused.value.obstacles] == ["Værksted 2"]
    assert len(owned("activity", vejen)) == len(items)
    assert ImportBatch.objects.get(pk=batch.pk).state == BatchState.IMPORTED


def test_undo_is_refused_where_another_municipality_uses_it(vejen: Owner, editor: User) -> None:
    batch = import_batch(checked(vejen, editor, [HEADINGS, row(1)]), editor)
    item = owned("activity", vejen)[-1]
    thisted = Municipality.objects.get(slug="thisted")
    ShelfChoice.objects.create(municipality=thisted, item_id=item.pk, taken=True)
    with pytest.raises(UndoRefused) as refused:
        undo_batch(batch, editor)
    assert "valg på hylden" in refused.value.obstacles[0].reason
    assert Item.objects.everything("test").filter(pk=item.pk).exists()


def test_another_owners_item_is_not_updated(vejen: Owner, editor: User) -> None:
    foreign = owned("activity", Owner.objects.get(slug="thisted"))[0]
    headings = ["Kort navn i adressen", *HEADINGS]
    batch = checked(vejen, editor, [headings, [foreign.slug, *row(1)]])
    (finding,) = batch.report["findings"]
    assert "optaget" in finding["reason"]
    assert str(foreign) not in str(batch.report)
    with everything("test"):
        foreign.refresh_from_db()
    assert foreign.owner.slug == "thisted"
