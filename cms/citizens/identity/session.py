"""Which citizen a browser session belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta

from django.contrib.auth import SESSION_KEY as STAFF_KEY
from django.http import HttpRequest
from django.utils import timezone

from cms.citizens.identity.tokens import Identity
from cms.citizens.models import Citizen
from cms.municipalities.models import Municipality

CITIZEN = "citizen_id"
LOGIN = "citizen_login"
# Writing the last activity at every request would make every read a write.
SEEN_EVERY = timedelta(hours=1)


@dataclass(frozen=True)
class EndedLogin:
    """What logging out at the provider needs."""

    provider: str
    id_token: str


def citizen_of(request: HttpRequest, municipality: Municipality | None) -> Citizen | None:
    """The citizen logged in at this municipality; being logged in elsewhere does not count."""
    if municipality is None or request.session.get(CITIZEN) is None:
        return None
    citizen = Citizen.objects.filter(
        pk=request.session[CITIZEN], municipality_id=municipality.pk
    ).first()
    if citizen is not None:
        citizen.municipality = municipality
        _note_activity(citizen)
    return citizen


def _note_activity(citizen: Citizen) -> None:
    now = timezone.now()
    if now - citizen.last_seen_at > SEEN_EVERY:
        citizen.last_seen_at = now
        citizen.save(update_fields=["last_seen_at"])


def welcome(identity: Identity, municipality: Municipality, language: str) -> tuple[Citizen, bool]:
    """The citizen this identity is at this municipality, and whether it is the first time."""
    citizen, is_new = Citizen.objects.get_or_create(
        municipality=municipality,
        issuer=identity.issuer,
        subject=identity.subject,
        defaults={"language": language},
    )
    citizen.display_name = identity.name
    citizen.protected_name = identity.protected_name
    citizen.last_seen_at = timezone.now()
    citizen.save(update_fields=["display_name", "protected_name", "last_seen_at"])
    return citizen, is_new


def log_in(request: HttpRequest, citizen: Citizen, provider: str, id_token: str) -> None:
    """Bind the session to the citizen under a new key, so that a planted key is worth nothing."""
    request.session.cycle_key()
    request.session[CITIZEN] = citizen.pk
    request.session[LOGIN] = {"provider": provider, "id_token": id_token}
    request.citizen = citizen  # type: ignore[attr-defined]


def log_out(request: HttpRequest) -> EndedLogin | None:
    """Forget the citizen here. A member of staff in the same browser stays logged in."""
    login = request.session.get(LOGIN)
    if STAFF_KEY in request.session:
        for key in (CITIZEN, LOGIN):
            request.session.pop(key, None)
        request.session.cycle_key()
    else:
        request.session.flush()
    request.citizen = None  # type: ignore[attr-defined]
    return EndedLogin(**login) if login else None
