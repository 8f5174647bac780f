"""Changes reach the index: through the outbox, in order, within two seconds, from any process."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from django.db import transaction
from wagtail.models import Locale

from cms.library.models import Item, Overlay, ShelfChoice
from cms.library.scope import everything
from cms.search import engines, follower, outbox, services
from cms.search.document import Document
from cms.search.embedded.folder import IndexFolder
from cms.search.engine import Position
from cms.search.errors import IndexUnusable
from cms.search.models import Change
from cms.search.source import LibrarySource
from cms.search.tantivy_engine import TantivyEngine, folder_name
from tests.search.examples import ask, document, titles
from tests.search.library import company, item, municipality

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def index_folder(settings: Any, tmp_path: Path) -> Path:
    """An index of this test's own."""
    settings.SEARCH_INDEX_DIR = tmp_path / "search"
    settings.SEARCH_FOLLOW = False
    return tmp_path / "search"


def found(words: str = "", code: str = "0787") -> list[str]:
    return titles(services.search(ask(words, municipality=code)))


def test_the_first_question_builds_the_index() -> None:
    item("Kurser i dansk")
    assert found("kursus") == ["Kurser i dansk"]


def test_what_is_saved_is_found_at_once() -> None:
    assert found() == []
    made = item("Gammel titel")
    assert found() == ["Gammel titel"]
    made.title = "Ny titel"
    made.save()
    assert found("ny") == ["Ny titel"]
    assert found("gammel") == []
    made.live = False
    made.save()
    assert found() == []
    made.live = True
    made.save()
    with everything("a test"):
        made.delete()
    assert found() == []


def test_items_deleted_many_at_once_go_too() -> None:
    item("Et")
    item("To", type_name="article")
    assert len(found()) == 2
    Item.objects.everything("a test").delete()
    assert found() == []


def test_choices_and_overlays_are_followed() -> None:
    thisted, aarhus = municipality("0787"), municipality("0751")
    offered = item("Kursus på tilbud", sharing="offered")
    assert found() == []
    ShelfChoice.objects.create(municipality=thisted, item=offered, taken=True)
    assert found() == ["Kursus på tilbud"]
    assert found(code="0751") == []
    ShelfChoice.objects.create(municipality=aarhus, item=offered, taken=True)
    own = Overlay.objects.create(
        municipality=aarhus, item=offered, values={"title": "Kursus i Aarhus"}
    )
    assert found(code="0751") == ["Kursus i Aarhus"]
    assert found() == ["Kursus på tilbud"]
    own.delete()
    assert found(code="0751") == ["Kursus på tilbud"]


def test_an_owner_with_another_name_is_found_by_it() -> None:
    owner = company("Thy Trælast")
    item("Mød os", type_name="article", owner=owner)
    assert found("trælast") == ["Mød os"]
    owner.name = "Mors Tømmer"
    owner.save()
    assert found("tømmer") == ["Mød os"]
    assert found("trælast") == []


def test_a_change_that_is_taken_back_leaves_no_trace() -> None:
    found()
    with pytest.raises(LookupError), transaction.atomic():
        item("Fortrudt")
        raise LookupError
    assert Change.objects.count() == 0
    assert found() == []


def test_two_indexes_follow_at_their_own_pace(index_folder: Path, tmp_path: Path) -> None:
    item("Et")
    assert found() == ["Et"]
    other = TantivyEngine(tmp_path / "another server")
    other.rebuild((), Position(0))
    item("To")
    assert sorted(found()) == ["Et", "To"]
    source = LibrarySource()
    assert outbox.follow(other, source)
    assert not outbox.follow(other, source)
    assert other.count() == 2
    assert other.position() == services.engine().position() == outbox.newest_position()


def test_following_goes_in_batches(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(outbox, "BATCH_SIZE", 2)
    services.rebuild()
    for number in range(7):
        item(f"Nummer {number}")
    services.catch_up()
    assert services.engine().count() == 7


def test_a_database_set_back_makes_a_new_index() -> None:
    item("Et")
    item("To")
    assert len(found()) == 2
    Change.objects.filter(id=outbox.newest_position().change).delete()
    with everything("a test"):
        Item.objects.all().delete()
    Change.objects.all().delete()
    item("Tre")
    assert found() == ["Tre"]


def test_a_damaged_index_is_built_anew(index_folder: Path) -> None:
    item("Et")
    assert found() == ["Et"]
    live = IndexFolder(index_folder, folder_name()).current().path
    for path in live.glob("*"):
        path.write_bytes(b"")
    engines._embedded.cache_clear()
    assert found() == ["Et"]


def test_when_anything_may_have_changed_the_index_is_built_anew() -> None:
    made = item("Gammel titel")
    assert found() == ["Gammel titel"]
    type(made).objects.everything("a test").update(title="Ny titel")
    assert found() == ["Gammel titel"]
    outbox.record_everything()
    assert found() == ["Ny titel"]


def test_old_changes_are_forgotten_but_the_newest() -> None:
    from datetime import timedelta

    from django.utils import timezone

    for _ in range(3):
        outbox.record("course", 1)
    long_ago = timezone.now() - timedelta(days=outbox.KEPT_DAYS + 1)
    Change.objects.update(made_at=long_ago)
    assert outbox.prune() == 2
    assert Change.objects.count() == 1


def test_an_index_that_lost_touch_is_told() -> None:
    engine = services.engine()
    engine.rebuild((), Position(10**6, "another time"))
    with pytest.raises(IndexUnusable, match="rebuilt"):
        outbox.follow(engine, LibrarySource())


def test_while_another_writes_questions_are_answered_with_what_there_is() -> None:
    item("Et")
    assert found() == ["Et"]
    item("To")
    engine = services.engine()
    assert isinstance(engine, TantivyEngine)
    with engine.folder.writing():
        assert found() == ["Et"]
    assert sorted(found()) == ["Et", "To"]


@pytest.mark.django_db(transaction=True)
def test_the_follower_sees_a_change_within_two_seconds(settings: Any) -> None:
    # Another test of this kind may have emptied every table, and only migrations make a locale.
    Locale.objects.get_or_create(language_code="da")
    settings.SEARCH_FOLLOW = True
    services.rebuild()
    threads = {thread.name for thread in threading.enumerate()}
    follower.start()
    follower.start()
    started = [t.name for t in threading.enumerate() if t.name not in threads]
    assert started == ["search-follower-tantivy"]
    item("Et")
    end = time.monotonic() + 2
    while services.engine().count() == 0 and time.monotonic() < end:
        time.sleep(0.02)
    follower.stop()
    assert services.engine().count() == 1


def test_the_follower_stays_away_where_it_is_not_wanted() -> None:
    follower.start()
    assert "search-follower-tantivy" not in {thread.name for thread in threading.enumerate()}


class _OtherSource:
    """Documents from somewhere else than the library."""

    def documents_of(self, type_name: str, item_ids: Any) -> Iterator[Document]:
        yield from (document(number, type=type_name) for number in item_ids)

    def all(self) -> Iterator[Document]:
        yield from ()


def test_any_source_will_do(tmp_path: Path) -> None:
    engine = TantivyEngine(tmp_path / "own")
    engine.rebuild((), outbox.newest_position())
    outbox.record("course", 3)
    outbox.record("course", 3)
    outbox.record("course", 4)
    assert outbox.follow(engine, _OtherSource())
    assert engine.count() == 2
