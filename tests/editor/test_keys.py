"""The web team's screen: a key is shown once, and everybody else's keys aren't there."""

from __future__ import annotations

from pathlib import Path

import pytest
from django.test import Client
from django.urls import reverse

from cms.history.models import HistoryEntry
from cms.keys.models import AllowedOrigin, ApiKey
from cms.keys.origins import allow_origin
from cms.keys.services import make_key
from cms.municipalities.models import Municipality
from cms.webhooks.models import Message, Subscription
from tests.editor.test_site import logged_in

pytestmark = pytest.mark.django_db
KEY = {"name": "Forsiden", "scopes": ["read"], "a_minute": "60", "a_day": "1000"}


@pytest.fixture
def vejen(nation: Path) -> Client:
    """Vejen's administrator."""
    return logged_in("vejen-administrator")


def test_a_key_is_made_and_shown_once_and_closed(vejen: Client) -> None:
    answer = vejen.post(reverse("editor_keys_make"), KEY)
    key = ApiKey.objects.get()
    secret = answer.context["secret"]
    assert secret in answer.content.decode()
    assert "no-store" in answer["Cache-Control"]
    again = vejen.get(reverse("editor_keys")).content.decode()
    assert secret not in again
    assert key.prefix in again
    vejen.post(reverse("editor_keys_revoke", args=[key.pk]))
    key.refresh_from_db()
    assert key.revoked_at
    done = HistoryEntry.objects.filter(object_id=key.pk, action__startswith="keys.")
    assert {entry.user.username for entry in done} == {"vejen-administrator"}
    assert done.count() == 2
    assert secret not in str(list(done.values()))


def test_what_is_written_wrongly_is_said_at_the_field(vejen: Client) -> None:
    answer = vejen.post(reverse("editor_keys_make"), {**KEY, "a_minute": "0"})
    assert set(answer.context["key_form"].errors) == {"a_minute"}
    answer = vejen.post(reverse("editor_keys_origin"), {"origin": "vejen.dk"})
    assert set(answer.context["origin_form"].errors) == {"origin"}
    assert not ApiKey.objects.exists()
    assert not AllowedOrigin.objects.exists()


def test_websites_are_added_and_removed(vejen: Client) -> None:
    vejen.post(reverse("editor_keys_origin"), {"origin": "https://www.vejen.example/"})
    allowed = AllowedOrigin.objects.get()
    assert allowed.origin == "https://www.vejen.example"
    vejen.post(reverse("editor_keys_origin_remove", args=[allowed.pk]))
    assert not AllowedOrigin.objects.exists()


def test_others_have_no_way_in(vejen: Client) -> None:
    thisted = Municipality.objects.get(slug="thisted")
    key = make_key(thisted, "Forsiden", ["read"]).key
    allowed = allow_origin(thisted, "https://www.thisted.example")
    assert vejen.post(reverse("editor_keys_revoke", args=[key.pk])).status_code == 404
    assert vejen.post(reverse("editor_keys_origin_remove", args=[allowed.pk])).status_code == 404
    for name in ("vejen-administrator", "vejen-redaktoer"):
        make = reverse("editor_keys_make") + ("?kommune=thisted" if "admin" in name else "")
        refused = logged_in(name).post(make, KEY)
        assert refused.status_code in (302, 403)
    key.refresh_from_db()
    assert (key.revoked_at, ApiKey.objects.count(), AllowedOrigin.objects.count()) == (None, 1, 1)


def test_addresses_are_told_stopped_and_told_again(vejen: Client) -> None:
    told = {"url": "https://www.vejen.example/nyt", "events": ["item.published"]}
    answer = vejen.post(reverse("editor_keys_webhook"), told)
    subscription = Subscription.objects.get()
    assert subscription.secret in answer.content.decode()
    again = vejen.get(reverse("editor_keys")).content.decode()
    assert subscription.url in again
    assert subscription.secret not in again
    message = Message.objects.create(
        subscription=subscription, event="item.published", payload={"data": {}}, state="dead"
    )
    vejen.post(reverse("editor_keys_webhook_replay", args=[subscription.pk]))
    message.refresh_from_db()
    assert message.state == "waiting"
    other = logged_in("thisted-administrator")
    stop = reverse("editor_keys_webhook_end", args=[subscription.pk])
    assert other.post(stop).status_code == 404
    assert Subscription.objects.exists()
    vejen.post(stop)
    assert not Subscription.objects.exists()
