"""In which languages one can read what the nation shares."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Q

from cms.editor.coverage.rows import kinds
from cms.library.coverage import REASON, shared_by_nation
from cms.library.models import Item
from cms.library.registry import item_models


@dataclass(frozen=True)
class LanguageRow:
    """One kind of content: how many items a reader of each language has."""

    type_name: str
    label: str
    counts: list[int]
    others: int
    single: int
    total: int


def readings(model: type[Item]) -> Any:
    """The nation's shared items of a type, each with its `spoken` language and if it `is_alone`.

    Items of one translation key say the same in several languages.
    """
    # A type without a field for it is in the language that its items are kept in.
    said = next(iter(model.declaration.fields_of("language")), "locale__language_code")
    items = model.objects.everything(REASON).filter(shared_by_nation())
    others = items.filter(translation_key=OuterRef("translation_key"))
    return items.annotate(
        spoken=F(said), is_alone=~Exists(others.exclude(**{said: OuterRef(said)}))
    ).order_by()


def in_one_language() -> set[int]:
    """The items that can be read in one language only, by primary key. One query a type."""
    found: set[int] = set()
    for model in item_models().values():
        found.update(readings(model).filter(is_alone=True).values_list("pk", flat=True))
    return found


def language_rows() -> list[LanguageRow]:
    """A row for each type, in the order of the portal's languages. One query a type."""
    return [_row(name, label, item_models()[name]) for name, label in kinds().items()]


def _row(name: str, label: str, model: type[Item]) -> LanguageRow:
    counts: Counter[str] = Counter()
    alone = 0
    is_alone = Count("pk", filter=Q(is_alone=True))
    for language, count, single in (
        readings(model).values_list("spoken").annotate(Count("pk"), single=is_alone)
    ):
        counts[language or ""] += count
        alone += single
    portal = [counts[code] for code, _language in settings.LANGUAGES]
    return LanguageRow(name, label, portal, counts.total() - sum(portal), alone, counts.total())
