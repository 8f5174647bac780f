"""The question that a viewer asks: the words, and what rules and interests do to the answer."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from cms.library.sharing import Sharing
from cms.municipalities.models import OwnerKind
from cms.personalisation.effects import Effect, Kind, standing_of
from cms.personalisation.ranking import SHELF_PINNED, ordered_addresses
from cms.personalisation.viewer import Viewer
from cms.search import marks
from cms.search.query import Boost, Near, SearchQuery, Selection
from cms.search.wordbook.book import NO_WORDS, Wordbook
from cms.search.wordbook.kept import wordbook_of

# On the common front stands what of the nation's own stands in every municipality by itself.
COMMON_SHELF = "national"
_NATIONS_OWN = Selection(terms={marks.OWNER_KIND: frozenset({OwnerKind.NATIONAL.value})})
_OTHERS = Selection(
    terms={marks.SHARING: frozenset(sharing.value for sharing in Sharing)}, without=(_NATIONS_OWN,)
)
# A rule of weight 20 doubles a score; the heaviest, 100, makes it six times as great.
_DOUBLING_WEIGHT = 20
# What one can read comes before what says the same in another language.
_SPOKEN = 0.5
_MANDATORY = Selection(terms={marks.SHARING: frozenset({Sharing.MANDATORY.value})})


def query_for(  # noqa: PLR0913 - keywords, each of them a part of the question
    viewer: Viewer,
    words: str,
    *,
    types: Sequence[str] = (),
    filters: Mapping[str, Iterable[str]] | None = None,
    near: Near | None = None,
    facets: Sequence[str] = (),
    sort: str = "relevance",
    page: int = 1,
    size: int = 20,
    wordbook: Wordbook | None = None,
) -> SearchQuery:
    """What a viewer asks for, with the effects that hold for the viewer.

    What is hidden for a viewer is never found. Lifted content comes higher, and so does, where
    there are words, what the viewer can read. Pins order what is
    browsed; when there are words, the words decide, and what editors say about them: `wordbook`,
    by default the site's own. The type is counted along with `facets`.
    Raises `QueryError`.
    """
    standing = standing_of(viewer)
    effects = standing.effects
    code = shelf_of(viewer)
    said = wordbook or (wordbook_for(viewer) if words.strip() else NO_WORDS)
    pins_shelf = bool(viewer.municipality) and SHELF_PINNED not in standing.reasons_off
    return SearchQuery(
        words=words,
        municipality=code,
        language=viewer.language,
        types=tuple(types),
        filters={name: frozenset(values) for name, values in (filters or {}).items()},
        near=near,
        hidden=hidden_from(viewer),
        boosts=(*(spoken(viewer.language) if words.strip() else ()), *_boosts(effects)),
        pinned=() if words.strip() else tuple(_pinned(effects, code if pins_shelf else "")),
        best=said.best(words, viewer.today),
        synonyms=said.synonyms,
        facets=tuple(dict.fromkeys(("type", *facets))),
        sort=sort,
        page=page,
        size=size,
        now=viewer.now,
    )


def shelf_of(viewer: Viewer) -> str:
    """The code of the shelf that the viewer looks on."""
    return viewer.municipality.code if viewer.municipality else COMMON_SHELF


def wordbook_for(viewer: Viewer) -> Wordbook:
    """What editors say about words on the site that the viewer looks at."""
    return wordbook_of(viewer.municipality, viewer.language)


def spoken(language: str) -> tuple[Boost, ...]:
    """Lifts what can be read in a language, where words are asked for."""
    return (Boost(Selection(terms={marks.LANGUAGE: frozenset({language})}), _SPOKEN),)


def hidden_from(viewer: Viewer) -> tuple[Selection, ...]:
    """What the viewer does not meet, whatever is asked for."""
    hidden = tuple(_hidden(standing_of(viewer).effects))
    return hidden if viewer.municipality else (*hidden, _OTHERS)


def _hidden(effects: Iterable[Effect]) -> Iterable[Selection]:
    listed = list(effects)
    shown = tuple(selected(each) for each in listed if each.kind is Kind.SHOW)
    required = tuple(selected(each) for each in listed if each.kind is Kind.REQUIRE)
    for effect in listed:
        # What the nation made mandatory is not a municipality's to take away.
        spared = () if effect.is_national else (_MANDATORY,)
        if effect.kind is Kind.HIDE:
            yield selected(effect, (*spared, *required))
        elif effect.kind is Kind.RESERVE:
            yield selected(effect, (*spared, *shown))


def _boosts(effects: Iterable[Effect]) -> Iterable[Boost]:
    for effect in effects:
        if effect.kind is Kind.BOOST and effect.weight > 0:
            yield Boost(selected(effect), effect.weight / _DOUBLING_WEIGHT)


def _pinned(effects: Iterable[Effect], code: str) -> Iterable[Selection]:
    listed = list(effects)
    for kind in (Kind.REQUIRE, Kind.PIN):
        yield from (selected(effect) for effect in listed if effect.kind is kind)
    if code:
        yield Selection(terms={marks.PINNED: frozenset({code})})
    for type_name, slug in ordered_addresses(listed):
        yield Selection(terms={marks.ADDRESS: frozenset({marks.address(type_name, slug)})})


def selected(effect: Effect, without: tuple[Selection, ...] = ()) -> Selection:
    """What an effect is about, in the words of search."""
    chosen = effect.selection
    terms = {marks.vocabulary(name): frozenset(slugs) for name, slugs in chosen.terms.items()}
    if chosen.items:
        terms[marks.ADDRESS] = frozenset(chosen.items)
    if chosen.owners:
        terms[marks.OWNER] = frozenset(chosen.owners)
    if chosen.besides:
        besides = Selection(terms={marks.ADDRESS: frozenset(chosen.besides)})
        without = (*without, besides)
    if chosen.language:
        place = marks.WRITTEN_IN if effect.as_written else marks.LANGUAGE
        terms[place] = frozenset({chosen.language})
    return Selection(types=frozenset(chosen.types), terms=terms, without=without)
