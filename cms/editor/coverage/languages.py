"""In which languages one can read what the nation shares."""

from __future__ import annotations

from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Value

from cms.editor.coverage.rows import kinds
from cms.library.coverage import REASON, shared_by_nation
from cms.library.languages import SOURCE_LANGUAGE
from cms.library.models import Item, Translation
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
    """The nation's shared items of a type: the language each was `written` in, if it `is_alone`."""
    # A type without a field for it is in the common language.
    said = next(iter(model.declaration.fields_of("language")), None)
    written = F(said) if said else Value(SOURCE_LANGUAGE)
    items = model.objects.everything(REASON).filter(shared_by_nation())
    translated = Exists(of_the_nation().filter(item_id=OuterRef("pk")))
    return items.annotate(written=written, is_alone=~translated).order_by()


def of_the_nation() -> QuerySet[Translation]:
    """What owners show in other languages than they wrote in."""
    return Translation.objects.filter(municipality=None, is_shown=True)


def in_one_language() -> set[int]:
    """The items that can be read in one language only, by primary key. One query a type."""
    found: set[int] = set()
    for model in item_models().values():
        found.update(readings(model).filter(is_alone=True).values_list("pk", flat=True))
    return found


def language_rows() -> list[LanguageRow]:
    """A row for each type, in the order of the portal's languages. One query a type, and one."""
    shared = of_the_nation().filter(shared_by_nation("item__")).order_by()
    counted = shared.values_list("item__type_name", "language").annotate(Count("pk"))
    translated: dict[str, Counter[str]] = defaultdict(Counter)
    for name, language, count in counted:
        translated[name][language] += count
    models = item_models()
    return [_row(name, label, models[name], translated[name]) for name, label in kinds().items()]


def _row(name: str, label: str, model: type[Item], translated: Counter[str]) -> LanguageRow:
    written: Counter[str] = Counter()
    alone = 0
    is_alone = Count("pk", filter=Q(is_alone=True))
    for language, count, single in (
        readings(model).values_list("written").annotate(Count("pk"), single=is_alone)
    ):
        written[language or ""] += count
        alone += single
    ours = [code for code, _language in settings.LANGUAGES]
    others = written.total() - sum(written[code] for code in ours)
    portal = [written[code] + translated[code] for code in ours]
    return LanguageRow(name, label, portal, others, alone, written.total())
