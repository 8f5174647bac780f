"""The demo's people as the local identity provider knows them. None of them exists.

Deliberately without Django: the provider runs as a process of its own.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

NSIS = "https://data.gov.dk/concept/core/nsis/"
LEVELS = {"low": f"{NSIS}Low", "substantial": f"{NSIS}Substantial", "high": f"{NSIS}High"}
LONGEST_NAME = 80


@dataclass(frozen=True)
class Person:
    """Somebody to log in as. `subject` is what the portal knows the person by."""

    subject: str
    name: str
    about: str


PEOPLE = (
    Person(
        "demo-sara",
        "Sara",
        "29 år, København. Har læst litteratur og leder efter det rette job.",
    ),
    Person("demo-karoline", "Karoline", "39 år, Thisted. Frisør, og lige blevet ledig."),
    Person("demo-morten", "Morten", "31 år, Aarhus. Ordblind, og glad for spil og streaming."),
    Person("demo-nadia", "Nadia", "54 år, Odense. Psykolog fra Irak, i fleksjob."),
)


def person_by_subject(subject: str) -> Person | None:
    """One of the demo's people, or None."""
    return next((person for person in PEOPLE if person.subject == subject), None)


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
