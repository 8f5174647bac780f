"""From an answer to ads: the shapes in which JSON-LD holds a list, and looking into an ad."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

import orjson
from django.utils.translation import gettext as _

from cms.feeds.faults import FeedFault

Ad = Mapping[str, Any]
# Under which keys lists of things stand, and under which key each thing then does.
LISTS = ("@graph", "itemListElement", "dataFeedElement")
THING = "item"
BOM = b"\xef\xbb\xbf"
# What stands for a thing where only a word is wanted: a name, an identifier, a JSON-LD value.
WORDS = ("name", "value", "@value", "@id")


def read_ads(body: bytes, most: int) -> list[Any]:
    """Everything that the answer lists, whatever it is. Raises FeedFault."""
    try:
        document = orjson.loads(body.removeprefix(BOM))
    except orjson.JSONDecodeError as error:
        reason = _("Svaret er ikke helt, eller det er ikke JSON (linje %(line)s, tegn %(sign)s).")
        said = reason % {"line": error.lineno, "sign": error.colno}
        raise FeedFault(said, _("Intet er ændret. Vi prøver igen næste gang.")) from error
    found = _listed(document)
    if len(found) > most:
        reason = _("Der er %(count)s opslag i svaret, og grænsen er %(most)s.")
        said = reason % {"count": len(found), "most": most}
        raise FeedFault(said, _("Bed om et mindre udtræk, eller sæt grænsen op i kildens fil."))
    return found


def _listed(document: Any) -> list[Any]:
    if isinstance(document, dict):
        lists = [document[key] for key in LISTS if isinstance(document.get(key), list)]
        if not lists:
            reason = _("Der er ingen liste i svaret.")
            raise FeedFault(reason, _("Kilden skal give en liste, eller en liste under “@graph”."))
        document = lists[0]
    if not isinstance(document, list):
        raise FeedFault(_("Der er ingen liste i svaret."), _("Kilden skal give en liste."))
    return [_thing(one) for one in document]


def _thing(entry: Any) -> Any:
    inside = entry.get(THING) if isinstance(entry, dict) else None
    return inside if isinstance(inside, dict) else entry


def value_at(ad: Ad, path: str) -> Any:
    """What stands at `a.b`; of several the first that says anything. None where nothing does."""
    value: Any = ad
    for step in path.split("."):
        if isinstance(value, list):
            value = next((one for one in value if one), None)
        value = value.get(step) if isinstance(value, dict) else None
    return value


def word_of(value: Any) -> str:
    """A value as one word or text: of a thing its name; of several the first."""
    if isinstance(value, list):
        value = next((one for one in value if one), None)
    if isinstance(value, dict):
        value = next((value[key] for key in WORDS if value.get(key)), None)
    if value is None or isinstance(value, (dict, list)):
        return ""
    return str(value).strip()


def words_of(value: Any) -> list[str]:
    """A value as several words."""
    values = value if isinstance(value, list) else [value]
    return [word for word in map(word_of, values) if word]
