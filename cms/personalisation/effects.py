"""What rules and the citizen's own choices do to content, for one viewer."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from cms.citizens.declared import attributes, options
from cms.citizens.reasons import reasons_off
from cms.declarations.attributes import Attribute
from cms.personalisation.book import Book, CompiledRule, current_book
from cms.personalisation.choosable import narrower
from cms.personalisation.declared import language_name
from cms.personalisation.facts import facts_of_viewer
from cms.personalisation.grammar import grammar_of
from cms.personalisation.models import EffectKind
from cms.personalisation.selection import Selection
from cms.personalisation.sentence import label_within_sentence
from cms.personalisation.viewer import Viewer
from cms.personalisation.vocabulary import Labels

# Nearly everything is in the portal's first language, so it is no reason for anything.
COMMON_LANGUAGE = "da"


class Kind(StrEnum):
    """What an effect does. ``reserve`` keeps content for others: a show rule that does not fit."""

    SHOW = "show"
    RESERVE = "reserve"
    HIDE = "hide"
    REQUIRE = "require"
    PIN = "pin"
    BOOST = "boost"
    ORDER = "order"
    NOTIFY = "notify"
    SUGGEST = "suggest"


_WHO_MEETS_IT = (Kind.SHOW, Kind.RESERVE, Kind.HIDE)


@dataclass(frozen=True)
class Effect:
    """One thing done to the content of a selection, with the reason a citizen reads.

    ``is_national`` tells whose rule it is: a municipality's rule never takes away what the
    nation made mandatory.
    """

    kind: Kind
    selection: Selection
    weight: int = 0
    reason_key: str = ""
    reason: Labels = field(default_factory=dict)
    is_national: bool = True

    @property
    def as_written(self) -> bool:
        """Whether a language means what an item was written in, and no translation.

        An item that can be read in one language more is no less for those who read the others:
        so what decides who meets it doesn't look at translations. What lifts it does.
        """
        return self.kind in _WHO_MEETS_IT


@dataclass(frozen=True)
class Standing:
    """A viewer's effects, the audiences they come from, and a hash that stands for them.

    Two viewers with the same municipality, language and ``signature`` meet the same content in
    the same order, so a list may be kept under these three without keeping a person.
    """

    effects: tuple[Effect, ...]
    audiences: frozenset[str]
    reasons_off: frozenset[str]
    signature: str


def effects_for(viewer: Viewer) -> tuple[Effect, ...]:
    """Give the effects in a fixed order: the heaviest of each kind first."""
    return standing_of(viewer).effects


def standing_of(viewer: Viewer) -> Standing:
    """Work out where a viewer stands; once for each viewer."""
    if "standing" not in viewer.memory:
        viewer.memory["standing"] = _standing(viewer)
    standing: Standing = viewer.memory["standing"]
    return standing


def _standing(viewer: Viewer) -> Standing:
    book = current_book()
    facts = facts_of_viewer(viewer, sorted(book.words))
    owner_id = viewer.municipality.pk if viewer.municipality else None
    audiences = book.audiences_of(facts, owner_id)
    off = reasons_off(viewer.citizen) if viewer.citizen else frozenset()
    found = [
        _effect_of_rule(rule, book, audiences)
        for rule in book.rules_for(owner_id, viewer.now)
        if rule.audience in audiences or rule.effect is EffectKind.SHOW
    ]
    found += _effects_of_choices(facts)
    wanted = [effect for effect in found if _is_wanted(effect, viewer, off)]
    effects = tuple(sorted(wanted, key=_place))
    return Standing(effects, audiences, off, _signature(book.stamp, effects, off))


def _is_wanted(effect: Effect, viewer: Viewer, off: frozenset[str]) -> bool:
    """Whether an effect stays. Who may see content is not a matter of taste, so that stays."""
    if effect.kind in (Kind.SHOW, Kind.RESERVE):
        return True
    return not viewer.everything and effect.reason_key not in off


def _place(effect: Effect) -> tuple[int, int, str]:
    return list(Kind).index(effect.kind), -effect.weight, effect.reason_key


def _effect_of_rule(rule: CompiledRule, book: Book, audiences: frozenset[str]) -> Effect:
    fits = rule.audience in audiences
    return Effect(
        kind=Kind(rule.effect.value) if fits else Kind.RESERVE,
        selection=rule.selection,
        weight=rule.weight,
        reason_key=f"rule:{rule.name}",
        reason=rule.reason or _reason_from_audience(rule, book),
        is_national=rule.is_national,
    )


def _reason_from_audience(rule: CompiledRule, book: Book) -> Labels:
    labels = book.vocabulary.audiences.get(rule.audience, {})
    return {
        language: grammar_of(language).because_of.format(label=label)
        for language, label in labels.items()
    }


def _effects_of_choices(facts: dict[str, Any]) -> Iterator[Effect]:
    """Lift what the citizen has said, in so many words, to be interested in."""
    for name, attribute in attributes().items():
        chosen = facts.get(name)
        if attribute.boost is None or not isinstance(chosen, frozenset):
            continue
        for value in sorted(chosen):
            if attribute.kind != "languages" or value != COMMON_LANGUAGE:
                yield _effect_of_choice(name, attribute, value)


def _effect_of_choice(name: str, attribute: Attribute, value: str) -> Effect:
    assert attribute.boost is not None  # noqa: S101 - the caller has looked
    if attribute.vocabulary:
        terms = {attribute.vocabulary: narrower(attribute.vocabulary, [value])}
        selection = Selection(terms=terms)
    else:
        selection = Selection(language=value)
    reasons = {
        language: text.format(value=_spoken(attribute, value, language))
        for language, text in attribute.boost.reason.model_dump().items()
        if text
    }
    key = f"choice:{name}:{value}"
    return Effect(Kind.BOOST, selection, attribute.boost.weight, key, reasons)


def _spoken(attribute: Attribute, value: str, language: str) -> str:
    """Name the choice as it stands within a sentence."""
    if attribute.kind == "languages":
        return language_name(value, language)
    return label_within_sentence(options(attribute, language).get(value, value))


def _signature(stamp: str, effects: tuple[Effect, ...], off: frozenset[str]) -> str:
    parts = [stamp, *sorted(key for key in off if key.startswith("shelf:"))]
    parts += [f"{effect.kind}|{effect.weight}|{effect.reason_key}" for effect in effects]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]
