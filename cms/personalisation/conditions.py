"""Selections as conditions on items."""

from __future__ import annotations

from django.db.models import Q

from cms.databases.said import Said, Written, all_of, any_of, one_of
from cms.library.conditions import having, marked_with, named, owned_by, translated_to
from cms.library.models import Item
from cms.library.registry import item_models
from cms.personalisation.selection import Selection, addresses_of

LANGUAGE_KIND = "language"


def condition_of(selection: Selection, model: type[Item], *, as_written: bool = False) -> Q | None:
    """Give the condition for items of a model, or None when it can never hold for that model.

    A language is what an item is written in or translated to; ``as_written`` only the first.
    """
    said = said_of(selection, model, as_written=as_written)
    return None if said is None else Q(Written(said))


def said_of(selection: Selection, model: type[Item], *, as_written: bool = False) -> Said | None:
    """Give the same as SQL that speaks of an item's own columns."""
    possible = [name for name in _types_of(model) if _may_hold(selection, name)]
    if not possible:
        return None
    parts = [marked_with(name, slugs) for name, slugs in selection.terms.items()]
    if selection.types and len(_types_of(model)) > 1:
        parts.append(one_of("type_name", possible))
    if selection.items:
        parts.append(_named(selection.addresses, possible))
    if selection.owners:
        parts.append(owned_by(selection.owners))
    if selection.language:
        written = _written_in(selection.language, possible, model)
        parts.append(written if as_written else written | translated_to(selection.language))
    if selection.besides:
        parts.append(~_named(addresses_of(selection.besides), possible))
    return all_of(parts)


def _types_of(model: type[Item]) -> list[str]:
    """The types that a queryset of this model holds: one, or all for the common base."""
    declared = item_models()
    return list(declared) if model is Item else [model.declaration.name]


def _may_hold(selection: Selection, type_name: str) -> bool:
    names = {name for name, _slug in selection.addresses}
    return (not selection.types or type_name in selection.types) and (
        not selection.items or type_name in names
    )


def language_fields(type_name: str) -> tuple[str, ...]:
    """The fields that say in which language an item of the type is."""
    return tuple(item_models()[type_name].declaration.fields_of(LANGUAGE_KIND))


def _named(addresses: tuple[tuple[str, str], ...], possible: list[str]) -> Said:
    return named((name, slug) for name, slug in addresses if name in possible)


def _written_in(language: str, possible: list[str], model: type[Item]) -> Said:
    if model is not Item:
        return any_of(one_of(field, [language]) for field in language_fields(possible[0]))
    columns = ((item_models()[name], f) for name in possible for f in language_fields(name))
    return any_of(having(model, field, language) for model, field in columns)
