"""The gateways against stand-ins that speak the real protocols over a real socket."""

from __future__ import annotations

import json
from uuid import uuid4

import pytest

from cms.demo.message_gateways import Browser, Gateways
from cms.pushes.gateways.base import (
    ContactGone,
    Fate,
    FateUnknown,
    GatewayAway,
    Message,
    NotAccepted,
    Refused,
)
from cms.pushes.gateways.digital_post import DigitalPost
from cms.pushes.gateways.sms import Sms
from cms.pushes.gateways.web_push import WebPush
from scripts.servers import free_port
from tests.pushes.conftest import KEY

Doors = tuple[Gateways, str]


def message(to: str, **more: object) -> Message:
    return Message(uuid4(), to, "Overskrift", "Tekst æøå", **more)  # type: ignore[arg-type]


def nothing() -> None:
    """What happens at the border, here."""


def sms(address: str, token: str = "demo", **more: str) -> Sms:
    return Sms(f"{address}/sms", token, ask_address=f"{address}/sms/{{key}}", **more)


def test_a_text_message_arrives(doors: Doors) -> None:
    application, address = doors
    letter = message("+4512345678")
    sms(address).send(letter, nothing)
    (kept,) = application.store.all(f"sms-{letter.key.hex}")
    sent = json.loads(kept.read_text())
    assert sent["recipient"] == 4512345678
    assert sent["message"] == "Tekst æøå"
    assert sms(address).ask(letter.key) is Fate.ACCEPTED
    assert sms(address).ask(uuid4()) is Fate.NOT_ACCEPTED


def test_the_same_text_message_twice_is_one(doors: Doors) -> None:
    application, address = doors
    letter, gateway = message("+4512345678"), sms(address, key_header="Idempotency-Key")
    assert gateway.repeats_safely
    gateway.send(letter, nothing)
    gateway.send(letter, nothing)
    assert len(application.store.all(f"sms-{letter.key.hex}")) == 1


@pytest.mark.parametrize(
    ("status", "fault"),
    [
        ("401 No", GatewayAway),
        ("422 No", Refused),
        ("429 Later", NotAccepted),
        ("503 Later", NotAccepted),
        ("500 Oh", FateUnknown),
        ("502 Oh", FateUnknown),
    ],
)
def test_what_answers_mean(doors: Doors, status: str, fault: type[Exception]) -> None:
    application, address = doors
    application.fault = status
    with pytest.raises(fault):
        sms(address).send(message("+4512345678"), nothing)


def test_nobody_at_the_door() -> None:
    """Nothing was said to anybody, so it is certain that nothing was accepted."""
    with pytest.raises(GatewayAway):
        sms(f"http://127.0.0.1:{free_port()}").send(message("+4512345678"), nothing)


def test_digital_post_arrives_once(doors: Doors) -> None:
    application, address = doors
    gateway = DigitalPost(f"{address}/memos", cvr="12345678")
    letter = message("6101011234", html="<p>Brev</p>", sender="Prøveby")
    gateway.send(letter, nothing)
    gateway.send(letter, nothing)
    (kept,) = application.store.all(f"memos-{letter.key}")
    assert "<memo:recipientID>6101011234</memo:recipientID>" in kept.read_text()
    assert gateway.ask(letter.key) is Fate.ACCEPTED


def test_a_note_is_encrypted_for_one_browser(doors: Doors) -> None:
    application, address = doors
    browser = Browser("b1")
    application.browsers["b1"] = browser
    said = browser.subscription(address)
    letter = message(str(said["endpoint"]), keys=said["keys"], link="/indbakke/")
    gateway = web_push()
    gateway.send(letter, nothing)
    gateway.send(letter, nothing)
    (kept,) = application.store.all(f"browser-{letter.key.hex}")
    note = json.loads(kept.read_bytes())
    assert note["title"] == "Overskrift"
    assert note["tag"] == letter.key.hex


def test_a_browser_that_is_gone(doors: Doors) -> None:
    said = Browser("gone").subscription(doors[1])
    with pytest.raises(ContactGone):
        web_push().send(message(str(said["endpoint"]), keys=said["keys"]), nothing)


def test_only_known_services_are_called() -> None:
    """A subscription is an address from outside: it must not lead to our own inner doors."""
    gateway = WebPush(KEY, "post@eksempel.dk")
    assert gateway.may_call("https://updates.push.services.mozilla.com/wpush/v2/x")
    for address in (
        "http://updates.push.services.mozilla.com/x",
        "https://127.0.0.1/x",
        "https://fcm.googleapis.com.evil.example/x",
        "https://evil.example/fcm.googleapis.com",
    ):
        assert not gateway.may_call(address)


def web_push() -> WebPush:
    return WebPush(KEY, "post@eksempel.dk", hosts=("127.0.0.1",), needs_tls=False)
