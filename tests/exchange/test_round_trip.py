"""What is taken out comes back the same, whatever it says."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta
from decimal import Decimal
from io import BytesIO
from typing import Any

import orjson
import pytest
from django.test import TestCase
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from cms.exchange import notation
from cms.exchange.batches import check_file, import_batch
from cms.exchange.cells import read_cell, write_cell
from cms.exchange.columns import Column
from cms.exchange.exporter import export_owner
from cms.exchange.findings import BadCell
from cms.exchange.prose import cleaned, to_html, to_plain
from cms.exchange.sheets import workbook_of
from cms.exchange.undoing import undo_batch
from cms.exchange.workbooks import safe_cell, unescaped
from cms.library.models import Item, Overlay, ShelfChoice, Translation
from cms.library.scope import everything
from cms.library.translations import write_translation
from cms.municipalities.models import Owner, User
from tests.exchange.conftest import owned

WORDS = st.text(st.characters(codec="utf-8", exclude_categories=("C", "Z")), min_size=1)


@given(st.text())
def test_an_escaped_text_is_no_formula_and_comes_back(text: str) -> None:
    safe = safe_cell(text)
    assert safe[:1] not in set("=+-@\t\r")
    if all(sign.isprintable() for sign in text):
        assert unescaped(safe) == text[:32_000]


@given(st.decimals(-(10**9), 10**9, places=2))
def test_money_comes_back(amount: Decimal) -> None:
    column = Column("price", "Pris", "money")
    assert Decimal(read_cell(column, write_cell(column, str(amount)))) == amount


@given(st.datetimes(datetime(2000, 1, 1), datetime(2100, 1, 1), timezones=st.just(UTC)))
def test_moments_come_back_on_the_minute(stamp: datetime) -> None:
    column, whole = Column("at", "Begynder", "date_time"), stamp.replace(second=0, microsecond=0)
    found = datetime.fromisoformat(read_cell(column, write_cell(column, whole.isoformat())))
    # The hour that the clock shows twice in October can't be told apart in a cell.
    assert found - whole in (timedelta(), timedelta(hours=-1))


@given(st.lists(WORDS, min_size=1).map(" ".join))
def test_plain_paragraphs_come_back(text: str) -> None:
    assert to_plain(to_html(text)) == text
    assert cleaned(to_html("<script>x</script>")) == to_html("<script>x</script>")


def test_script_does_not_come_in() -> None:
    assert cleaned('<p onclick="x()">Hej<script>x()</script></p>') == "<p>Hej</p>"
    assert "javascript" not in cleaned('<a href="javascript:x()">Hej</a>')


@pytest.mark.parametrize(
    ("written", "iso"),
    [
        ("24.12.2026 kl. 10.00", "2026-12-24T10:00:00+01:00"),
        ("24.12.2026 10:00", "2026-12-24T10:00:00+01:00"),
        ("1/7-2026 kl. 9", "2026-07-01T09:00:00+02:00"),
        ("24. december 2026 kl. 10", "2026-12-24T10:00:00+01:00"),
        ("2026-12-24 10:00", "2026-12-24T10:00:00+01:00"),
        (datetime(2026, 12, 24, 9, 59, 59, 999_000), "2026-12-24T10:00:00+01:00"),
    ],
)
def test_moments_as_danes_write_them(written: Any, iso: str) -> None:
    assert notation.moment(written).isoformat() == iso


@pytest.mark.parametrize(
    "written", ["31.2.2026 kl. 10", "24.12.2026", "24.12.2026 kl. 25", "i morgen", "29.3.2026 2.30"]
)
def test_moments_that_are_none(written: str) -> None:
    with pytest.raises(BadCell):
        notation.moment(written)


@pytest.mark.parametrize(
    ("written", "minutes"),
    [("90", 90), ("1:30", 90), ("1 time og 30 min", 90), ("1,5 time", 90), ("45 minutter", 45)],
)
def test_lengths_of_time(written: str, minutes: int) -> None:
    assert notation.minutes(written) == minutes


ROWS = st.lists(
    st.fixed_dictionaries(
        {
            "title": WORDS.map(lambda text: text[:100]),
            "summary": WORDS.map(lambda text: text[:200]),
            "activity_kind": st.sampled_from(["workshop", "fair", "visit"]),
            "starts_at": st.datetimes(
                datetime(2020, 1, 1), datetime(2040, 1, 1), timezones=st.just(UTC)
            ).map(lambda stamp: stamp.isoformat(timespec="seconds")),
            "price": st.decimals(0, 9999, places=2).map(str),
            "topics": st.lists(st.sampled_from(["jobsoegning", "jobsamtale"]), unique=True),
            "signup": st.fixed_dictionaries({"seats": st.integers(0, 500), "deadline": st.none()}),
            "live": st.booleans(),
        },
        optional={"draft": st.fixed_dictionaries({"summary": st.just("Kun i kladden.")})},
    ),
    min_size=1,
    max_size=4,
)


@pytest.mark.django_db
@settings(max_examples=4, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(rows=ROWS)
def test_everything_an_owner_has_comes_back(vejen: Owner, editor: User, rows: list[Any]) -> None:
    """Out, away, in again: the document is the same."""
    with TestCase.captureOnCommitCallbacks():
        move(vejen, editor, {"items": {"activity": rows}})
    translate_first(vejen)
    first = export_owner(vejen)
    assert {row["language"] for row in first["translations"]} >= {"en", "ar"}
    with everything("test"):
        for item in owned("activity", vejen):
            item.delete()
    Overlay.objects.filter(municipality_id=vejen.pk).delete()
    ShelfChoice.objects.filter(municipality_id=vejen.pk).delete()
    Translation.objects.filter(item__owner=vejen).delete()
    # Pictures in other kinds of content belong to collections; those stay where they are.
    document = first | {"items": {"activity": first["items"]["activity"]}}
    batch = move(vejen, editor, document)
    second = export_owner(vejen)
    for part in ("overlays", "choices", "translations"):
        assert second[part] == first[part]
    assert second["items"]["activity"] == first["items"]["activity"]
    undo_batch(batch, editor)
    assert not owned("activity", vejen)
    assert not Overlay.objects.filter(municipality_id=vejen.pk).exists()
    assert not Translation.objects.filter(item__owner=vejen).exists()


def translate_first(owner: Owner) -> None:
    """The owner's first activity in English and Arabic, the latter as a draft."""
    item = owned("activity", owner)[0]
    with everything("test"):
        item.refresh_from_db()
    write_translation(item, None, "en", {"title": "Open house"}, is_shown=True)
    write_translation(item, None, "ar", {"summary": "يوم مفتوح"}, is_shown=False)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("changed", "place"),
    [
        ({"language": "xx"}, "xx"),
        ({"language": "da"}, "da"),
        ({"values": {"titel": "Open"}}, "titel"),
        ({"slug": "findes-ikke"}, "ikke findes"),
        ({"stars": 5}, "stars"),
    ],
)
def test_a_bad_translation_names_the_place_and_nothing_is_written(
    vejen: Owner, editor: User, changed: dict[str, Any], place: str
) -> None:
    before = list(Translation.objects.values("pk", "values"))
    item = owned("activity", vejen)[0]
    row = {"type": "activity", "slug": item.slug, "language": "en", "values": {"title": "Open"}}
    content = orjson.dumps({"items": {}, "translations": [row | {"is_shown": True} | changed]})
    batch = check_file(content, "alt.json", vejen, editor, type_name="", publishes=True)
    assert place in str(batch.report["findings"])
    assert list(Translation.objects.values("pk", "values")) == before


@pytest.mark.django_db
def test_translations_come_in_as_drafts_where_nothing_is_published(
    vejen: Owner, editor: User
) -> None:
    item = owned("activity", vejen)[0]
    row = {"type": "activity", "slug": item.slug, "language": "en", "values": {"title": "Open"}}
    content = orjson.dumps({"items": {}, "translations": [row | {"is_shown": True}]})
    batch = check_file(content, "alt.json", vejen, editor, type_name="", publishes=False)
    import_batch(batch, editor)
    found = Translation.objects.get(item=item.pk, language="en")
    assert (found.values, found.is_shown) == ({"title": "Open"}, False)
    undo_batch(batch, editor)
    assert not Translation.objects.filter(item=item.pk, language="en").exists()


def move(owner: Owner, user: User, document: Any) -> Any:
    """Import a document, published where it says so."""
    content = orjson.dumps(json.loads(json.dumps(document)))
    batch = check_file(content, "alt.json", owner, user, type_name="", publishes=True)
    assert batch.report["findings"] == []
    return import_batch(batch, user)


@pytest.mark.django_db
def test_a_workbook_that_was_taken_out_changes_nothing(vejen: Owner, editor: User) -> None:
    before = export_owner(vejen)
    content = workbook_of(vejen)
    assert "Aktiviteter" in load_workbook(BytesIO(content)).sheetnames
    batch = check_file(content, "alt.xlsx", vejen, editor, type_name="", publishes=True)
    assert batch.report["findings"] == []
    assert sum(old for _name, _new, old in batch.report["types"]) == batch.report["rows"]
    import_batch(batch, editor)
    assert export_owner(vejen)["items"] == before["items"]
    undo_batch(batch, editor)
    assert export_owner(vejen) == before
    assert Item.objects.everything("test").filter(owner=vejen).exists()
