"""Webhooks: who is told of what, in which order, how often, and where it never goes."""

from __future__ import annotations

import base64
import hmac
import json
from hashlib import sha256
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.utils import timezone

from cms.library.choices import Decision, decide
from cms.library.models import Item
from cms.municipalities.models import Municipality
from cms.webhooks.delivery import claim, deliver
from cms.webhooks.models import Message, Occasion, State, Subscription
from cms.webhooks.sending import NotDelivered, send
from cms.webhooks.services import end, replay, subscribe
from tests.webhooks.conftest import EVERY, all_due, events, own_item, withdrawn
from tests.webhooks.receiver import Receiver

pytestmark = pytest.mark.django_db


def test_what_comes_changes_and_goes_is_told_signed(
    vejen: Municipality, receiver: Receiver
) -> None:
    subscription, item = subscribe(vejen, receiver.url, EVERY), own_item(vejen)
    for live in (True, False, True):
        withdrawn(item, live=live)
        deliver()
    assert events(receiver) == ["item.changed", "item.withdrawn", "item.published"]
    for headers, body in receiver.came:
        signed = f"{headers['webhook-id']}.{headers['webhook-timestamp']}.".encode() + body
        key = base64.b64decode(subscription.secret.removeprefix("whsec_"))
        right = base64.b64encode(hmac.new(key, signed, sha256).digest()).decode()
        assert headers["webhook-signature"] == f"v1,{right}"
    told = json.loads(receiver.came[-1][1])["data"]
    assert told["id"] == item.key
    assert set(told) == {"id", "type", "slug", "title", "municipality", "graphql"}


def test_only_what_is_on_the_own_shelf_and_asked_for(
    vejen: Municipality, receiver: Receiver
) -> None:
    thisted = Municipality.objects.get(slug="thisted")
    subscribe(thisted, receiver.url, EVERY)
    subscribe(vejen, receiver.url, ["item.withdrawn"])
    item = own_item(vejen)
    Item.objects.everything("a test").filter(pk=item.pk).update(sharing="private")
    item.sharing = "private"
    withdrawn(item, live=True)
    deliver()
    known = Message.objects.exclude(event="item.withdrawn")
    assert not known.exists()
    assert not Message.objects.filter(subscription__municipality=vejen).exists()


def test_the_municipalitys_own_choice_is_told(vejen: Municipality, receiver: Receiver) -> None:
    subscribe(vejen, receiver.url, EVERY)
    offered = Item.objects.on_shelf_of(vejen).filter(sharing="on_by_default").first()
    for decision in (Decision.LEAVE, Decision.TAKE):
        decide([offered], vejen, decision)
        deliver()
    assert events(receiver) == ["item.withdrawn", "item.published"]


def test_what_fails_is_tried_again_in_order_under_its_name(
    vejen: Municipality, receiver: Receiver
) -> None:
    subscription, item = subscribe(vejen, receiver.url, EVERY), own_item(vejen)
    receiver.answers = [500, 302]
    for live in (False, True):
        withdrawn(item, live=live)
        deliver()
    assert events(receiver) == ["item.withdrawn"]
    assert claim(subscription) is None
    for _ in range(2):
        all_due()
        deliver()
    assert events(receiver) == ["item.withdrawn"] * 3 + ["item.published"]
    names = [headers["webhook-id"] for headers, _body in receiver.came]
    assert len(set(names)) == 2
    assert set(names[:3]) == {names[0]}


def test_one_message_has_one_worker(vejen: Municipality, receiver: Receiver) -> None:
    subscription, item = subscribe(vejen, receiver.url, EVERY), own_item(vejen)
    receiver.answers = [500]
    withdrawn(item, live=False)
    deliver()
    all_due()
    assert claim(subscription) is not None
    assert claim(subscription) is None
    Message.objects.update(claimed_until=timezone.now())
    assert claim(subscription) is not None


def test_what_is_given_up_lets_others_by_and_can_be_sent_again(
    vejen: Municipality, receiver: Receiver, settings: Any
) -> None:
    settings.WEBHOOKS_RETRY_SECONDS = [1]
    subscription, item = subscribe(vejen, receiver.url, EVERY), own_item(vejen)
    receiver.answers = [500, 500]
    for live in (False, True):
        withdrawn(item, live=live)
        deliver()
    all_due()
    deliver()
    first, second = subscription.messages.all()
    assert (first.state, first.problem, second.state) == ("dead", "status_500", "delivered")
    assert replay(subscription) == 1
    deliver()
    first.refresh_from_db()
    assert first.state == State.DELIVERED
    assert events(receiver)[-1] == "item.withdrawn"


@pytest.mark.parametrize(
    "url",
    ["https://127.0.0.1/", "https://localhost/", "https://[::1]/", "https://10.0.0.1/",
     "https://169.254.169.254/latest", "https://[::ffff:127.0.0.1]/", "https://2130706433/"],
)  # fmt: skip
def test_nothing_is_sent_into_a_closed_net(url: str) -> None:
    with pytest.raises(NotDelivered) as fault:
        send(url, b"{}", {})
    assert fault.value.problem == "closed_net"


def test_nothing_is_sent_in_the_open() -> None:
    with pytest.raises(NotDelivered, match="not_https"):
        send("http://example.org/", b"{}", {})


@pytest.mark.parametrize(
    "url",
    ["http://a.example/", "ftp://a.example/", "https://", "https://a:b@c.example/", "x",
     "https://a.example:port/", "https://a .example/", "https://a.example/\r\nX: 1x",
     "https://a.example/" + "x" * 500],
)  # fmt: skip
def test_an_address_that_can_not_be_is_refused(vejen: Municipality, url: str) -> None:
    with pytest.raises(ValidationError) as refused:
        subscribe(vejen, url, EVERY)
    assert set(refused.value.message_dict) == {"url"}
    assert not Subscription.objects.exists()


def test_nothing_is_written_down_that_nobody_hears(vejen: Municipality, receiver: Receiver) -> None:
    withdrawn(own_item(vejen), live=True)
    assert not Occasion.objects.exists()
    end(subscribe(vejen, receiver.url, EVERY))
    assert deliver() == {}
    assert not receiver.came
