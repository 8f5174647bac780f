"""What selections look at on an item, held in memory: the same as `conditions` in the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cms.library.around import around_of
from cms.library.models import Item, ItemTerm, Translation
from cms.library.registry import item_models
from cms.municipalities.models import Owner
from cms.personalisation.conditions import language_fields
from cms.personalisation.selection import Selection


@dataclass(frozen=True)
class Marks:
    """What selections look at on one item."""

    type_name: str
    slug: str
    terms: Mapping[str, frozenset[str]]
    owner: str
    languages: frozenset[str]
    # Of these, what the item was written in.
    written: frozenset[str]

    @property
    def address(self) -> str:
        """How a selection names the item."""
        return f"{self.type_name}/{self.slug}"

    def are_in(self, selection: Selection, *, as_written: bool = False) -> bool:
        """Whether the item is in the selection: the same as `conditions.condition_of`."""
        languages = self.written if as_written else self.languages
        return (
            (not selection.types or self.type_name in selection.types)
            and (not selection.items or self.address in selection.items)
            and (not selection.owners or self.owner in selection.owners)
            and self.address not in selection.besides
            and (not selection.language or selection.language in languages)
            and all(
                not self.terms.get(vocabulary, frozenset()).isdisjoint(slugs)
                for vocabulary, slugs in selection.terms.items()
            )
        )


def marks_of(
    items: Sequence[Item], owners: Mapping[int, str] | None = None, *, translated: bool = True
) -> dict[int, Marks]:
    """Give each item's marks: one query for the terms, one a type where languages must be read.

    One more for the languages that items are `translated` to, for those who ask, and one for the
    owners' slugs where the caller doesn't know them.
    """
    if owners is None:
        found = Owner.objects.filter(pk__in={item.owner_id for item in items})
        owners = dict(found.values_list("pk", "slug"))
    terms: dict[int, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    for pk, vocabulary, slug in _terms(items):
        terms[pk][vocabulary].add(slug)
    languages = _languages_of(items)
    more = _translated(items) if translated else {}
    return {
        item.pk: Marks(
            item.type_name,
            item.slug,
            {name: frozenset(slugs) for name, slugs in terms[item.pk].items()},
            owners[item.owner_id],
            languages.get(item.pk, frozenset()) | more.get(item.pk, set()),
            languages.get(item.pk, frozenset()),
        )
        for item in items
    }


def _terms(items: Sequence[Item]) -> Iterable[tuple[int, str, str]]:
    """Item, vocabulary and slug of every term that the items are marked with."""
    around = around_of(items)
    if around is not None:
        return [
            (key, term.vocabulary, term.slug)
            for key, several in around.terms.items()
            for _field, term in several
        ]
    rows = ItemTerm.objects.filter(item_id__in=[item.pk for item in items])
    return rows.values_list("item_id", "term__vocabulary", "term__slug")


def _translated(items: Sequence[Item]) -> dict[int, set[str]]:
    """By item: the languages in which its owner shows it besides its own."""
    found: dict[int, set[str]] = defaultdict(set)
    around = around_of(items)
    if around is not None:
        for pk, several in around.translations.items():
            found[pk] = {said.language for said in several if not said.is_municipalitys}
        return found
    of_owners = Translation.objects.filter(is_shown=True, municipality=None, item__in=items)
    for pk, language in of_owners.values_list("item_id", "language"):
        found[pk].add(language)
    return found


def _languages_of(items: Sequence[Item]) -> dict[int, frozenset[str]]:
    found: dict[int, frozenset[str]] = {}
    bare: dict[str, list[int]] = defaultdict(list)
    for item in items:
        if item.is_typed:
            fields = language_fields(item.type_name)
            found[item.pk] = frozenset(str(getattr(item, name)) for name in fields)
        else:
            bare[item.type_name].append(item.pk)
    for type_name, keys in bare.items():
        fields = language_fields(type_name)
        rows = item_models()[type_name].objects.everything("a column of items already chosen")
        for pk, *values in rows.filter(pk__in=keys).values_list("pk", *fields):
            found[pk] = frozenset(str(value) for value in values)
    return found
