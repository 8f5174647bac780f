"""From an ad to a row of plain data, as imports take it: each declared field by its kind."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, datetime
from typing import Any

from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.translation import gettext as _

from cms.declarations import Feed, FieldDeclaration, FieldSource
from cms.exchange.findings import nearest
from cms.exchange.prose import to_html, to_plain
from cms.exchange.report import BadValue
from cms.feeds.places import place_of_ad
from cms.feeds.reading import Ad, value_at, word_of, words_of
from cms.library.models import Term

ANY_TAG = re.compile(r"<[a-zA-Z/!][^>]*>")
HEADING = re.compile(r"<(/?)h[1-6][^>]*>", re.IGNORECASE)
SILENT = re.compile(r"<(script|style)\b.*?</\1\s*>", re.IGNORECASE | re.DOTALL)
Row = dict[str, Any]
Terms = Mapping[str, Mapping[str, Term]]
Reader = Callable[[Any, FieldSource, FieldDeclaration, Terms], Any]


def row_of(
    ad: Ad, feed: Feed, fields: Mapping[str, FieldDeclaration], terms: Terms
) -> tuple[Row, dict[str, str]]:
    """The row that an ad makes, and by field why something in it can't be read."""
    row: Row = {}
    faults: dict[str, str] = {}
    for name, source in feed.fields.items():
        try:
            value = _value(ad, source, fields[name], terms)
        except BadValue as error:
            faults[name] = str(error)
            continue
        row[name] = value
    return row, faults


def _value(ad: Ad, source: FieldSource, field: FieldDeclaration, terms: Terms) -> Any:
    found = value_at(ad, source.property)
    read: Reader = READERS.get(field.kind, _word)
    value = read(found, source, field, terms)
    return source.otherwise if value in (None, "") and source.otherwise is not None else value


def _word(found: Any, source: FieldSource, field: FieldDeclaration, _terms: Terms) -> Any:
    word = word_of(found)
    ours = source.words.get(word, word)
    return (ours if isinstance(ours, str) else next(iter(ours), "")) or None


def _text(found: Any, source: FieldSource, field: FieldDeclaration, _terms: Terms) -> str:
    """Words without formatting, on one line.

    One that may be shortened is its first paragraph, cut at a word where that is too long, too.
    """
    plain = to_plain(SILENT.sub("", word_of(found)))
    if not source.shorten:
        return " ".join(plain.split())
    text, most = " ".join(plain.partition("\n\n")[0].split()), field.max_length
    if not most or len(text) <= most:
        return text
    return f"{text[: most - 1].rsplit(' ', 1)[0].rstrip(' ,.;:–-')}…"


def _rich_text(found: Any, source: FieldSource, field: FieldDeclaration, _terms: Terms) -> str:
    """Formatting that isn't ours goes when the field is put; a heading becomes a bold line."""
    text = SILENT.sub("", word_of(found))
    if not ANY_TAG.search(text):
        return to_html(text)
    return HEADING.sub(lambda tag: "</b></p>" if tag.group(1) else "<p><b>", text)


def _choice(found: Any, source: FieldSource, field: FieldDeclaration, _terms: Terms) -> str | None:
    """The first of the ad's words that means something here."""
    words = words_of(found)
    choices = field.choices or {}
    for word in words:
        ours = source.words.get(word, word)
        if isinstance(ours, str) and ours in choices:
            return ours
    if words and source.otherwise is None:
        reason = _("“%(word)s” kendes ikke her.") % {"word": words[0]}
        raise BadValue(f"{reason} {nearest(words[0], [*source.words, *choices])}")
    return None


def _terms(found: Any, source: FieldSource, field: FieldDeclaration, terms: Terms) -> list[str]:
    """Words of our vocabulary among the ad's; the others are somebody else's and stay there."""
    known = terms.get(str(field.vocabulary), {})
    slugs: list[str] = []
    for word in words_of(found):
        ours = source.words.get(word, word.casefold())
        slugs += [ours] if isinstance(ours, str) else ours
    return [slug for slug in dict.fromkeys(slugs) if slug in known]


def _day(found: Any, source: FieldSource, field: FieldDeclaration, _terms: Terms) -> str | None:
    """The day; a moment is its day in Danish time."""
    moment = _moment_of(word_of(found))
    if isinstance(moment, datetime):
        aware = moment if timezone.is_aware(moment) else timezone.make_aware(moment)
        moment = timezone.localdate(aware)
    return moment.isoformat() if moment else None


def _moment(found: Any, source: FieldSource, field: FieldDeclaration, _terms: Terms) -> str | None:
    moment = _moment_of(word_of(found))
    return moment.isoformat() if moment else None


def _moment_of(word: str) -> date | datetime | None:
    if not word:
        return None
    try:
        moment = parse_date(word) or parse_datetime(word)
    except ValueError:  # the right form, but no such day
        moment = None
    if moment is None:
        raise BadValue(_("“%(value)s” er ikke en dato. Skriv 2026-11-30.") % {"value": word[:40]})
    return moment


def _link(found: Any, source: FieldSource, field: FieldDeclaration, _terms: Terms) -> str | None:
    """An address that a browser may open; anything else is no link."""
    word = word_of(found)
    if word and not word.startswith(("https://", "http://")):
        raise BadValue(_("“%(value)s” er ikke en adresse. Skriv https://…") % {"value": word[:60]})
    return word or None


def _number(found: Any, source: FieldSource, field: FieldDeclaration, _terms: Terms) -> Any:
    return word_of(found).replace(",", ".") or None


def _place(found: Any, source: FieldSource, field: FieldDeclaration, _terms: Terms) -> Any:
    return place_of_ad(found)


READERS: dict[str, Reader] = {
    "text": _text,
    "rich_text": _rich_text,
    "choice": _choice,
    "terms": _terms,
    "date": _day,
    "date_time": _moment,
    "place": _place,
    "link": _link,
    "number": _number,
    "money": _number,
    "duration": _number,
}
