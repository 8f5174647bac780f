"""Sessions in the database, read with less ado, are what they were."""

from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.utils import timezone

from cms.citizens.identity.sessions import SessionStore

pytestmark = pytest.mark.django_db


def test_what_is_kept_is_read_and_what_is_changed_is_read_anew() -> None:
    store = SessionStore()
    store["choice"] = {"courses": [1, 2]}
    store.save()
    key = store.session_key
    read = SessionStore(key)
    read["choice"]["courses"].append(3)
    assert SessionStore(key)["choice"] == {"courses": [1, 2]}
    read.save()
    assert SessionStore(key)["choice"] == {"courses": [1, 2, 3]}


def test_one_that_has_expired_is_empty() -> None:
    store = SessionStore()
    store["choice"] = 1
    store.save()
    Session.objects.update(expire_date=timezone.now() - timedelta(seconds=1))
    again = SessionStore(store.session_key)
    assert again.get("choice") is None
    assert again.session_key is None


def test_one_that_somebody_has_written_by_hand_is_empty() -> None:
    store = SessionStore()
    store["choice"] = 1
    store.save()
    Session.objects.update(session_data="e30:forged:forged")
    assert SessionStore(store.session_key).get("choice") is None


def test_an_unknown_key_is_nobodys() -> None:
    assert SessionStore("a" * 32).get("choice") is None
