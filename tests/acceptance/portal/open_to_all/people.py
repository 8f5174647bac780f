"""Five citizens, each of a municipality with a theme of its own."""

from __future__ import annotations

PEOPLE = {
    "aarhus": "demo-morten",
    "koebenhavn": "demo-sara",
    "odense": "demo-nadia",
    "thisted": "demo-karoline",
    "vejen": "demo-beskyttet",
}
# Where they lived before: it shows on the page about moving.
ELSEWHERE = ("varde", "esbjerg")
