"""What must hold of an audience and a rule before they are saved."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress

from django.conf import settings
from django.db.models import Q
from django.utils.translation import gettext as _

from cms.library.models import Item
from cms.library.scopes import lent_to
from cms.library.sharing import WITH_ALL
from cms.municipalities.models import Municipality, Owner, OwnerKind
from cms.personalisation.choosable import declared_choosable
from cms.personalisation.declared import (
    declared_events,
    declared_facts,
    declared_types,
    municipality_fact,
)
from cms.personalisation.expand import expand
from cms.personalisation.models import Audience, EffectKind, Rule
from cms.personalisation.parse import parse_rule
from cms.personalisation.problems import Problem, RuleError
from cms.personalisation.rule import Node
from cms.personalisation.selection import Selection, parse_selection
from cms.personalisation.time_facts import time_facts
from cms.personalisation.vocabulary import Labels, Vocabulary
from cms.personalisation.words import all_words

OWNERS_OF_RULES = (OwnerKind.NATIONAL, OwnerKind.MUNICIPALITY)
LONGEST_LABEL = 200
Problems = dict[str, list[str]]


def vocabulary_of(audiences: Mapping[str, Labels]) -> Vocabulary:
    """Give everything that a rule may name when these audiences exist."""
    names = dict(Municipality.objects.values_list("slug", "name"))
    municipality = municipality_fact(names)
    facts = {**declared_facts(), municipality.name: municipality, **time_facts()}
    arguments = {"type": declared_types(), "event": declared_events()}
    return Vocabulary(facts, all_words(), audiences, arguments)


def audiences_open_to(owner: Owner) -> Q:
    """Say which audiences an owner may name: the national ones and its own."""
    return Q(owner__kind=OwnerKind.NATIONAL) | Q(owner_id=owner.pk)


def audience_problems(audience: Audience) -> Problems:
    """Give every mistake by field."""
    found: Problems = defaultdict(list)
    found["labels"] += _text_problems(audience.labels)
    if _owner_is_wrong(audience.owner_id, found, audience):
        return _only_real(found)
    try:
        check_tree(audience)
    except RuleError as error:
        found["rule"] += [str(problem) for problem in error.problems]
    return _only_real(found)


def check_tree(audience: Audience) -> Node:
    """Give the audience's rule as a tree. Raises `RuleError`; circles are found here too."""
    others = Audience.objects.filter(audiences_open_to(audience.owner)).exclude(pk=audience.pk)
    labels = {other.name: other.labels for other in others}
    vocabulary = vocabulary_of({**labels, audience.name: audience.labels})
    tree = parse_rule(audience.rule, vocabulary)
    expand(tree, {**dict(_readable(others, vocabulary)), audience.name: tree})
    return tree


def _readable(audiences: Iterable[Audience], vocabulary: Vocabulary) -> Iterator[tuple[str, Node]]:
    """Give the trees of those audiences that can be read; the others say so themselves."""
    for audience in audiences:
        with suppress(RuleError):
            yield audience.name, parse_rule(audience.rule, vocabulary)


def rule_problems(rule: Rule) -> Problems:
    """Give every mistake by field."""
    found: Problems = defaultdict(list)
    needs_reason = rule.effect != EffectKind.HIDE
    if needs_reason or rule.reason:
        found["reason"] += _text_problems(rule.reason)
    if rule.starts and rule.ends and rule.ends <= rule.starts:
        found["ends"].append(_("Reglen slutter, før den begynder. Vælg en senere slutning."))
    if not _owner_is_wrong(rule.owner_id, found, rule):
        found["audience"] += _audience_problems(rule)
        found["content"] += _content_problems(rule)
    return _only_real(found)


def _audience_problems(rule: Rule) -> list[str]:
    is_open = Audience.objects.filter(audiences_open_to(rule.owner), pk=rule.audience_id).exists()
    reason = _("Målgruppen hører til en anden ejer. Vælg en national eller jeres egen.")
    return [] if is_open else [reason]


def _content_problems(rule: Rule) -> list[str]:
    try:
        selection = parse_selection(rule.content, declared_choosable())
    except RuleError as error:
        return [str(problem) for problem in error.problems]
    return [str(problem) for problem in missing_items(selection, rule.owner)]


def missing_items(selection: Selection, owner: Owner) -> Iterable[Problem]:
    """Find named items that do not exist, or are private to somebody else."""
    if not selection.items:
        return []
    named = Q()
    for type_name, slug in selection.addresses:
        named |= Q(type_name=type_name, slug=slug)
    readable = Q(owner_id=owner.pk) | Q(sharing__in=WITH_ALL) | lent_to([owner.pk])
    items = Item.objects.everything("a rule may name what its owner can read").filter(named)
    found = {
        f"{type_name}/{slug}"
        for type_name, slug in items.filter(readable).values_list("type_name", "slug")
    }
    return [
        Problem(
            "content.items",
            _("Der er ikke noget indhold med adressen »%(item)s«.") % {"item": item},
            _("Tjek slags og adresse."),
        )
        for item in selection.items
        if item not in found
    ]


def _owner_is_wrong(owner_id: int | None, found: Problems, owned: Audience | Rule) -> bool:
    if owner_id is None:
        return True  # Django itself says that the field is required.
    if owned.owner.kind not in OWNERS_OF_RULES:
        found["owner"].append(_("Kun landet og kommuner har regler. Vælg en af dem."))
        return True
    return False


def _text_problems(texts: object) -> list[str]:
    languages = [code for code, _name in settings.LANGUAGES]
    if not isinstance(texts, dict):
        return ['Texts by language were expected, for instance {"da": "…"}.']
    problems = [
        f"'{code}' is not a language of the portal. Use {', '.join(languages)}."
        for code in texts
        if code not in languages
    ]
    for code, text in texts.items():
        if not isinstance(text, str) or not 0 < len(text.strip()) <= LONGEST_LABEL:
            problems.append(f"'{code}' must be a text of 1 to {LONGEST_LABEL} signs.")
    if not texts.get("da"):
        problems.append(_("Den danske tekst mangler. Skriv den (da)."))
    return problems


def _only_real(found: Problems) -> Problems:
    return {field: problems for field, problems in found.items() if problems}
