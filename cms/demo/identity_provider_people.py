"""The demo's people as the local identity provider knows them. None of them exists.

Deliberately without Django: the provider runs as a process of its own.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

NSIS = "https://data.gov.dk/concept/core/nsis/"
LEVELS = {"low": f"{NSIS}Low", "substantial": f"{NSIS}Substantial", "high": f"{NSIS}High"}
LONGEST_NAME = 80


@dataclass(frozen=True)
class Person:
    """Somebody to log in as. `subject` is what the portal knows the person by.

    `told` goes into the identity token; `in_confidence` is told at the userinfo endpoint alone,
    each under the scope that asks for it.
    """

    subject: str
    name: str
    about: str
    told: Mapping[str, object] = field(default_factory=dict)
    in_confidence: Mapping[str, Mapping[str, object]] = field(default_factory=dict)


def _citizen(subject: str, name: str, about: str, civil_number: str) -> Person:
    """The number is a replacement number (day + 60), which no real person has."""
    return Person(subject, name, about, in_confidence={"ssn": {"dk.cpr": civil_number}})


PEOPLE = (
    _citizen(
        "demo-sara",
        "Sara",
        "29 år, København. Har læst litteratur og leder efter det rette job.",
        "7203971004",
    ),
    _citizen(
        "demo-karoline",
        "Karoline",
        "39 år, Thisted. Frisør, og lige blevet ledig.",
        "6505871008",
    ),
    _citizen(
        "demo-morten",
        "Morten",
        "31 år, Aarhus. Ordblind, og glad for spil og streaming.",
        "8411951001",
    ),
    _citizen("demo-nadia", "Nadia", "54 år, Odense. Psykolog fra Irak, i fleksjob.", "6902721006"),
    Person(
        "demo-beskyttet",
        "Hemmelig Navnesen",
        "Har navne- og adressebeskyttelse. Navnet må ikke vises noget sted.",
        told={"name_protected": True, "address_protected": True},
    ),
)


def _company(subject: str, name: str, about: str, company: str, number: str) -> Person:
    given, _, family = name.partition(" ")
    claims = {
        "identity_type": "professional",
        "nemlogin.name": name,
        "nemlogin.given_name": given,
        "nemlogin.family_name": family,
        "nemlogin.cvr": number,
        "nemlogin.org_name": company,
    }
    told = {name: value for name, value in claims.items() if value}
    return Person(subject, name, about, in_confidence={"nemlogin": told})


COMPANY_PEOPLE = (
    _company("demo-erhverv-fisk", "Inge Havn", "Nordhavets Fisk", "Nordhavets Fisk", "99990007"),
    _company("demo-erhverv-pixel", "Bo Bakke", "Pixelbakken", "Pixelbakken", "99990015"),
    _company(
        "demo-erhverv-dansk",
        "Mia Tale",
        "Talende Dansk, en leverandør",
        "Talende Dansk",
        "99990023",
    ),
    _company(
        "demo-erhverv-ukendt",
        "Ukendt Firmasen",
        "En virksomhed, ingen kender endnu",
        "Nyt Firma",
        "99990031",
    ),
    _company(
        "demo-erhverv-privat", "Privat Person", "Logger ind som sig selv, ikke for nogen", "", ""
    ),
)
STAFF_ROLES = {
    "redaktoer": ("Redaktør", "Skriver og udgiver"),
    "administrator": ("Administrator", "Inviterer folk og giver roller"),
    "raadgiver": ("Jobrådgiver", "Taler med borgerne"),
    "ny": ("Ny medarbejder", "Er ikke inviteret endnu"),
}


def staff_of(slug: str) -> tuple[Person, ...]:
    """The people in one municipality's directory; the nation has no advisers."""
    return tuple(
        Person(f"demo-ansat-{slug}-{role}", f"{label} {slug.capitalize()}", about)
        for role, (label, about) in STAFF_ROLES.items()
        if slug != "national" or role != "raadgiver"
    )


def person_by_subject(subject: str, people: tuple[Person, ...] = PEOPLE) -> Person | None:
    """One of the people, or None."""
    return next((person for person in people if person.subject == subject), None)


def somebody(name: str) -> Person:
    """A person of one's own making; the same name is the same person next time.

    Raises:
        ValueError: the name is empty, too long or without letters.
    """
    tidy = " ".join(name.split())
    word = re.sub(r"[^\w]+", "-", tidy.lower()).strip("-_")
    if not word or len(tidy) > LONGEST_NAME:
        raise ValueError(f"Skriv et navn på 1 til {LONGEST_NAME} tegn.")
    known = person_by_subject(word if word.startswith("demo-") else f"demo-{word}")
    return known or Person(f"demo-egen-{word}", tidy, "")
