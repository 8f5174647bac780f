"""A badge is checked by somebody else's library, against what our addresses publish."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.core.management import call_command
from django.test import Client
from openbadgeslib.ob3.verifier import OB3VerificationError, OB3Verifier

from cms.capabilities.certificate.keys import make_key, signing_keys
from cms.capabilities.certificate.models import Certificate
from cms.capabilities.certificate.services import give, revoke, share_name
from cms.citizens.models import Citizen
from cms.citizens.personal_data import erase
from cms.municipalities.models import User
from tests.personalisation.conftest import Nation, make_item, nation
from tests.support.sites import opened

__all__ = ["nation"]
HOST = "thisted.localhost"
ISSUER = f"did:web:{HOST}"


@pytest.fixture(autouse=True)
def key(tmp_path: Path, settings: Any) -> None:
    settings.CERTIFICATE_KEYS_FILE = str(tmp_path / "keys" / "certificates.json")
    make_key()


@pytest.fixture
def karoline(nation: Nation) -> Citizen:
    opened(nation.thisted)
    citizen = nation.citizen()
    citizen.display_name = "Karoline Prøve"
    citizen.save()
    return citizen


@pytest.fixture
def certificate(nation: Nation, karoline: Citizen) -> Certificate:
    return give(make_item("course", "truck", nation.owner), karoline)


def fetch(url: str) -> bytes:
    """What the portal publishes, as the checker's library fetches it."""
    assert url.startswith(f"https://{HOST}/"), url
    answer = Client(SERVER_NAME=HOST).get(url.removeprefix(f"https://{HOST}"), secure=True)
    assert answer.status_code == 200, url
    return answer.content


def badge_of(certificate: Certificate) -> str:
    return fetch(f"https://{HOST}/bevis/{certificate.token}/badge.jwt").decode()


def checked(badge: str) -> Any:
    verifier = OB3Verifier.for_issuer_did(ISSUER, download=fetch)
    return verifier.verify(badge, check_status=True, download=fetch)


def test_a_stranger_can_check_the_badge(certificate: Certificate) -> None:
    found = checked(badge_of(certificate))
    assert found.achievement.name == "truck"
    assert found.issuer.name == "Thisted Kommune"
    assert "Karoline" not in json.dumps(found.to_vc())


def test_the_name_is_in_the_badge_when_it_is_shared(certificate: Certificate) -> None:
    share_name(certificate, shows_name=True)
    assert "Karoline" in json.dumps(checked(badge_of(certificate)).to_vc())


def test_a_changed_badge_is_refused(certificate: Certificate) -> None:
    header, payload, signature = badge_of(certificate).split(".")
    with pytest.raises(OB3VerificationError):
        checked(f"{header}.{payload[:-4]}AAAA.{signature}")


def test_a_revoked_badge_is_refused(
    certificate: Certificate, django_user_model: type[User]
) -> None:
    badge = badge_of(certificate)
    checked(badge)
    staff = django_user_model.objects.create(username="owner")
    revoke(certificate, staff, "Det var en anden.")
    with pytest.raises(OB3VerificationError, match="revocation"):
        checked(badge)
    shown = Client(SERVER_NAME=HOST).get(f"/bevis/{certificate.token}/").content.decode()
    assert "Beviset er trukket tilbage" in shown
    assert "Det var en anden." in shown


def test_an_erased_holders_badge_is_refused(certificate: Certificate) -> None:
    badge = badge_of(certificate)
    erase(certificate.citizen)
    with pytest.raises(OB3VerificationError, match="revocation"):
        checked(badge)


def test_a_new_key_leaves_old_badges_good(certificate: Certificate) -> None:
    before = badge_of(certificate)
    make_key()
    after = badge_of(certificate)
    assert before != after
    assert checked(before).id == checked(after).id
    assert len(signing_keys()) == 2


def test_the_command_makes_one_key_unless_there_is_one(capsys: Any, settings: Any) -> None:
    [known] = signing_keys()
    call_command("certificate_key", "--if-none")
    assert signing_keys() == [known]
    call_command("certificate_key")
    assert signing_keys()[1] == known
    said = capsys.readouterr().out
    assert known.jwk["d"] not in said
    mode = Path(settings.CERTIFICATE_KEYS_FILE).stat().st_mode & 0o777
    assert mode == 0o600


def test_without_a_key_there_is_a_certificate_but_no_badge(
    certificate: Certificate, settings: Any
) -> None:
    settings.CERTIFICATE_KEYS_FILE = ""
    client: Callable[..., Any] = Client(SERVER_NAME=HOST).get
    assert client(f"/bevis/{certificate.token}/").status_code == 200
    assert client(f"/bevis/{certificate.token}/badge.jwt").status_code == 404


def test_another_municipality_knows_nothing_of_it(certificate: Certificate, nation: Nation) -> None:
    opened(nation.aarhus)
    away = Client(SERVER_NAME="aarhus.localhost")
    assert away.get(f"/bevis/{certificate.token}/").status_code == 404
    assert away.get(f"/bevis/{certificate.token}/bevis.pdf").status_code == 404
