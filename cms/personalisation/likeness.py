"""What a citizen has begun, done or signed up for lifts what is marked likewise.

Content is held against content here, never a citizen against other citizens: nobody is scored.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping

from cms.capabilities.registry import all_capabilities
from cms.citizens.models import Citizen
from cms.library.models import Item, ItemTerm
from cms.personalisation.effect import Effect, Kind
from cms.personalisation.selection import Selection
from cms.personalisation.vocabulary import Labels

# Lighter than any interest that is said aloud, and of the last few things only.
WEIGHT = 5
LAST = 3
_REASONS: Labels = {
    "da": "Fordi det ligner »{title}«",
    "en": "Because it is like “{title}”",
    "ar": "لأنه يشبه «{title}»",
    "ru": "Потому что это похоже на «{title}»",
}


def effects_of_likeness(citizen: Citizen) -> Iterator[Effect]:
    """Give an effect for each thing and each vocabulary that it is marked in."""
    doing = _doing(citizen)
    if not doing:
        return
    items = Item.objects.everything("what a citizen has done says what else may interest")
    terms = _terms(doing)
    for item in sorted(items.filter(pk__in=doing), key=lambda one: doing.index(one.pk)):
        address = f"{item.type_name}/{item.slug}"
        reason = {code: text.format(title=item.listed_title) for code, text in _REASONS.items()}
        for vocabulary, slugs in sorted(terms[item.pk].items()):
            selection = Selection(terms={vocabulary: tuple(sorted(slugs))}, besides=(address,))
            yield Effect(Kind.BOOST, selection, WEIGHT, f"like:{address}", reason)


def _doing(citizen: Citizen) -> list[int]:
    """The items of the last engagements, whichever capability they belong to."""
    found = (
        engagement.item_id
        for capability in all_capabilities().values()
        for engagement in capability.engagements(citizen)[:LAST]
    )
    return list(dict.fromkeys(found))[:LAST]


def _terms(items: list[int]) -> Mapping[int, Mapping[str, list[str]]]:
    """The slugs that items are marked with, by item and vocabulary, in one query."""
    found: dict[int, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    rows = ItemTerm.objects.filter(item_id__in=items).order_by("term__vocabulary", "term__slug")
    for pk, vocabulary, slug in rows.values_list("item_id", "term__vocabulary", "term__slug"):
        if slug not in found[pk][vocabulary]:
            found[pk][vocabulary].append(slug)
    return found
