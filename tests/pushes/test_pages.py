"""The citizen's pages of messages: only one's own, and what one decides there holds."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

import pytest
from django.test import Client

from cms.citizens.models import Citizen
from cms.municipalities.models import Municipality
from cms.pushes import codes
from cms.pushes.models import Contact, Letter, Preference, Push, PushSettings
from cms.pushes.services import push
from cms.pushes.tokens import token_of
from tests.pushes.conftest import make_citizen

CHANGED = {"what": "Samtale", "when": "i morgen kl. 10"}
HOST = "proeveby.localhost"


@pytest.fixture
def visitor() -> Client:
    """Somebody on the town's portal."""
    return Client(headers={"host": HOST})


@pytest.fixture
def client(citizen: Citizen, visitor: Client, monkeypatch: pytest.MonkeyPatch) -> Client:
    """The citizen, logged in."""
    visitor.cookies["sessionid"] = "x"
    monkeypatch.setattr("cms.citizens.middleware.citizen_of", lambda *_, **__: citizen)
    return visitor


def page(client: Client, path: str) -> str:
    answer = client.get(path)
    assert answer.status_code == 200, answer.status_code
    assert (
        "no-store" in answer.headers["Cache-Control"]
        or "private" in answer.headers["Cache-Control"]
    )
    return answer.content.decode()


def test_the_inbox_is_for_who_is_logged_in(town: Municipality, visitor: Client) -> None:
    answer = visitor.get("/indbakke/")
    assert answer.status_code == 302
    assert "/log-ind/" in answer["Location"]


def test_an_empty_inbox_helps(client: Client) -> None:
    assert "Her er ingen beskeder endnu" in page(client, "/indbakke/")


def test_reading_and_removing(client: Client, citizen: Citizen) -> None:
    told = push(citizen, "agreement_changed", key="a", values=CHANGED)
    html = page(client, "/indbakke/")
    assert "Din aftale er ændret" in html
    assert 'class="room__news">1' in html
    assert "Samtale" in page(client, f"/indbakke/{told.public_id}/")
    told.refresh_from_db()
    assert told.read_at is not None
    assert "room__news" not in page(client, "/indbakke/")
    client.post(f"/indbakke/{told.public_id}/ulaest/")
    assert "room__news" in page(client, "/indbakke/")
    client.post(f"/indbakke/{told.public_id}/slet/")
    assert "Din aftale er ændret" not in page(client, "/indbakke/")


def test_another_citizens_message_is_not_found(client: Client, town: Municipality) -> None:
    told = push(make_citizen(town, "b"), "agreement_changed", key="a", values=CHANGED)
    assert client.get(f"/indbakke/{told.public_id}/").status_code == 404
    assert client.post(f"/indbakke/{told.public_id}/slet/").status_code == 404
    told.refresh_from_db()
    assert told.read_at is None
    assert told.removed_at is None
    assert client.get(f"/indbakke/{uuid4()}/").status_code == 404


def test_looking_changes_nothing_but_read(client: Client, citizen: Citizen) -> None:
    told = push(citizen, "agreement_changed", key="a", values=CHANGED)
    assert client.get(f"/indbakke/{told.public_id}/slet/").status_code == 405
    assert Push.objects.get().removed_at is None


def chosen(**more: str) -> dict[str, str]:
    start = {"rhythm": "weekly", "digest_weekday": "2", "digest_hour": "9", "quiet_from": "20"}
    return start | {"quiet_to": "9", "most_a_day": "3"} | more


def test_choices_are_kept(client: Client, citizen: Citizen) -> None:
    assert "Hvad vil du have besked om?" in page(client, "/indbakke/indstillinger/")
    assert client.post("/indbakke/indstillinger/", chosen()).status_code == 302
    kept = PushSettings.objects.get(citizen=citizen)
    assert (kept.rhythm, kept.digest_weekday, kept.quiet_to, kept.most_a_day) == ("weekly", 2, 9, 3)
    off = Preference.objects.get(citizen=citizen, kind="agreement_changed")
    assert not off.is_wanted
    push(citizen, "agreement_changed", key="a", values=CHANGED)
    assert not Letter.objects.exists()


def test_impossible_choices_are_told(client: Client) -> None:
    answer = client.post("/indbakke/indstillinger/", chosen(quiet_from="99"))
    assert answer.status_code == 422
    assert "field__error" in answer.content.decode()


def test_a_new_address_is_confirmed_by_its_code(client: Client, citizen: Citizen) -> None:
    client.post("/indbakke/kontakt/email/", {"address": "ny@eksempel.dk"})
    waiting = Contact.objects.get(confirmed_at=None)
    assert Letter.objects.get().kind == "code"
    wrong = client.post("/indbakke/kontakt/email/kode/", {"code": "0"})
    assert wrong.status_code == 422
    assert Contact.objects.get(value="a@eksempel.dk").confirmed_at
    right = codes.code_of(waiting)
    assert client.post("/indbakke/kontakt/email/kode/", {"code": right}).status_code == 302
    assert Contact.objects.get().value == "ny@eksempel.dk"


def test_guessing_a_code_ends(client: Client) -> None:
    client.post("/indbakke/kontakt/email/", {"address": "ny@eksempel.dk"})
    for _time in range(codes.MOST_WRONG):
        client.post("/indbakke/kontakt/email/kode/", {"code": "0"})
    right = codes.code_of(Contact.objects.get(confirmed_at=None))
    assert client.post("/indbakke/kontakt/email/kode/", {"code": right}).status_code == 422


def test_a_channel_without_a_gateway_is_not_offered(client: Client) -> None:
    assert client.get("/indbakke/kontakt/mobile/").status_code == 404
    assert "Sms" not in page(client, "/indbakke/indstillinger/")


def test_unsubscribing_without_logging_in(visitor: Client, citizen: Citizen) -> None:
    token = token_of(citizen.push_settings, "mail", "agreement_changed")
    assert "Vil du stoppe" in visitor.get(f"/afmeld/{token}/").content.decode()
    assert Preference.objects.filter(kind="agreement_changed").count() == 0
    # As a mail program does it by itself (RFC 8058): no cookie, no token of a form.
    strict = Client(enforce_csrf_checks=True, headers={"host": HOST})
    answer = strict.post(f"/afmeld/{token}/", {"List-Unsubscribe": "One-Click"})
    assert answer.status_code == 200
    assert not Preference.objects.get(kind="agreement_changed").is_wanted


@pytest.mark.parametrize("change", ["x", "", "é"])
def test_a_changed_link_does_nothing(visitor: Client, citizen: Citizen, change: str) -> None:
    token = token_of(citizen.push_settings, "mail", "agreement_changed")
    broken = f"{token[:-1]}{change}" if change else "nothing"
    before = Preference.objects.count()
    assert visitor.post(f"/afmeld/{broken}/").status_code == 404
    assert Preference.objects.count() == before


def test_a_browsers_address_from_elsewhere_is_refused(client: Client, settings: Any) -> None:
    from tests.pushes.conftest import KEY

    way = {"kind": "web_push", "private_key": KEY, "contact": "post@eksempel.dk"}
    settings.PUSH_GATEWAYS = settings.PUSH_GATEWAYS | {"web_push": way}
    assert "data-screen-messages" in page(client, "/indbakke/skaerm/")
    keys = {"p256dh": "x", "auth": "y"}
    for address, status in (
        ("https://inner.example/", 422),
        ("https://fcm.googleapis.com/fcm/send/x", 201),
    ):
        sent = {"endpoint": address, "keys": keys}
        answer = client.post("/indbakke/skaerm/", sent, content_type="application/json")
        assert answer.status_code == status
    assert Contact.objects.filter(kind="browser").count() == 1
