"""The demo's people: editors of each role, the four citizens, and some hundred made by rule."""

from __future__ import annotations

import random
from functools import lru_cache
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from cms.citizens.answers import save_answers
from cms.citizens.declared import asked_attributes
from cms.citizens.identity.providers import Door, provider, providers
from cms.citizens.models import Citizen
from cms.citizens.purposes import purpose_of
from cms.demo.files import folder, read_rows
from cms.demo.shares import drawn_answers
from cms.municipalities.models import Municipality, Owner, User
from cms.rights.consents import give
from cms.staff.access import welcome
from cms.staff.models import StaffIdentity

GENERATED = 300
SEED = 20260101


def load_editors() -> int:
    """Make the editors with their roles; returns how many."""
    rows = read_rows(folder("people", "editors.yaml"))
    for row in rows:
        user, _new = User.objects.update_or_create(
            username=row["username"],
            defaults={key: row.get(key, "") for key in ("first_name", "last_name", "email")},
        )
        user.password = hashed(row["password"])
        user.save()
        owner = _owner(str(row["owner"]))
        welcome(user, row["role"], owner)
        _bind(user, owner)
    return len(rows)


def _bind(user: User, owner: Owner) -> None:
    """Staff are known at their municipality's own provider; companies come with MitID Erhverv."""
    known = providers(Door.STAFF).get(owner.slug)
    if known is not None:
        subject = f"demo-ansat-{user.username}"
        StaffIdentity.objects.update_or_create(
            issuer=known.known_as, subject=subject, defaults={"user": user, "owner_id": owner.pk}
        )


@lru_cache
def hashed(password: str) -> str:
    """The password as it is stored. Hashing takes half a second; demo passwords are alike."""
    return make_password(password)


def _owner(name: str) -> Owner:
    municipality = Municipality.objects.filter(code=name).first()
    return municipality or Owner.objects.get(slug=name)


def load_citizens() -> int:
    """Make the citizens who have a story; returns how many."""
    rows = read_rows(folder("people", "citizens.yaml"))
    for row in rows:
        citizen = _citizen(row["municipality"], row["subject"], row["name"])
        _save(citizen, row["answers"])
        citizen.screening_finished_at = timezone.now()
        citizen.save()
    return len(rows)


def _citizen(code: str, subject: str, name: str) -> Citizen:
    citizen, _new = Citizen.objects.get_or_create(
        municipality=Municipality.objects.get(code=code),
        issuer=provider("mitid").known_as,
        subject=subject,
        defaults={"display_name": name},
    )
    return citizen


def generate_citizens(count: int = GENERATED) -> int:
    """Make citizens with answers drawn from the declared choices, the same ones every time."""
    draw = random.Random(SEED)  # noqa: S311 - a demo that repeats itself, no secret
    codes = list(Municipality.objects.values_list("code", flat=True))
    for number in range(count):
        citizen = _citizen(draw.choice(codes), f"generated-{number}", f"Borger {number}")
        _save(citizen, drawn_answers(draw, timezone.localdate()))
    return count


def _save(citizen: Citizen, answers: dict[str, Any]) -> None:
    """As the questions do: an answer that stands on consent comes with it."""
    save_answers(citizen, answers)
    for purpose in {purpose_of(asked_attributes()[name]) for name in answers} - {None}:
        give(citizen, str(purpose))
