"""Workers that are told to stop finish what is on its way, and leave the rest to others."""

from __future__ import annotations

import os
import signal
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from unittest.mock import patch

import pytest
from django.core.management import call_command

from cms.municipalities.models import Municipality
from cms.pushes.gateways.files import Files
from cms.pushes.models import Letter
from cms.pushes.services import push
from cms.webhooks.models import Message
from cms.webhooks.services import subscribe
from tests.pushes.conftest import make_citizen
from tests.support.sites import opened
from tests.webhooks.receiver import receiving

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def signals_kept() -> Iterator[None]:
    """The commands listen to signals; afterwards pytest does again."""
    kept = {each: signal.getsignal(each) for each in (signal.SIGTERM, signal.SIGINT)}
    yield
    for each, handler in kept.items():
        signal.signal(each, handler)


@pytest.fixture
def town() -> Municipality:
    """A municipality with an open site."""
    return opened(
        Municipality.objects.create(code="0999", slug="proeveby", name="Prøveby", theme="")
    )


def told_to_stop() -> None:
    """As systemd does it."""
    os.kill(os.getpid(), signal.SIGTERM)


def test_webhooks(town: Municipality, settings: Any) -> None:
    settings.WEBHOOKS_MAY_BE_LOCAL = True
    with receiving() as receiver:
        receiver.on_arrival = told_to_stop
        subscription = subscribe(town, receiver.url, ["item.published"])
        Message.objects.bulk_create(
            Message(subscription=subscription, event="item.published", payload={"number": number})
            for number in range(3)
        )
        call_command("deliver_webhooks", pause=600)
        assert len(receiver.came) == 1
        left = Message.objects.values_list("state", "attempts", "claimed_until")
        assert list(left) == [("delivered", 0, None), *[("waiting", 0, None)] * 2]

        receiver.on_arrival = lambda: None
        call_command("deliver_webhooks", once=True)
        assert len(receiver.came) == 3, "another worker goes on at once"


def test_letters(town: Municipality, settings: Any, tmp_path: Path) -> None:
    folder = {"kind": "files", "folder": str(tmp_path / "mail"), "sender": "post@eksempel.dk"}
    settings.PUSH_GATEWAYS = {"mail": folder}
    for number in range(3):
        values = {"what": "Samtale", "when": "i morgen"}
        push(make_citizen(town, f"c{number}"), "agreement_changed", key="k", values=values)

    send = Files.send

    def send_and_be_told(*arguments: Any) -> None:
        send(*arguments)
        told_to_stop()

    with patch.object(Files, "send", send_and_be_told):
        call_command("deliver_pushes", pause=600)
    left = sorted(Letter.objects.values_list("state", "attempts"))
    assert [state for state, _attempts in left] == ["accepted", "waiting", "waiting"], left

    call_command("deliver_pushes", once=True)
    assert set(Letter.objects.values_list("state", flat=True)) == {"accepted"}
    assert len(list((tmp_path / "mail").iterdir())) == 3, "each was sent once"
