"""What rules and the citizen's own choices do to content, for one viewer."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from cms.citizens.reasons import reasons_off
from cms.personalisation.book import Book, CompiledRule, current_book
from cms.personalisation.effect import Effect, Kind
from cms.personalisation.facts import facts_of_viewer
from cms.personalisation.grammar import grammar_of
from cms.personalisation.interests import effects_of_interests
from cms.personalisation.kept_standings import kept
from cms.personalisation.likeness import effects_of_likeness
from cms.personalisation.models import EffectKind
from cms.personalisation.sentence import in_language
from cms.personalisation.viewer import Viewer
from cms.personalisation.vocabulary import Labels
from cms.personalisation.wishes import effects_of_wishes

__all__ = ["Effect", "Kind", "Standing", "effects_for", "standing_of"]


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
        viewer.memory["standing"] = kept(viewer, lambda: _standing(viewer))
    standing: Standing = viewer.memory["standing"]
    return standing


def spoken_reasons(viewer: Viewer) -> dict[str, str]:
    """What rules and choices would say to the viewer, by reason key, whatever is turned off."""
    found, _audiences = _everything_for(viewer, current_book())
    return {one.reason_key: in_language(one.reason, viewer.language) for one in found}


def _standing(viewer: Viewer) -> Standing:
    book = current_book()
    found, audiences = _everything_for(viewer, book)
    off = reasons_off(viewer.citizen) if viewer.citizen else frozenset()
    wanted = [effect for effect in found if _is_wanted(effect, viewer, off)]
    effects = tuple(sorted(wanted, key=_place))
    return Standing(effects, audiences, off, _signature(book.stamp, effects, off))


def _everything_for(viewer: Viewer, book: Book) -> tuple[list[Effect], frozenset[str]]:
    """What rules and choices would do, and the audiences, whatever has been turned off."""
    facts = facts_of_viewer(viewer, sorted(book.words))
    owner_id = viewer.municipality.pk if viewer.municipality else None
    audiences = book.audiences_of(facts, owner_id)
    found = [
        _effect_of_rule(rule, book, audiences)
        for rule in book.rules_for(owner_id, viewer.now)
        if rule.audience in audiences or rule.effect is EffectKind.SHOW
    ]
    found += effects_of_interests(facts)
    if viewer.citizen is not None:
        found += effects_of_wishes(viewer.citizen)
        found += effects_of_likeness(viewer.citizen)
    return found, audiences


def _is_wanted(effect: Effect, viewer: Viewer, off: frozenset[str]) -> bool:
    """Whether an effect stays. Who may see content is not a matter of taste, so that stays."""
    if effect.kind in (Kind.SHOW, Kind.RESERVE):
        return True
    if effect.kind is Kind.REQUIRE:
        return not viewer.everything
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


def _signature(stamp: str, effects: tuple[Effect, ...], off: frozenset[str]) -> str:
    parts = [stamp, *sorted(key for key in off if key.startswith("shelf:"))]
    # The selection too: one person's plan is another selection than the next one's.
    parts += [
        f"{effect.kind}|{effect.weight}|{effect.reason_key}|{effect.selection}"
        for effect in effects
    ]
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()[:24]
