"""Which citizen a browser session belongs to."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.contrib.auth import SESSION_KEY as STAFF_KEY
from django.http import HttpRequest
from django.utils import timezone

from cms.citizens.apps import CITIZEN as STAMP
from cms.citizens.identity.limits import (
    Ending,
    Standing,
    ending_of,
    forget_old_logins,
    note_use,
    standing_of,
)
from cms.citizens.identity.providers import Door
from cms.citizens.identity.records import LogIn
from cms.citizens.identity.tokens import Identity
from cms.citizens.models import Citizen
from cms.municipalities.models import Municipality
from cms.stamps.keeping import KeptRows, own
from cms.stamps.services import own_name

CITIZEN = "citizen_id"
LOGIN = "citizen_login"
ENDED = "citizen_login_ended"
# Writing the last activity at every request would make every read a write.
SEEN_EVERY = timedelta(hours=1)


@dataclass(frozen=True)
class EndedLogin:
    """What logging out at the provider needs."""

    provider: str
    hint: str


def citizen_of(
    request: HttpRequest, municipality: Municipality | None, *, counts_as_use: bool = True
) -> Citizen | None:
    """The citizen logged in at this municipality; being logged in elsewhere does not count.

    A log-in past its limits, or ended from outside, ends here; `ended_login` says why.
    """
    if municipality is None or request.session.get(CITIZEN) is None:
        return None
    found = _found(request)
    if not _goes_on(request, found.login, counts_as_use=counts_as_use):
        return None
    citizen = found.citizen
    if citizen is None or citizen.municipality_id != municipality.pk:
        return None
    citizen.municipality = municipality
    _note_activity(citizen)
    return citizen


@dataclass(frozen=True)
class Found:
    """What the database has on the citizen and the log-in of a session."""

    citizen: Citizen | None
    login: LogIn | None

    def __copy__(self) -> Found:
        """Rows of one's own, which can be written to."""
        citizen, login = self.citizen, self.login
        return Found(citizen and own(citizen), login and own(login))


_kept: KeptRows[Found] = KeptRows(10_000)


def _found(request: HttpRequest) -> Found:
    """The rows; a log-in that was ended from outside renews the citizen's stamp too."""
    key, login = request.session[CITIZEN], request.session.get(LOGIN)
    row = login["row"] if login else None

    def read() -> Found:
        rows = LogIn.objects.filter(pk=row, citizen_id=key) if row else LogIn.objects.none()
        return Found(Citizen.objects.filter(pk=key).first(), rows.first())

    return _kept.row(own_name(STAMP, key), (key, row), read) or read()


def _goes_on(request: HttpRequest, row: LogIn | None, *, counts_as_use: bool) -> bool:
    """Whether the log-in still holds. One without a row of its own never had limits."""
    if request.session.get(LOGIN) is None:
        return True
    now = timezone.now()
    ending = ending_of(row, now) if row else Ending.ELSEWHERE
    if row is None or ending:
        _end(request, ending or Ending.ELSEWHERE)
        return False
    if counts_as_use:
        note_use(row, now)
    request.login_standing = standing_of(row, now)  # type: ignore[attr-defined]
    return True


def _end(request: HttpRequest, ending: Ending) -> None:
    """The row stays for a while: another tab that asks at the same moment must hear the same."""
    citizen_id = request.session.pop(CITIZEN)
    request.session.pop(LOGIN)
    request.session[ENDED] = {"why": ending, "citizen": citizen_id}


def ended_login(request: HttpRequest) -> dict[str, Any] | None:
    """Why the log-in in this browser ended, and whose it was; None when it did not."""
    found: dict[str, Any] | None = request.session.get(ENDED)
    return found


def standing(request: HttpRequest) -> Standing | None:
    """What is left of the citizen's log-in."""
    found: Standing | None = getattr(request, "login_standing", None)
    return found


def _note_activity(citizen: Citizen) -> None:
    now = timezone.now()
    if now - citizen.last_seen_at > SEEN_EVERY:
        citizen.last_seen_at = now
        citizen.save(update_fields=["last_seen_at"])


def welcome(identity: Identity, municipality: Municipality, language: str) -> tuple[Citizen, bool]:
    """The citizen this identity is at this municipality, and whether it is the first time.

    Who had moved away and comes back is here again.
    """
    citizen, is_new = Citizen.objects.get_or_create(
        municipality=municipality,
        issuer=identity.issuer,
        subject=identity.subject,
        defaults={"language": language},
    )
    citizen.display_name = "" if identity.protected_name else identity.name
    citizen.protected_name = identity.protected_name
    citizen.protected_address = identity.protected_address
    citizen.moved_away_at = None
    citizen.last_seen_at = timezone.now()
    citizen.save(
        update_fields=[
            *("display_name", "protected_name", "protected_address"),
            *("moved_away_at", "last_seen_at"),
        ]
    )
    return citizen, is_new


def log_in(request: HttpRequest, citizen: Citizen, provider: str, identity: Identity) -> None:
    """Bind the session to the citizen under a new key, so that a planted key is worth nothing."""
    _forget_row(request)
    forget_old_logins()
    row = LogIn.objects.create(
        door=Door.CITIZENS,
        provider=provider,
        issuer=identity.issuer,
        subject=identity.subject,
        provider_session=identity.session,
        citizen=citizen,
    )
    request.session.cycle_key()
    request.session.pop(ENDED, None)
    request.session[CITIZEN] = citizen.pk
    request.session[LOGIN] = {"provider": provider, "hint": identity.hint, "row": row.pk}
    request.citizen = citizen  # type: ignore[attr-defined]


def log_out(request: HttpRequest) -> EndedLogin | None:
    """Forget the citizen here. A member of staff in the same browser stays logged in."""
    login = request.session.get(LOGIN)
    _forget_row(request)
    if STAFF_KEY in request.session:
        for key in (CITIZEN, LOGIN, ENDED):
            request.session.pop(key, None)
        request.session.cycle_key()
    else:
        request.session.flush()
    request.citizen = None  # type: ignore[attr-defined]
    request.login_standing = None  # type: ignore[attr-defined]
    return EndedLogin(login["provider"], login["hint"]) if login else None


def _forget_row(request: HttpRequest) -> None:
    login = request.session.get(LOGIN)
    if login:
        LogIn.objects.filter(pk=login["row"]).delete()
