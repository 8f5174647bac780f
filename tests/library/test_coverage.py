"""Coverage counts what the shelf's own scope shows, for every municipality and every item."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path
from random import Random

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.library.coverage import by_item, by_municipality, national_items, showing
from cms.library.models import Item, Loan, Overlay, ShelfChoice
from cms.library.registry import item_model, item_models
from cms.library.scope import everything
from cms.municipalities.models import Municipality
from tests.conftest import SEED

pytestmark = pytest.mark.django_db


def choose_at_random(random: Random, share: float = 0.3) -> None:
    """Let every municipality say something about some items, also things that come to nothing."""
    now, day = timezone.now(), timedelta(days=1)
    moments = [None, None, now - day, now + day]
    items = list(national_items())
    municipalities = list(Municipality.objects.all())
    with everything("test"):
        for item in random.sample(items, k=max(1, len(items) // 5)):
            Item.objects.filter(pk=item.pk).update(sharing="lent")
    Loan.objects.bulk_create(
        Loan(item_id=item.pk, municipality=one)
        for item in items
        for one in random.sample(municipalities, k=5)
        if not Loan.objects.filter(item_id=item.pk).exists()
    )
    ShelfChoice.objects.all().delete()
    ShelfChoice.objects.bulk_create(
        ShelfChoice(
            municipality=one,
            item_id=item.pk,
            taken=random.choice([None, True, False]),
            pinned=random.random() < 0.3,
            holds_from=random.choice(moments),
            holds_until=random.choice(moments),
        )
        for one in municipalities
        for item in items
        if random.random() < share
    )


@pytest.fixture
def chosen(nation: Path) -> list[Municipality]:
    """Municipalities that have all chosen differently."""
    choose_at_random(Random(SEED))
    return list(Municipality.objects.all())


def on_shelf(one: Municipality) -> set[int]:
    """The nation's items that the municipality's citizens meet, as the portal reads them."""
    shelf = Item.objects.on_shelf_of(one).filter(owner__slug="national").exclude(sharing="private")
    return set(shelf.values_list("pk", flat=True))


def test_what_is_counted_is_what_stands_on_the_shelves(chosen: list[Municipality]) -> None:
    shelves = {one.pk: on_shelf(one) for one in chosen}
    assert len({len(shelf) for shelf in shelves.values()}) > 5
    for row in by_municipality():
        assert row.shown == len(shelves[row.municipality.pk]), row.municipality
        assert 0 <= row.share <= 1
        assert row.shown <= row.shared
    for one in by_item():
        places = {key for key, shelf in shelves.items() if one.item.pk in shelf}
        assert one.shown == len(places), (one.item.listed_title, one.item.sharing)
        assert showing(one.item) == places
        pins = ShelfChoice.objects.filter(item_id=one.item.pk, pinned=True)
        assert one.pinned == len(places & set(pins.values_list("municipality_id", flat=True)))


def test_own_items_and_own_words_are_counted_where_they_are(nation: Path) -> None:
    Overlay.objects.all().delete()
    vejen = Municipality.objects.get(slug="vejen")
    first, second = national_items().order_by("pk")[:2]
    for bare, was in ((first, "Noget helt andet"), (second, None)):
        item = item_model(bare.type_name).objects.everything("test").get(pk=bare.pk)
        field = item.declaration.overridable[0]
        Overlay.objects.create(
            municipality=vejen,
            item=bare,
            values={field: "Vores ord"},
            originals={field: was or getattr(item, field)},
        )
    rows = {row.municipality.slug: row for row in by_municipality()}
    assert (rows["vejen"].own_words, rows["vejen"].stale_words) == (2, 1)
    assert rows["thisted"].own_words == 0
    own = Item.objects.everything("test").filter(owner=vejen, live=True).count()
    assert rows["vejen"].own_items == own > 0


def test_more_of_everything_asks_no_more_questions(nation: Path) -> None:
    few = questions()
    choose_at_random(Random(SEED))
    for one in Municipality.objects.all()[:30]:
        for item in national_items()[:5]:
            words = {"values": {"title": "x"}, "originals": {"title": "y"}}
            Overlay.objects.get_or_create(municipality=one, item=item, defaults=words)
    # Own words are compared type by type.
    assert questions() <= few + len(item_models())


def questions() -> int:
    """How many queries the two overviews take."""
    with CaptureQueriesContext(connection) as asked:
        by_municipality()
        by_item()
    return len(asked)
