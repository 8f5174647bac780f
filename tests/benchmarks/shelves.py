"""A large library: publishing an item for every municipality, and the shelf screen.

Everything is made inside a transaction that is rolled back. `run()` gives rows for the table.
The reference is a screen of the editors' that reads nothing of the library.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable, Mapping
from typing import Any

from django.db import connection, transaction
from django.test import Client
from django.test.utils import (
    CaptureQueriesContext,
    setup_test_environment,
    teardown_test_environment,
)
from django.urls import reverse
from modelcluster.models import get_all_child_relations
from wagtail import hooks

from cms.exchange.bulk import create_all
from cms.library.models import Item, Loan, Overlay, ShelfChoice
from cms.library.registry import item_models
from cms.library.scope import everything
from cms.library.sharing import Sharing
from cms.municipalities.models import Municipality, Owner, User, national_owner
from cms.staff.access import welcome
from tests.support.forms import posted

ITEMS = 5000
ROUNDS = 7
MILLI = 1e3
# How each ten items are shared.
LEVELS = (
    *(Sharing.OFFERED,) * 5,
    *(Sharing.ON_BY_DEFAULT,) * 3,
    Sharing.MANDATORY,
    Sharing.LENT,
)
SAID = (True, False, None)
REFERENCE, SHELF, PUBLISH = "another screen", "shelf screen", "publish"
Row = tuple[str, float, str]
Deed = Callable[[], Any]


def run() -> list[Row]:
    """Median milliseconds of each deed, and how many queries each makes."""
    # So that a page says which form it shows, as in a test.
    setup_test_environment()
    # The editors' forms are registered when the first page of theirs is asked for.
    hooks.search_for_hooks()
    try:
        with transaction.atomic():
            rows = measured(Library())
            transaction.set_rollback(True)
        return rows
    finally:
        teardown_test_environment()


def measured(library: Library) -> list[Row]:
    """Time and count each deed."""
    deeds = library.deeds()
    times = seconds(deeds)
    rows: list[Row] = []
    for name, deed in deeds.items():
        rows.append((f"{library.count} items: {name}", times[name] * MILLI, "ms"))
        rows.append((f"{library.count} items: {name}", float(queries(deed)), "queries"))
    return rows


def seconds(deeds: Mapping[str, Deed]) -> dict[str, float]:
    """Median seconds of each deed, in turns, so that a busy machine is busy for all."""
    taken: dict[str, list[float]] = {name: [] for name in deeds}
    for _ in range(ROUNDS + 1):
        for name, deed in deeds.items():
            start = time.perf_counter()
            deed()
            taken[name].append(time.perf_counter() - start)
    # The first of each warms up.
    return {name: statistics.median(times[1:]) for name, times in taken.items()}


def queries(deed: Deed) -> int:
    """How many statements a deed sends to the database."""
    with CaptureQueriesContext(connection) as captured:
        deed()
    return len(captured)


class Library:
    """Shared items of the simplest type, chosen by some municipalities and worded by all."""

    def __init__(self, count: int = ITEMS) -> None:
        """Make them in the database as it is."""
        self.count = count
        self.model, self.nation = simplest_type(), national_owner()
        self.municipalities = list(Municipality.objects.all())
        with everything("the benchmark makes items of its own"):
            self.items = [self._item(number) for number in range(count)]
            create_all(self.items)
            self._choices()

    def deeds(self) -> dict[str, Deed]:
        """What is measured."""
        return {REFERENCE: self.other_screen(), SHELF: self.shelf(), PUBLISH: self.publishing()}

    def _item(self, number: int) -> Item:
        declared = self.model.declaration
        item = self.model(
            owner=self.nation,
            sharing=LEVELS[number % len(LEVELS)],
            slug=f"maalt-{number}",
            live=True,
            **dict.fromkeys(declared.fields_of("text"), f"Målt {number}"),
        )
        parts = [one.get_accessor_name() for one in get_all_child_relations(self.model)]
        for name in (*declared.fields_of("terms"), *parts):
            # Known to be empty: otherwise each would be looked up, item by item.
            setattr(item, str(name), [])
        item.fill_in()
        return item

    def _choices(self) -> None:
        """Ten municipalities speak of every fifth item, and all of one."""
        said = [
            (item, where)
            for number, item in enumerate(self.items)
            for where in (self.municipalities if item is self.shared else self.municipalities[:10])
            if number % 5 == 0 or item is self.shared
        ]
        ShelfChoice.objects.bulk_create(
            ShelfChoice(municipality=where, item_id=item.pk, taken=SAID[item.pk % 3])
            for item, where in said
        )
        words = dict.fromkeys(self.model.declaration.overridable, "Vores egne ord")
        Overlay.objects.bulk_create(
            Overlay(municipality=where, item_id=self.shared.pk, values=words)
            for where in self.municipalities
        )
        Loan.objects.bulk_create(
            Loan(municipality=where, item_id=item.pk)
            for item in self.items
            for where in self.municipalities[:20]
            if item.sharing == Sharing.LENT
        )

    @property
    def shared(self) -> Item:
        """The one that is published: shown by default, and worded by every municipality."""
        return next(item for item in self.items if item.sharing == Sharing.ON_BY_DEFAULT)

    def other_screen(self) -> Deed:
        """What the admin costs by itself."""
        client = editor_of("municipal_administrator", self.municipalities[0])
        return lambda: answered(client.get(reverse("editor_site")), 200)

    def shelf(self) -> Deed:
        """The first page of everything on offer."""
        client = editor_of("municipal_administrator", self.municipalities[0])
        return lambda: answered(client.get(reverse("editor_shelf")), 200)

    def publishing(self) -> Deed:
        """The national editor publishes the item that everybody shows."""
        client = editor_of("national_editor", national_owner())
        name = self.model.snippet_viewset.get_url_name("edit")
        address = reverse(name, args=[self.shared.pk])
        form = posted(answered(client.get(address), 200))
        title = self.model.declaration.title_field
        turns = iter(range(10_000))
        publish = {"action-publish": "1"}
        return lambda: answered(
            client.post(address, {**form, **publish, title: f"Udgivet {next(turns)}"}), 302
        )


def simplest_type() -> type[Item]:
    """The type of national items with fewest required fields."""
    models = [m for m in item_models().values() if "national" in m.declaration.settings.owners]
    return min(models, key=lambda m: sum(f.required for f in m.declaration.fields.values()))


def editor_of(role: str, owner: Owner) -> Client:
    """Somebody with the role, logged in."""
    user, _made = User.objects.get_or_create(username=f"{role}-{owner.slug}-maalt")
    welcome(user, role, owner)
    client = Client()
    client.force_login(user)
    return client


def answered(answer: Any, status: int) -> Any:
    """The answer. Fails where it is another than expected."""
    assert answer.status_code == status, f"{answer.status_code}, not {status}"
    return answer
