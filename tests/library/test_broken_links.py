"""Items with broken links are told from the rest, with exactly the links that are broken."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from cms.library.broken_links import faulty, with_broken_links
from cms.library.models import CheckedLink, Item
from tests.submissions.conftest import NewItem, Town, draft, fresh, town

__all__ = ["draft", "town"]


def failed(url: str, items: list[Item], times: int = 2, since: datetime | None = None) -> None:
    """A link in these items that failed so many times."""
    link = CheckedLink(url=url)
    for _time in range(times):
        link.note(404, "status", since or timezone.now())
    link.save()
    through = CheckedLink.items.through
    through.objects.bulk_create(through(checkedlink=link, item_id=item.pk) for item in items)


@pytest.fixture
def own(town: Town, draft: NewItem) -> list[Item]:
    """Three public items of Vejen's: B, A, and C."""
    made = [draft("activity", town.vejen, town["vejen-redaktør"], title=title) for title in "BAC"]
    for item in made:
        fresh(item).latest_revision.publish(skip_permission_checks=True)
    return made


def test_each_with_its_links_by_title(own: list[Item]) -> None:
    second, first, good = own
    now = timezone.now()
    failed("https://x.example/", [first, second])
    failed("https://y.example/", [first], times=1, since=now - timedelta(days=2))
    failed("https://passing.example/", [good], times=1)
    failed("https://works.example/", [good], times=0)
    found = faulty(Item.objects.everything("test"), now)
    assert [(one.item.pk, [link.url for link in one.links]) for one in found] == [
        (first.pk, ["https://y.example/", "https://x.example/"]),
        (second.pk, ["https://x.example/"]),
    ]


def test_drafts_and_other_items_are_left_out(own: list[Item], town: Town, draft: NewItem) -> None:
    unpublished = draft("activity", town.vejen, town["vejen-redaktør"])
    failed("https://x.example/", [unpublished, own[0]])
    items = Item.objects.everything("test")
    assert set(with_broken_links(items, timezone.now())) == {own[0].item_ptr}  # type: ignore[attr-defined]
    others = items.exclude(pk=own[0].pk)
    assert faulty(others, timezone.now()) == []


def test_more_items_and_links_ask_no_more(own: list[Item]) -> None:
    for number in range(20):
        failed(f"https://{number}.example/", own)
    with CaptureQueriesContext(connection) as asked:
        assert len(faulty(Item.objects.everything("test"), timezone.now())) == 3
    assert len(asked) == 3
