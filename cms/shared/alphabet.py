"""Danish alphabetical order, as a key: texts sort as readers expect when their keys do.

One rule for everything that is put in order by a title or a name: the databases (see
`cms.databases.alphabet`, which says the same in SQL), both search engines and lists in Python.
Keys are compared sign by sign. Neither case nor accents matter; æ, ø, å and aa follow z, and ä,
ö and ü go with æ, ø and y.
"""

from __future__ import annotations

import re
import unicodedata

LONGEST = 200
# In ASCII these three follow z, in this order: they stand for æ, ø and å.
_SIGNS = (
    ("{", "ÆæÄä"),
    ("|", "ØøÖöŐőŒœ"),
    ("}", "Åå"),
    ("y", "ÜüŰű"),
    ("d", "ĐđÐð"),
    ("l", "Łł"),
    ("е", "Ёё"),
    # However it is quoted, a title stands before those that begin with a letter.
    ('"', "«»“”„"),
    ("'", "‘’‚"),
    ("-", "–—"),
)
_CYRILLIC = "АБВГДЕЖЗИЙКЛМНОПРСТУФХЦЧШЩЪЫЬЭЮЯЄІЇҐ"
# Letter for letter, before accents are taken away.
LETTERS = {letter: sign for sign, letters in _SIGNS for letter in letters} | dict(
    zip(_CYRILLIC, _CYRILLIC.lower(), strict=True)
)
# Those that nearly every Danish text has, and few have others.
DANISH = {letter: LETTERS[letter] for letter in "ÆæØøÅå"}
# Accents on Latin letters; Russian й and Arabic أ are letters of their own.
ACCENTED = "([A-Za-z])[\u0300-\u036f]+"
# What is written with several letters, after all is small.
PAIRS = {"ß": "ss", "Þ": "th", "þ": "th", "aa": "}"}
_LETTER = re.compile(f"[{''.join(LETTERS)}]")
_ACCENTED = re.compile(ACCENTED)
_SMALL = {ord(letter): letter.lower() for letter in "ABCDEFGHIJKLMNOPQRSTUVWXYZ"}


def alphabetical(text: str) -> str:
    """The key by which a text is sorted."""
    found = text if text.isascii() else _LETTER.sub(_sign, unicodedata.normalize("NFKC", text))
    # Databases ask for thousands at once; most are plain by now.
    small = found.lower() if found.isascii() else _small(found)
    for pair, instead in PAIRS.items():
        small = small.replace(pair, instead)
    return small.strip(" ")[:LONGEST]


def _sign(found: re.Match[str]) -> str:
    return LETTERS[found.group()]


def _small(text: str) -> str:
    bare = _ACCENTED.sub(r"\1", unicodedata.normalize("NFD", text))
    return unicodedata.normalize("NFC", bare).translate(_SMALL)
