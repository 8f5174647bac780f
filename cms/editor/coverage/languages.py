"""In which languages one can read what the nation shares."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import F

from cms.editor.coverage.rows import kinds
from cms.library.coverage import REASON, shared_by_nation
from cms.library.registry import item_models


@dataclass(frozen=True)
class Reading:
    """One item's language; items with the same `work` say the same in other languages."""

    key: int
    type_name: str
    work: Any
    language: str


@dataclass(frozen=True)
class LanguageRow:
    """One kind of content: how many items a reader of each language has."""

    type_name: str
    label: str
    counts: list[int]
    others: int
    single: int
    total: int


def readings() -> Iterator[Reading]:
    """Each of the nation's shared items. One query a type."""
    for name, model in item_models().items():
        # A type without a field for it is in the language that its items are kept in.
        said = next(iter(model.declaration.fields_of("language")), "locale__language_code")
        items = model.objects.everything(REASON).filter(shared_by_nation())
        for key, work, language in items.values_list("pk", "translation_key", F(said)):
            yield Reading(key, name, work, language or "")


def in_one_language(found: Iterator[Reading] | None = None) -> set[int]:
    """The items that can be read in one language only, by primary key."""
    by_work: dict[Any, list[Reading]] = defaultdict(list)
    for one in readings() if found is None else found:
        by_work[one.work].append(one)
    works = by_work.values()
    return {one.key for work in works if len({each.language for each in work}) == 1 for one in work}


def language_rows() -> list[LanguageRow]:
    """A row for each type, in the order of the portal's languages."""
    found = list(readings())
    single = in_one_language(iter(found))
    counts = Counter((one.type_name, one.language) for one in found)
    alone = Counter(one.type_name for one in found if one.key in single)
    return [_row(name, label, counts, alone[name]) for name, label in kinds().items()]


def _row(name: str, label: str, counts: Counter[tuple[str, str]], alone: int) -> LanguageRow:
    portal = [counts[name, code] for code, _language in settings.LANGUAGES]
    total = sum(count for (type_name, _code), count in counts.items() if type_name == name)
    return LanguageRow(name, label, portal, total - sum(portal), alone, total)
