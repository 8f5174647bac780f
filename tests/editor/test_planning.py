"""What a municipality shows for a time: planned, told, undone, and seen in the portal."""

from __future__ import annotations

from datetime import date, timedelta
from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from cms.editor.shelf.days import days_of, period_of, said
from cms.history.models import HistoryEntry
from cms.library.choices import plan
from cms.library.models import Item, ShelfChoice
from cms.library.periods import Period
from cms.library.scope import everything
from cms.municipalities.models import Municipality, User

pytestmark = pytest.mark.django_db
DAY = timedelta(days=1)


@pytest.fixture
def vejen(nation: Path) -> Client:
    """Vejen's editor, logged in."""
    client = Client()
    client.force_login(User.objects.get(username="vejen-redaktoer"))
    return client


def offers(count: int, sharing: str = "offered") -> list[Item]:
    """Some items on offer that Vejen has said nothing of."""
    with everything("test"):
        found = Item.objects.filter(sharing=sharing, live=True, owner__slug="national").exclude(
            shelf_choices__municipality__slug="vejen"
        )
        return list(found.order_by("pk")[:count])


def shows(item: Item) -> bool:
    """Whether the item stands on Vejen's shelf now."""
    where = Municipality.objects.get(slug="vejen")
    return Item.objects.on_shelf_of(where).filter(pk=item.pk).exists()


def today() -> date:
    return timezone.localdate()


def post(client: Client, items: list[Item], what: str, first: object, last: object) -> int:
    """Send the form of the plan."""
    data = {"items": [i.pk for i in items], "what": what, "first": first, "last": last}
    return client.post(reverse("editor_shelf_plan"), data).status_code


def mark(client: Client, item: Item) -> str:
    """What the shelf says of the item's plan."""
    page = client.get(reverse("editor_shelf"), {"q": item.listed_title, "vis": "planned"})
    return next(row.plan for row in page.context["rows"] if row.item.pk == item.pk)


def test_the_button_leads_to_the_days(vejen: Client) -> None:
    first, second = offers(2)
    data = {"do": "plan", "items": [first.pk, second.pk], "address": "?vis=hidden"}
    page = vejen.post(reverse("editor_shelf_choose"), data, follow=True)
    text = page.content.decode()
    assert first.listed_title in text
    assert second.listed_title in text
    assert "?vis=hidden" in text


def test_shown_between_two_days_and_not_before(vejen: Client) -> None:
    [now, later] = offers(2)
    assert post(vejen, [now], "shown", today(), today()) == 302
    assert post(vejen, [later], "shown", today() + DAY, "") == 302
    assert (shows(now), shows(later)) == (True, False)
    assert mark(vejen, later) == said(True, period_of(today() + DAY, None))


def test_what_is_shown_by_default_is_not_shown_before_its_day(vejen: Client) -> None:
    [later, left_out] = offers(2, "on_by_default")
    post(vejen, [later], "shown", today() + DAY, "")
    post(vejen, [left_out], "hidden", today() + DAY, "")
    assert (shows(later), shows(left_out)) == (False, True)
    post(vejen, [left_out], "hidden", "", today() + DAY)
    assert not shows(left_out)


def test_several_are_planned_at_once_and_undone_whole(vejen: Client) -> None:
    items = offers(3)
    post(vejen, items[:1], "shown", today() - DAY, today() + DAY)
    post(vejen, items, "shown", today() + DAY, today() + 2 * DAY)
    assert not any(shows(item) for item in items)
    vejen.post(reverse("editor_shelf_undo"))
    assert [shows(item) for item in items] == [True, False, False]
    said_of = ShelfChoice.objects.filter(item=items[1], municipality__slug="vejen")
    assert [(one.taken, one.period) for one in said_of] == [(None, Period())]


def test_the_history_says_from_when_until_when(vejen: Client) -> None:
    [item] = offers(1)
    post(vejen, [item], "shown", today(), "")
    entry = HistoryEntry.objects.filter(action="shelf.plan").latest("pk")
    assert entry.owner.slug == "vejen"
    assert entry.data["changes"]["holds_from"]["after"].startswith(
        period_of(today(), None).start.isoformat()[:10]
    )


def test_taking_in_and_following_take_the_plan_away(vejen: Client) -> None:
    [item] = offers(1)
    for deed, shown in (("take", True), ("follow", False)):
        post(vejen, [item], "shown", today() + DAY, "")
        vejen.post(reverse("editor_shelf_choose"), {"do": f"{deed} {item.pk}"})
        assert shows(item) is shown
        assert ShelfChoice.objects.get(item=item, municipality__slug="vejen").period == Period()


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [("", "", "first"), (date(2026, 12, 2), date(2026, 12, 1), "last"), ("x", "", "first")],
)
def test_days_that_make_no_period_are_refused(
    vejen: Client, first: object, last: object, field: str
) -> None:
    [item] = offers(1)
    data = {"items": [item.pk], "what": "shown", "first": first, "last": last}
    answer = vejen.post(reverse("editor_shelf_plan"), data)
    assert answer.status_code == 200
    assert field in answer.context["form"].errors
    assert not ShelfChoice.objects.filter(item=item, municipality__slug="vejen").exists()


def test_a_mandatory_item_stops_them_all(vejen: Client) -> None:
    items = [*offers(1), *offers(1, "mandatory")]
    post(vejen, items, "shown", today(), "")
    assert not ShelfChoice.objects.filter(item__in=items, municipality__slug="vejen").exists()
    assert "Intet er ændret" in vejen.get(reverse("editor_shelf")).content.decode()


def test_what_is_not_on_offer_is_not_planned(vejen: Client) -> None:
    [item] = offers(1)
    thisted = Municipality.objects.get(slug="thisted")
    Item.objects.everything("test").filter(pk=item.pk).update(sharing="private", owner=thisted)
    assert post(vejen, [item], "shown", today(), "") in (302, 403)
    answer = vejen.get(reverse("editor_shelf_plan"), {"items": item.pk}, follow=True)
    assert item.listed_title not in answer.content.decode()
    assert not ShelfChoice.objects.filter(item=item, municipality__slug="vejen").exists()


def test_the_shelf_screen_agrees_with_the_shelf(vejen: Client) -> None:
    where = Municipality.objects.get(slug="vejen")
    now = timezone.now()
    moments = [None, now - DAY, now + DAY]
    items = [*offers(9), *offers(9, "on_by_default")]
    for number, item in enumerate(items):
        period = Period(moments[number % 3], moments[number // 3 % 3])
        plan([item], where, number % 2 == 0, period)
    page = vejen.get(reverse("editor_shelf"), {"vis": "planned"})
    for row in page.context["rows"]:
        assert row.is_shown == shows(row.item), row.plan
    for one in items:
        assert not is_counted_elsewhere(vejen, one)


def is_counted_elsewhere(client: Client, item: Item) -> bool:
    """Whether `Vist hos jer` and `Ikke vist` both hold the item, or neither."""
    asked = {"q": item.listed_title, "type": item.type_name}
    found = [
        item.pk
        in {
            row.item.pk
            for row in client.get(reverse("editor_shelf"), {**asked, "vis": state}).context["rows"]
        }
        for state in ("shown", "hidden")
    ]
    return found != [shows(item), not shows(item)]


def test_days_are_whole_and_said_plainly() -> None:
    first, last = date(2027, 12, 1), date(2027, 12, 24)
    period = period_of(first, last)
    assert days_of(period) == (first, last)
    assert said(True, period) == "vises fra 1. december 2027 til og med 24. december 2027"
    assert said(False, Period(None, period.end)) == "vises ikke til og med 24. december 2027"
    assert said(True, Period()) == ""
