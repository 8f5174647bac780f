"""Selections as conditions on a queryset of items."""

from __future__ import annotations

from collections.abc import Iterable
from functools import reduce
from operator import and_, or_

from django.db.models import Q

from cms.library.models import Item
from cms.library.registry import item_models
from cms.personalisation.among import Among
from cms.personalisation.selection import Selection, addresses_of

LANGUAGE_KIND = "language"
_ALWAYS = Q(pk__isnull=False)
_NEVER = Q(pk__in=())


def condition_of(selection: Selection, model: type[Item], *, as_written: bool = False) -> Q | None:
    """Give the condition for items of a model, or None when it can never hold for that model.

    A language is what an item is written in or translated to; ``as_written`` only the first.
    """
    possible = [name for name in _types_of(model) if _may_hold(selection, name)]
    if not possible:
        return None
    parts = [Q(Among.marked_with(name, slugs)) for name, slugs in selection.terms.items()]
    if selection.types and len(_types_of(model)) > 1:
        parts.append(Q(type_name__in=possible))
    if selection.items:
        parts.append(_named(selection.addresses, possible))
    if selection.owners:
        parts.append(Q(owner__slug__in=selection.owners))
    if selection.language:
        written = _written_in(selection.language, possible, model)
        translated = Q(Among.translated_to(selection.language))
        parts.append(written if as_written else written | translated)
    if besides := _named(addresses_of(selection.besides), possible):
        parts.append(~besides)
    return reduce(and_, parts) if parts else _ALWAYS


def _types_of(model: type[Item]) -> list[str]:
    """The types that a queryset of this model holds: one, or all for the common base."""
    declared = item_models()
    return list(declared) if model is Item else [model.declaration.name]


def _may_hold(selection: Selection, type_name: str) -> bool:
    named = {name for name, _slug in selection.addresses}
    return (not selection.types or type_name in selection.types) and (
        not selection.items or type_name in named
    )


def language_fields(type_name: str) -> tuple[str, ...]:
    """The fields that say in which language an item of the type is."""
    return tuple(item_models()[type_name].declaration.fields_of(LANGUAGE_KIND))


def _named(addresses: Iterable[tuple[str, str]], possible: list[str]) -> Q:
    pairs = ((name, slug) for name, slug in addresses if name in possible)
    return reduce(or_, (Q(type_name=name, slug=slug) for name, slug in pairs), Q())


def _written_in(language: str, possible: list[str], model: type[Item]) -> Q:
    if model is not Item:
        fields = language_fields(possible[0])
        return reduce(or_, (Q(**{field: language}) for field in fields), _NEVER)
    columns = ((item_models()[name], f) for name in possible for f in language_fields(name))
    written = (Q(Among.having(model, field, language)) for model, field in columns)
    return reduce(or_, written, _NEVER)
