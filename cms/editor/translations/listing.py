"""What an owner's readers can read in each language, and what is still missing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.core.paginator import Paginator
from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import render
from django.utils.translation import gettext_lazy as _

from cms.databases.alphabet import by_key
from cms.editor.translations.places import (
    REASON,
    address_of,
    languages_of,
    municipality_of,
    owner_for,
    reach_of,
    translating_owners,
)
from cms.library.labels import language
from cms.library.languages import LANGUAGE_NAMES
from cms.library.models import Item, Translation
from cms.library.registry import declarations
from cms.library.specific import own_fields
from cms.library.translation_states import TranslationStanding, TranslationState, standings_of
from cms.library.translations import written_by, written_in
from cms.municipalities.models import Owner

PAGE_SIZE = 30
# By language.
Standings = dict[str, TranslationStanding]
STATES = {
    TranslationState.CHANGED: _("Originalen er ændret"),
    TranslationState.MISSING: _("Mangler"),
    TranslationState.HIDDEN: _("Kladde"),
    TranslationState.PARTLY: _("Delvist"),
    TranslationState.SHOWN: _("Vises"),
}
# What one may ask the list for. The rest can't be told without reading every text.
ASKED_STATES = (TranslationState.MISSING, TranslationState.HIDDEN, TranslationState.CHANGED)


@dataclass(frozen=True)
class Cell:
    """One item in one language."""

    code: str
    name: Any
    state: TranslationState
    label: Any
    is_theirs: bool
    address: str


@dataclass(frozen=True)
class Line:
    """One item, with a cell for each language."""

    title: str
    kind: str
    owner: str
    cells: list[Cell]


@dataclass(frozen=True)
class Asked:
    """The list's filters; a value that isn't known is as if it weren't there."""

    words: str = ""
    type_name: str = ""
    language: str = ""
    state: str = ""

    @classmethod
    def of(cls, query: QueryDict, languages: Iterable[str]) -> Asked:
        """The filters in an address."""
        return cls(
            words=query.get("q", "").strip()[:100],
            type_name=_known(query.get("type", ""), declarations()),
            language=_known(query.get("sprog", ""), languages),
            state=_known(query.get("tilstand", ""), [state.value for state in ASKED_STATES]),
        )


def _known(value: str, known: Iterable[str]) -> str:
    return value if value in known else ""


def translations(request: HttpRequest) -> HttpResponse:
    """`/admin/oversaettelser/`."""
    owner = owner_for(request)
    languages = languages_of(owner)
    asked = Asked.of(request.GET, languages)
    page = Paginator(_items(owner, asked, languages), PAGE_SIZE).get_page(request.GET.get("p"))
    context = {
        "owner": owner,
        "asked": asked,
        "page": page,
        "lines": _lines(list(page), owner, [asked.language] if asked.language else languages),
        "languages": [(code, LANGUAGE_NAMES[code]) for code in languages],
        "states": [(state.value, STATES[state]) for state in ASKED_STATES],
        "types": [(name, _label(name, "many")) for name in declarations()],
        "others": translating_owners(request).exclude(pk=owner.pk),
        "is_municipality": municipality_of(owner) is not None,
    }
    return render(request, "editor/translations/list.html", context)


def _items(owner: Owner, asked: Asked, languages: list[str]) -> QuerySet[Item]:
    """The published items that are asked for, an owner's own first."""
    found = Item.objects.everything(REASON).filter(reach_of(owner), live=True)
    if asked.words:
        found = found.filter(listed_title__icontains=asked.words)
    if asked.type_name:
        found = found.filter(type_name=asked.type_name)
    codes = [asked.language] if asked.language else languages
    if asked.state == TranslationState.MISSING:
        found = found.filter(_any(~Q(Exists(_said(owner, [code], True))) for code in codes))
    elif asked.state == TranslationState.HIDDEN:
        found = found.filter(Exists(_said(owner, codes, False)))
    elif asked.state == TranslationState.CHANGED:
        found = found.filter(pk__in=_changed(owner, codes))
    is_own = Exists(Item.objects.everything(REASON).filter(pk=OuterRef("pk"), owner_id=owner.pk))
    ordered: QuerySet[Item] = found.annotate(is_own=is_own)
    return ordered.order_by("-is_own", "type_name", by_key("title_order"), "pk")


def _any(conditions: Iterable[Q]) -> Q:
    found = Q(pk__in=())
    for condition in conditions:
        found |= condition
    return found


def _said(owner: Owner, codes: Iterable[str], is_shown: bool) -> QuerySet[Translation]:
    """For the outer query's item: what stands in a language, or the owner's own drafts."""
    found = Translation.objects.filter(item_id=OuterRef("pk"), language__in=list(codes))
    if is_shown:
        theirs = Q(municipality=None) | Q(municipality_id=owner.pk)
        return found.filter(theirs, is_shown=True)
    return found.filter(written_by(owner), is_shown=False)


def _changed(owner: Owner, codes: Iterable[str]) -> list[int]:
    own = Translation.objects.filter(written_by(owner), language__in=list(codes)).select_related(
        "item"
    )
    found = standings_of(own)
    return [one.translation.item_id for one in found if one.changed]


def _lines(items: list[Item], owner: Owner, languages: list[str]) -> list[Line]:
    full = own_fields(items, REASON)
    there: dict[int, Standings] = defaultdict(dict)
    shown = Q(municipality=None, is_shown=True) | written_by(owner)
    found = Translation.objects.filter(shown, item__in=items, language__in=languages)
    for standing in standings_of(found.select_related("item").order_by("municipality_id")):
        kept = there[standing.translation.item_id].get(standing.translation.language)
        if kept is None or standing.translation.municipality_id == owner.pk:
            there[standing.translation.item_id][standing.translation.language] = standing
    return [_line(item, owner, languages, there[item.pk]) for item in full]


def _line(item: Item, owner: Owner, languages: list[str], there: Standings) -> Line:
    is_own = item.owner_id == owner.pk
    cells = [
        _cell(item, owner, code, there.get(code)) for code in languages if code != written_in(item)
    ]
    return Line(
        title=item.listed_title,
        kind=_label(item.type_name, "one"),
        owner="" if is_own else item.owner.name,
        cells=cells,
    )


def _cell(item: Item, owner: Owner, code: str, standing: TranslationStanding | None) -> Cell:
    state = standing.state if standing else TranslationState.MISSING
    is_own = item.owner_id == owner.pk
    return Cell(
        code=code,
        name=LANGUAGE_NAMES[code],
        state=state,
        label=STATES[state],
        is_theirs=bool(standing and not is_own and standing.translation.municipality_id is None),
        address=address_of(item, owner, code),
    )


def _label(type_name: str, number: str) -> str:
    labels = declarations()[type_name].labels.in_language(language())
    return str(getattr(labels, number)).capitalize()
