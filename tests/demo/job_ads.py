"""Made-up ads by the thousand, some of them broken the way real ones are."""

from __future__ import annotations

import random
from datetime import date, timedelta
from typing import Any

TITLES = (
    "Lagermedarbejder", "Social- og sundhedshjælper", "Tømrer", "Køkkenmedhjælper", "Frisør",
    "Chauffør med stort kørekort", "Pædagogmedhjælper", "Rengøringsassistent", "Programmør",
    "Gartner", "Kontorassistent", "Svejser", "Butiksassistent", "Lærer i dansk som andetsprog",
)  # fmt: skip
TOWNS = (
    ("7700", "Thisted"), ("8000", "Aarhus C"), ("5000", "Odense C"), ("9000", "Aalborg"),
    ("1000", "København K"), ("6700", "Esbjerg"), ("4000", "Roskilde"), ("3700", "Rønne"),
)  # fmt: skip
KINDS = ("FULL_TIME", "PART_TIME", "TEMPORARY", "INTERN", "FLEX_JOB", "APPRENTICESHIP")
BROKEN_EVERY = 33


def ads(count: int, seed: int = 1) -> list[dict[str, Any]]:
    """So many ads, all good."""
    chance = random.Random(seed)
    return [ad(number, chance) for number in range(count)]


def ad(number: int, chance: random.Random) -> dict[str, Any]:
    """One good ad."""
    title, (postcode, town) = chance.choice(TITLES), chance.choice(TOWNS)
    last = date.today() + timedelta(days=chance.randint(5, 60))
    return {
        "@type": "JobPosting",
        "identifier": {"@type": "PropertyValue", "name": "Jobbørsen", "value": f"job-{number}"},
        "title": f"{title} til hold {number}",
        "description": f"<p>Vi søger en {title.lower()}.</p><ul><li>Godt humør</li></ul>" * 4,
        "hiringOrganization": {"@type": "Organization", "name": f"{town} Værk {number % 90}"},
        "employmentType": [chance.choice(KINDS)],
        "validThrough": f"{last.isoformat()}T21:00:00Z",
        "jobLocation": {
            "@type": "Place",
            "address": {
                "@type": "PostalAddress",
                "streetAddress": f"Havnegade {number % 120 + 1}",
                "postalCode": postcode,
                "addressLocality": town,
            },
        },
        "industry": ["transport"],
        "url": f"https://jobs.example/ads/{number}",
    }


def break_some(good: list[dict[str, Any]]) -> int:
    """Break three in a hundred, each in one of the ways that one meets; gives how many."""
    broken = range(0, len(good), BROKEN_EVERY)
    for turn, position in enumerate(broken):
        WAYS[turn % len(WAYS)](good, position)
    return len(broken)


def _without_title(good: list[Any], position: int) -> None:
    del good[position]["title"]


def _without_employer(good: list[Any], position: int) -> None:
    good[position]["hiringOrganization"] = {}


def _without_number(good: list[Any], position: int) -> None:
    good[position]["identifier"] = None


def _no_such_day(good: list[Any], position: int) -> None:
    good[position]["validThrough"] = "2026-02-30"


def _dangerous_link(good: list[Any], position: int) -> None:
    good[position]["url"] = "javascript:alert(1)"


def _no_object(good: list[Any], position: int) -> None:
    good[position] = "ikke et opslag"


WAYS = (
    _without_title, _without_employer, _without_number, _no_such_day, _dangerous_link, _no_object,
)  # fmt: skip
