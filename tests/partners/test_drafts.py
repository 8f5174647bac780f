"""A draft that nobody has met is deleted by those who wrote it, after a question."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from cms.history.models import HistoryEntry
from cms.library.models import Item
from cms.partners.drafts import delete_draft
from cms.submissions.models import Submission
from cms.submissions.services import Refused, approve, submit, take_down, withdraw
from tests.partners.test_pages import client_of, url
from tests.submissions.conftest import NewItem, Town, draft, fresh, town

__all__ = ["draft", "town"]


@pytest.fixture
def smed(town: Town) -> Client:
    return client_of(town["smed"])


def there(item: Item) -> bool:
    return bool(Item.objects.everything("test").filter(pk=item.pk).exists())


def test_it_is_asked_first_and_written_down(town: Town, smed: Client, draft: NewItem) -> None:
    item = draft()
    assert "Slet kladden: Åbent hus" in smed.get(url("home")).content.decode()
    page = smed.get(url("delete", "company_event", item.pk)).content.decode()
    assert "Åbent hus" in page
    assert there(item)
    done = smed.post(url("delete", "company_event", item.pk), follow=True).content.decode()
    assert "er slettet" in done
    assert not there(item)
    entry = HistoryEntry.objects.get(action="wagtail.delete")
    assert (entry.label, entry.user, entry.owner_id) == ("Åbent hus", town["smed"], town.company.pk)


def test_what_waits_is_taken_back_first(town: Town, smed: Client, draft: NewItem) -> None:
    item = draft()
    (row,) = submit(fresh(item), [town.vejen], town["smed"])
    assert "Slet kladden:" not in smed.get(url("home")).content.decode()
    refused = smed.post(url("delete", "company_event", item.pk), follow=True)
    assert "Træk det tilbage først" in refused.content.decode()
    assert there(item)
    assert Submission.objects.get().is_waiting
    withdraw(row, town["smed"])
    smed.post(url("delete", "company_event", item.pk))
    assert not there(item)


def test_what_was_shown_stays(town: Town, smed: Client, draft: NewItem) -> None:
    item = draft()
    (row,) = submit(fresh(item), [town.vejen], town["smed"])
    approve(row, town["vejen-redaktør"], seen=row.revision_id or 0)
    take_down(fresh(item), town["smed"])
    assert "Slet kladden:" not in smed.get(url("home")).content.decode()
    refused = smed.post(url("delete", "company_event", item.pk), follow=True)
    assert "kan ikke slettes" in refused.content.decode()
    assert there(item)
    with pytest.raises(Refused):
        delete_draft(fresh(item), town["smed"])


def test_nobody_else_deletes_it(town: Town, draft: NewItem) -> None:
    item = fresh(draft())
    for name in ("anden", "vejen-redaktør", "landet"):
        with pytest.raises(PermissionDenied):
            delete_draft(item, town[name])
    assert there(item)
    assert not HistoryEntry.objects.filter(action="wagtail.delete").exists()
