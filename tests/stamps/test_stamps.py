"""The database renews a stamp at every change, whichever way it was written."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection, models, transaction

from cms.citizens.apps import CITIZEN
from cms.citizens.models import Citizen
from cms.library.content import CONTENT
from cms.library.models import ItemTerm, ShelfChoice, Term
from cms.library.scope import everything
from cms.stamps.declared import own_watches, watches
from cms.stamps.models import Stamp
from cms.stamps.services import at_a_glance, look_again, own_name, words
from cms.stamps.triggers import PREFIX, install, remove
from tests.api.conftest import world
from tests.api.factories import World

__all__ = ["world"]


def own(citizen: Citizen) -> str:
    return words(own_name(CITIZEN, citizen.pk))[0]


def some_item(world: World) -> Any:
    return next(iter(world.items.values()))[0]


CHANGES: dict[str, Callable[[World], object]] = {
    "saved": lambda world: some_item(world).save(),
    "updated": lambda world: type(some_item(world)).objects.update(slug=models.F("slug")),
    "deleted": lambda world: some_item(world).delete(),
    "marked": lambda world: ItemTerm.objects.first().delete(),  # type: ignore[union-attr]
    "term renamed": lambda world: Term.objects.update(labels={"da": "Nyt"}),
    "owner renamed": lambda world: type(world.municipalities[0]).objects.update(name="Nyt"),
    "left out": lambda world: ShelfChoice.objects.update_or_create(
        municipality=world.municipalities[0], item_id=some_item(world).pk, defaults={"taken": False}
    ),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_content_that_changes_gets_another_word(
    world: World, change: Callable[[World], object]
) -> None:
    before = words(CONTENT)
    with everything("a test changes content"):
        change(world)
    assert words(CONTENT) != before


def test_reading_changes_nothing(world: World) -> None:
    before = words(CONTENT)
    with everything("a test reads"):
        assert list(type(some_item(world)).objects.all())
    assert before == words(CONTENT) and all(before)


def test_what_is_taken_back_leaves_the_word(world: World) -> None:
    before = words(CONTENT)
    with everything("a test changes content"), pytest.raises(LookupError), transaction.atomic():
        some_item(world).save()
        assert words(CONTENT) != before
        raise LookupError
    assert words(CONTENT) == before


def test_only_who_answered_gets_another_word(world: World) -> None:
    here = world.municipalities[0]
    anna, bo = (
        Citizen.objects.create(municipality=here, issuer="test", subject=name)
        for name in ("anna", "bo")
    )
    before, others = own(anna), own(bo)
    assert before and others and before != others
    anna.reasons_off.create(reason_key="plan")
    answered = own(anna)
    anna.save(update_fields=["language"])
    assert len({before, answered, own(anna)}) == 3
    assert own(bo) == others


def test_who_is_erased_leaves_no_stamp(world: World) -> None:
    citizen = Citizen.objects.create(
        municipality=world.municipalities[0], issuer="test", subject="erased"
    )
    citizen.reasons_off.create(reason_key="plan")
    name = own_name(CITIZEN, citizen.pk)
    citizen.delete()
    assert not Stamp.objects.filter(name=name).exists()


def test_an_unknown_stamp_is_empty(db: None) -> None:
    assert words("nothing", CONTENT)[0] == ""


def test_every_table_is_watched_again_after_a_migration(db: None) -> None:
    def triggers() -> set[str]:
        with connection.cursor() as cursor:
            cursor.execute(ASK[connection.vendor], [f"{PREFIX}%"])
            return {str(row[0]) for row in cursor.fetchall()}

    before = triggers()
    expected = sum(3 * len(watch.tables()) for watch in watches())
    expected += sum(3 + 3 * len(own.columns()) for own in own_watches())
    assert len(before) == expected
    remove(connection)
    assert not triggers()
    install(connection)
    assert triggers() == before


ASK = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger' AND name LIKE %s",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE tgname LIKE %s",
}


def test_at_a_glance_the_word_is_that_of_the_beginning(
    world: World, django_assert_num_queries: Any
) -> None:
    before = words(CONTENT)
    with at_a_glance():
        with django_assert_num_queries(1):
            assert words(CONTENT) == before
            assert words(CONTENT, "rules")[0] == before[0]
        with everything("a test changes content"):
            some_item(world).save()
        assert words(CONTENT) == before
        look_again()
        after = words(CONTENT)
        assert after != before
    assert words(CONTENT) == after


def test_what_a_browser_asked_for_last_time_is_read_with_the_rest(
    world: World, django_assert_num_queries: Any
) -> None:
    citizen = Citizen.objects.create(issuer="t", subject="g", municipality=world.municipalities[0])
    with at_a_glance("a browser"):
        before = (words(CONTENT), own(citizen))
    with at_a_glance("a browser"), django_assert_num_queries(1):
        assert (words(CONTENT), own(citizen)) == before
    with at_a_glance("another"), django_assert_num_queries(2):
        assert (words(CONTENT), own(citizen)) == before
    citizen.save()
    with at_a_glance("a browser"):
        assert own(citizen) != before[1]
