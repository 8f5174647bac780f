"""Danish alphabetical order: one rule, the same in Python and in whichever database there is."""

from __future__ import annotations

import random
from collections.abc import Sequence

import pytest
from django.db import connection
from django.db.models import TextField, Value
from hypothesis import given, settings
from hypothesis import strategies as st

from cms.databases.alphabet import Alphabetical, by
from cms.municipalities.models import Municipality
from cms.shared.alphabet import LONGEST, alphabetical

IN_ORDER = """
"Citat først" «Én» bog|1. maj|Andet|blaa bær|blå bæret|Café Nord|cafeteria|Edb|Énergi og miljø|Fakta
Uge 7|Übung|yt|Zebra|zoo|Ælte|ÆRØ|Öland|Ørsted|Aabenraa|Aalborg|AARHUS|Åse
Абв|ёлка|жук|ركض
""".replace("\n", "|").strip("|")
LETTERS = "aAåÅæÆäÄøØöÖüÜzZéÉèñðÞþßœŁđ «»“”’–-.,1 яЁёйЙҐїбأإاش\u0301\u030a\u0308\ufb01ǼǿÂaa"
TEXTS = st.text(LETTERS, max_size=30) | st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Cn", "Co"]), max_size=20
)


def keys(texts: Sequence[str]) -> list[str]:
    """What the database makes of them."""
    query = "SELECT " + ", ".join(["%s"] * len(texts))
    compiler = Municipality.objects.all().query.get_compiler(connection=connection)
    found = [compiler.compile(Alphabetical(Value(text, TextField()))) for text in texts]
    query = "SELECT " + ", ".join(
        sql.replace("%s", "%s::text", 1) if is_postgresql() else sql for sql, _values in found
    )
    with connection.cursor() as cursor:
        cursor.execute(query, [value for _sql, values in found for value in values])
        return list(cursor.fetchone())


def is_postgresql() -> bool:
    return connection.vendor == "postgresql"


def test_it_is_the_order_of_danish_books() -> None:
    titles = IN_ORDER.split("|")
    shuffled = random.Random(7).sample(titles, len(titles))
    assert sorted(shuffled, key=alphabetical) == titles


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Århus", "aarhus"),
        ("a\u030arhus", "ÅRHUS"),
        ("ENERGI", "énergi"),
        ("Ängel", "æNGEL"),
        ("Müller", "myller"),
        (" Zoo ", "zoo"),
        ("Straße", "strasse"),
        ("«Klar»", '"Klar"'),
    ],
)
def test_spellings_that_stand_together(one: str, other: str) -> None:
    assert alphabetical(one) == alphabetical(other)


def test_a_key_has_an_end() -> None:
    assert len(alphabetical("ß" * 1000)) == LONGEST


@pytest.mark.django_db
@given(st.lists(TEXTS, min_size=1, max_size=20))
@settings(max_examples=200, deadline=None)
def test_the_database_knows_the_same_rule(texts: list[str]) -> None:
    assert keys(texts) == [alphabetical(text) for text in texts]


@pytest.mark.django_db
def test_a_text_longer_than_a_key_has_the_same_end_in_the_database() -> None:
    text = "ß Aa é" * 100
    assert keys([text]) == [alphabetical(text)]


@pytest.mark.django_db
@given(st.lists(TEXTS, min_size=2, max_size=12, unique=True))
@settings(max_examples=25, deadline=None)
def test_rows_come_in_the_order_of_their_keys(names: list[str]) -> None:
    Municipality.objects.all().delete()
    for number, name in enumerate(names):
        Municipality.objects.create(name=name, slug=f"m{number}", code=f"{number:04}")
    rising = list(Municipality.objects.order_by(by("name"), "code").values_list("name", flat=True))
    assert rising == sorted(names, key=alphabetical)
    falling = Municipality.objects.order_by(by("-name"), "-code").values_list("name", flat=True)
    assert list(falling) == rising[::-1]


@pytest.mark.django_db
def test_null_stays_null() -> None:
    Municipality.objects.create(name="Thisted", slug="t", code="0787")
    (found,) = Municipality.objects.annotate(
        key=Alphabetical(Value(None, TextField()))
    ).values_list("key", flat=True)
    assert found is None
