"""Erasing a citizen: everything goes but the logs, which the law keeps without the citizen."""

from __future__ import annotations

import secrets
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from hashlib import sha256

from django.conf import settings
from django.contrib.auth import SESSION_KEY as STAFF_KEY
from django.contrib.sessions.backends.db import SessionStore
from django.contrib.sessions.models import Session
from django.db import connection, transaction
from django.utils import timezone

from cms.citizens import personal_data
from cms.citizens.identity.session import CITIZEN, LOGIN
from cms.citizens.models import Citizen
from cms.rights.models import ConsentRecord, KeptRecord, Look, Receipt, permitted

# No vowels, and none of the signs that look alike: it is written down by hand.
SIGNS = "BCDFGHJKMNPQRSTVWXYZ23456789"
GROUPS, GROUP = 4, 4
# What is kept without the citizen is not counted among what was removed.
LOGS = (Look, ConsentRecord)


@dataclass(frozen=True)
class Erasure:
    """What was done: `removed` rows by table, `kept` lines by log, and the receipt's code."""

    code: str
    removed: tuple[tuple[str, int], ...]
    looks: int
    consents: int
    kept_until: date


def erase(citizen: Citizen) -> Erasure:
    """Remove the citizen, everything that hangs on them, and every log-in they have open."""
    removed = tuple(
        (table.label, len(table.rows))
        for table in personal_data.tables(citizen)
        if table.rows and table.model not in LOGS
    )
    with transaction.atomic():
        code, looks, consents = keep_logs(citizen)
        personal_data.erase(citizen)
        transaction.on_commit(wipe)
    return Erasure(code, removed, looks, consents, kept_until())


def kept_until() -> date:
    """The day on which what the law keeps is deleted, for an erasure of today."""
    return timezone.localdate() + timedelta(days=settings.LAW_KEEPS_DAYS)


def keep_logs(citizen: Citizen) -> tuple[str, int, int]:
    """Move the logs to a receipt that names nobody. Gives its code, and the lines of each log."""
    code = _code()
    looks, consents = list(citizen.looks.all()), list(citizen.consents.all())
    if looks or consents:
        receipt = Receipt.objects.create(
            code_hash=_hash(code),
            municipality_id=citizen.municipality_id,
            erased_on=timezone.localdate(),
            kept_until=kept_until(),
        )
        KeptRecord.objects.bulk_create(_records(receipt, looks, consents))
    with permitted("a citizen is erased", Look, ConsentRecord):
        Look.objects.filter(citizen=citizen).remove_lawfully()
        ConsentRecord.objects.filter(citizen=citizen).remove_lawfully()
    return code, len(looks), len(consents)


def _records(
    receipt: Receipt, looks: list[Look], consents: list[ConsentRecord]
) -> Iterator[KeptRecord]:
    for look in looks:
        said = {"who": look.person_name, "roles": look.roles, "what": look.what}
        yield KeptRecord(
            receipt=receipt, kind=KeptRecord.Kind.LOOK, happened_at=look.looked_at, said=said
        )
    for one in consents:
        said = {
            "purpose": one.purpose,
            "is_given": one.is_given,
            "edition": one.edition,
            "wording": one.wording.fingerprint,
        }
        yield KeptRecord(
            receipt=receipt, kind=KeptRecord.Kind.CONSENT, happened_at=one.said_at, said=said
        )


def kept_under(code: str) -> Receipt | None:
    """The receipt that the code opens, when there is something under it."""
    return Receipt.objects.filter(code_hash=_hash(code)).first()


def _code() -> str:
    groups = ("".join(secrets.choice(SIGNS) for _ in range(GROUP)) for _ in range(GROUPS))
    return "-".join(groups)


def _hash(code: str) -> str:
    signs = "".join(sign for sign in code.upper() if sign in SIGNS)
    return sha256(signs.encode()).hexdigest()


def end_sessions(citizen: Citizen) -> None:
    """Log the citizen out of every browser; a member of staff in the same browser stays."""
    for session in Session.objects.all().iterator():
        said = session.get_decoded()
        if said.get(CITIZEN) != citizen.pk:
            continue
        if STAFF_KEY not in said:
            session.delete()
            continue
        store = SessionStore(session.session_key)
        for key in (CITIZEN, LOGIN):
            store.pop(key, None)
        store.save()


def hear_of_leaving(citizen: Citizen, **_signal: object) -> None:
    """Whoever erases a citizen: the logs are kept without them, and nobody stays logged in."""
    keep_logs(citizen)
    end_sessions(citizen)


def wipe() -> None:
    """Take deleted rows out of SQLite's log of writes too, where they would lie for a while."""
    if connection.vendor == "sqlite" and not connection.in_atomic_block:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
