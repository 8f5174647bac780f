"""A series of a made-up type: on the page, by the API, at the desk, and for search machines."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

from cms.capabilities.series.models import Series, SeriesPlace
from cms.capabilities.series.services import begin, dissolve, order_of, put
from cms.exchange.exporter import export_item
from cms.exchange.importer import import_items
from cms.exchange.report import ImportRefused
from cms.history.models import HistoryEntry
from cms.library.models import Item
from cms.municipalities.models import User
from cms.staff.access import welcome
from tests.made_up.test_rating import ask
from tests.personalisation.conftest import Nation

Make = Callable[..., Item]
ClientOf = Callable[..., Client]
TITLE = "Fra frø til træ"


@pytest.fixture
def parts(make: Make) -> list[Item]:
    made = [make("everything", f"del-{n}") for n in (1, 2, 3)]
    series = begin(made[0], TITLE)
    for one in made[1:]:
        put(one, series)
    return made


@pytest.fixture
def staff(nation: Nation) -> Client:
    editor = User.objects.create(username="editor")
    welcome(editor, "national_editor", nation.owner)
    client = Client(SERVER_NAME="localhost")
    client.force_login(editor)
    return client


def desk_of(item: Item) -> str:
    return reverse("editor_desk", args=["everything", item.pk, "series"])


def test_the_page_says_where_one_is_and_what_comes_next(
    parts: list[Item], nation: Nation, client_of: ClientOf
) -> None:
    browser = client_of(nation.citizen())
    html = browser.get("/alt/del-2/").content.decode()
    assert "Del 2 af 3" in html
    assert TITLE in html
    assert 'class="series__next" href="/alt/del-3/"' in html
    assert '"partOfSeries"' in html
    browser.post("/alt/del-2/completion/", {"action": "finish"})
    html = browser.get("/alt/del-2/").content.decode()
    assert "series__next--now" in html
    assert "Godt klaret" in html
    assert "sidste i serien" in client_of().get("/alt/del-3/").content.decode()
    assert "del 3 af 3" in browser.get("/mit-overblik/").content.decode()


def test_what_stands_in_no_series_shows_nothing_of_it(make: Make, client_of: ClientOf) -> None:
    make("everything", "alene")
    assert "series-heading" not in client_of().get("/alt/alene/").content.decode()


def test_the_api(parts: list[Item], nation: Nation, client_of: ClientOf) -> None:
    wanted = "title position count isDone next { slug title id } previous { slug typeName }"
    read = f'{{ everything(slug: "del-2") {{ series {{ {wanted} }} }} }}'
    found = ask(client_of(nation.citizen()), read)["data"]["everything"]["series"]
    assert found == {
        "title": TITLE,
        "position": 2,
        "count": 3,
        "isDone": False,
        "next": {"slug": "del-3", "title": "del-3", "id": parts[2].key},
        "previous": {"slug": "del-1", "typeName": "everything"},
    }
    assert ask(client_of(), read)["data"]["everything"]["series"]["isDone"] is None


def test_owners_make_a_series_and_put_it_in_order(
    make: Make, nation: Nation, staff: Client
) -> None:
    first, second = make("everything", "a"), make("everything", "b")
    desk = desk_of(first)
    staff.post(desk, {"action": "begin", "title": "  "})
    assert not Series.objects.exists()
    staff.post(desk, {"action": "begin", "title": TITLE})
    staff.post(desk, {"action": "add", "item": second.pk})
    series = Series.objects.get()
    assert order_of(series) == [first.pk, second.pk]
    staff.post(desk, {"action": f"earlier:{second.pk}"})
    assert order_of(series) == [second.pk, first.pk]
    staff.post(desk, {"action": "rename", "title": "Nyt navn"})
    assert "Nyt navn" in staff.get(desk).content.decode()
    assert HistoryEntry.objects.filter(action="series.change").exists()
    staff.post(desk, {"action": "dissolve"})
    assert not Series.objects.exists()


def test_the_desk_is_for_those_who_publish_for_the_owner(parts: list[Item], nation: Nation) -> None:
    before = order_of(Series.objects.get())
    other = User.objects.create(username="other")
    welcome(other, "municipal_editor", nation.thisted)
    client = Client(SERVER_NAME="localhost")
    client.force_login(other)
    answer = client.post(desk_of(parts[0]), {"action": f"later:{parts[0].pk}"})
    assert answer.url == reverse("wagtailadmin_home")
    assert order_of(Series.objects.get()) == before


def test_nobody_puts_what_is_anothers_into_a_series(
    parts: list[Item], nation: Nation, staff: Client, make: Make
) -> None:
    lone = make("everything", "thisteds")
    Item.objects.everything("test").filter(pk=lone.pk).update(owner=nation.thisted)
    staff.post(desk_of(parts[0]), {"action": "add", "item": lone.pk})
    assert not SeriesPlace.objects.filter(item_id=lone.pk).exists()


def test_import_says_what_export_says(parts: list[Item], nation: Nation) -> None:
    rows = [export_item(one) for one in parts]
    assert rows[1]["series"] == {"title": TITLE, "slug": "fra-froe-til-trae", "number": 2}
    dissolve(Series.objects.get())
    for _time in range(2):
        import_items("everything", rows)
    assert order_of(Series.objects.get()) == [one.pk for one in parts]


def test_an_import_that_is_wrong_changes_nothing(parts: list[Item], nation: Nation) -> None:
    before = order_of(Series.objects.get())
    row = export_item(parts[1])
    for wrong in ({"title": "A", "order": 1}, {"title": " "}, {"title": "A", "number": 0}):
        with pytest.raises(ImportRefused):
            import_items("everything", [{**row, "series": wrong}])
    assert order_of(Series.objects.get()) == before
