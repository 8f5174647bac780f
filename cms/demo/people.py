"""The demo's people: editors of each role, the four citizens, and some hundred made by rule."""

from __future__ import annotations

import random
from datetime import timedelta
from functools import lru_cache
from typing import Any

from django.contrib.auth.hashers import make_password
from django.utils import timezone

from cms.citizens.answers import save_answers
from cms.citizens.declared import asked_attributes, options
from cms.citizens.identity.providers import provider
from cms.citizens.models import Citizen
from cms.citizens.purposes import purpose_of
from cms.declarations.attributes import Attribute
from cms.demo.files import folder, read_rows
from cms.municipalities.models import Municipality, Owner, User
from cms.rights.consents import give
from cms.staff.access import welcome

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
        welcome(user, row["role"], _owner(str(row["owner"])))
    return len(rows)


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
        _save(citizen, _answers(draw))
    return count


def _save(citizen: Citizen, answers: dict[str, Any]) -> None:
    """As the questions do: an answer that stands on consent comes with it."""
    save_answers(citizen, answers)
    for purpose in {purpose_of(asked_attributes()[name]) for name in answers} - {None}:
        give(citizen, str(purpose))


def _answers(draw: random.Random) -> dict[str, Any]:
    drawn = {name: _answer(draw, attribute) for name, attribute in asked_attributes().items()}
    return {name: value for name, value in drawn.items() if value is not None}


def _answer(draw: random.Random, attribute: Attribute) -> Any:
    values = list(options(attribute, "da"))
    match attribute.kind:
        case "choice" | "language" | "yes_no":
            return draw.choice(values)
        case "choices" | "terms" | "languages":
            return [draw.choice(values)]
        case "number":
            return draw.randint(int(attribute.min or 0), int(attribute.max or 100))
        case "date":
            return (timezone.localdate() - timedelta(days=draw.randint(1, 900))).isoformat()
    return None
