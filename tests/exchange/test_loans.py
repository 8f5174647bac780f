"""To whom an item is lent goes out and comes in by the municipalities' codes."""

from __future__ import annotations

from typing import Any

import orjson
import pytest

from cms.exchange.batches import check_file, import_batch
from cms.exchange.exporter import export_item, export_owner
from cms.exchange.importer import import_items
from cms.exchange.models import ImportBatch
from cms.exchange.report import ImportRefused
from cms.exchange.undoing import undo_batch
from cms.library.models import Item, Loan
from cms.library.scope import everything
from cms.library.sharing import Sharing
from cms.municipalities.models import Owner, User
from tests.exchange.conftest import owned
from tests.submissions.conftest import NewItem, Town, draft, fresh, town

__all__ = ["draft", "town"]
AARHUS, ODENSE = "0751", "0461"


@pytest.fixture
def vejen(town: Town) -> Owner:
    return Owner.objects.get(pk=town.vejen.pk)


@pytest.fixture
def editor(town: Town) -> User:
    return town["vejen-redaktør"]


@pytest.fixture
def lent(town: Town, draft: NewItem, editor: User) -> Item:
    """Vejen's activity, lent to Aarhus and Odense."""
    item = draft("activity", town.vejen, editor, activity_kind="workshop", sharing=Sharing.LENT)
    with everything("test"):
        item.lent_to = [town.odense, town.aarhus]
        item.live, item.has_unpublished_changes = True, False
        item.save()
        item.save_revision(user=editor, changed=False)
    return fresh(item)


def borrowers() -> list[str]:
    return list(
        Loan.objects.order_by("municipality__code").values_list("municipality__code", flat=True)
    )


def checked(document: Any, owner: Owner, user: User) -> ImportBatch:
    content = orjson.dumps(document)
    return check_file(content, "alt.json", owner, user, type_name="", publishes=True)


def test_out_away_and_in_again(vejen: Owner, editor: User, lent: Item) -> None:
    document = export_owner(vejen)
    (row,) = document["items"]["activity"]
    assert (row["sharing"], row["lent_to"]) == ("lent", [ODENSE, AARHUS])
    with everything("test"):
        lent.delete()
    assert borrowers() == []
    batch = checked(document, vejen, editor)
    assert batch.report["findings"] == []
    import_batch(batch, editor)
    assert borrowers() == [ODENSE, AARHUS]
    assert export_owner(vejen) == document
    with everything("test"):
        version = owned("activity", vejen)[0].get_latest_revision_as_object()
        assert export_item(version)["lent_to"] == [ODENSE, AARHUS]
    assert undo_batch(batch, editor) == 1
    assert borrowers() == []


def test_an_update_lends_anew_and_is_undone(vejen: Owner, editor: User, lent: Item) -> None:
    rows = {"items": {"activity": [{"slug": lent.slug, "lent_to": [AARHUS]}]}}
    batch = import_batch(checked(rows, vejen, editor), editor)
    assert borrowers() == [AARHUS]
    undo_batch(batch, editor)
    assert borrowers() == [ODENSE, AARHUS]


def test_a_row_that_says_nothing_of_it_keeps_the_loans(
    vejen: Owner, editor: User, lent: Item
) -> None:
    rows = {"items": {"activity": [{"slug": lent.slug, "summary": "Nyt."}]}}
    import_batch(checked(rows, vejen, editor), editor)
    assert fresh(lent).summary == "Nyt."
    assert borrowers() == [ODENSE, AARHUS]


@pytest.mark.parametrize(
    ("codes", "reason", "way_out"),
    [
        (["0999"], "ingen kommune med koden “0999”", "fire cifre"),
        (["Aarhus"], "ingen kommune med koden “Aarhus”", "Aarhus har koden 0751"),
        (["0575"], "ejer det selv", "Fjern ejerens egen kode"),
        ("0751", "liste af navne", "[“et”, “to”]"),
        ([751], "liste af navne", "[“et”, “to”]"),
    ],
)
def test_a_code_that_is_none_names_the_row_and_the_way_out(
    vejen: Owner, editor: User, lent: Item, codes: Any, reason: str, way_out: str
) -> None:
    new = {"title": "Nyt", "summary": "Kort.", "activity_kind": "workshop"}
    right = new | {"starts_at": "2027-03-01T10:00:00+01:00"}
    rows = {"items": {"activity": [right, {"slug": lent.slug, "lent_to": codes}]}}
    batch = checked(rows, vejen, editor)
    (finding,) = batch.report["findings"]
    assert (finding["sheet"], finding["row"], finding["column"]) == ("activity", 2, "lent_to")
    assert reason in finding["reason"]
    assert way_out in finding["reason"] + finding["way_out"]
    assert borrowers() == [ODENSE, AARHUS]
    assert len(owned("activity", vejen)) == 1


def test_the_whole_library_s_import_says_the_same(vejen: Owner, lent: Item) -> None:
    with everything("test"):
        row = export_item(lent)
    import_items("activity", [row | {"lent_to": [AARHUS]}])
    assert borrowers() == [AARHUS]
    with pytest.raises(ImportRefused, match=r"row 1, lent_to: .*0999"):
        import_items("activity", [row | {"lent_to": ["0999"]}])
    assert borrowers() == [AARHUS]
