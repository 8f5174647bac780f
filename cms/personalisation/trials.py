"""Test cases that are kept with an audience: who must fit, and who must not.

A case names a declared persona, or says some facts as a rule would: ``{months_unemployed: 7}``.
Beside them only place, language and day are known, as of a visitor. A case about a persona of a
national audience is asked of the persona without a municipality.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from cms.citizens.models import Citizen
from cms.citizens.personas import made_up, personas
from cms.municipalities.models import Municipality, Owner
from cms.personalisation.facts import facts_of_viewer
from cms.personalisation.memory import Facts, compile_rule
from cms.personalisation.parse import unknown_fact
from cms.personalisation.problems import Problem, did_you_mean
from cms.personalisation.rule import Node, WordTest, walk
from cms.personalisation.sentence import in_language
from cms.personalisation.understanding import Understood
from cms.personalisation.values import WrongValueError, read_value, seen
from cms.personalisation.viewer import Viewer
from cms.personalisation.vocabulary import Fact, FactKind, Vocabulary

MOST_CASES = 50
KEYS = ("persona", "facts", "fits", "name")


@dataclass(frozen=True)
class Outcome:
    """What became of one case: what was asked, what was wanted, and whether it holds."""

    said: str
    wanted: bool
    holds: bool

    def __str__(self) -> str:
        """What an editor reads."""
        text = (
            _("»%(who)s« skal passe, men passer ikke.")
            if self.wanted
            else _("»%(who)s« må ikke passe, men passer.")
        )
        return text % {"who": self.said}


def case_problems(cases: object, vocabulary: Vocabulary) -> list[Problem]:
    """Give every mistake in how the cases are written."""
    if not isinstance(cases, list) or len(cases) > MOST_CASES:
        reason = _("Her skal stå en liste med højst %(most)s prøver.") % {"most": MOST_CASES}
        return [Problem("tests", reason)]
    return [
        problem
        for index, case in enumerate(cases)
        for problem in _mistakes(case, vocabulary, f"tests[{index}]")
    ]


def _mistakes(case: object, vocabulary: Vocabulary, place: str) -> Iterator[Problem]:
    if not isinstance(case, Mapping):
        yield Problem(place, _("Her skal stå en prøve, ikke %(seen)s.") % {"seen": seen(case)})
        return
    for key in case:
        if key not in KEYS:
            yield Problem(f"{place}.{key}", _("Navnet kendes ikke."), did_you_mean(key, KEYS))
    if not isinstance(case.get("fits"), bool):
        reason = _("Der skal stå true eller false.")
        yield Problem(f"{place}.fits", reason, _('Skriv "fits": true.'))
    if ("persona" in case) == ("facts" in case):
        reason = _("En prøve har enten en persona eller oplysninger (facts).")
        yield Problem(place, reason, _("Skriv en af de to."))
    elif "persona" in case and case["persona"] not in personas():
        fix = did_you_mean(case["persona"], personas())
        reason = _("Der er ingen persona med navnet %(name)s.") % {"name": seen(case["persona"])}
        yield Problem(f"{place}.persona", reason, fix)
    elif "facts" in case:
        yield from _fact_mistakes(case["facts"], vocabulary, f"{place}.facts")


def _fact_mistakes(facts: object, vocabulary: Vocabulary, place: str) -> Iterator[Problem]:
    if not isinstance(facts, Mapping):
        reason = _("Her skal stå navngivne værdier, ikke %(seen)s.") % {"seen": seen(facts)}
        yield Problem(place, reason)
        return
    for name, value in facts.items():
        fact = vocabulary.facts.get(name)
        if fact is None:
            fix = did_you_mean(name, vocabulary.facts)
            yield Problem(f"{place}.{name}", unknown_fact(name), fix)
            continue
        try:
            _remembered(fact, value)
        except WrongValueError as mistake:
            yield Problem(f"{place}.{name}", mistake.reason, mistake.fix)


def _remembered(fact: Fact, value: Any) -> Any:
    """Give a value as the memory holds it. Raises WrongValueError."""
    if fact.kind is FactKind.TEXT:
        return str(value)
    if fact.kind is FactKind.MANY:
        listed = value if isinstance(value, list | tuple) else [value]
        return frozenset(read_value(fact, one) for one in listed)
    return read_value(fact, value)


def outcomes(understood: Understood, cases: Iterable[Any], owner: Owner) -> list[Outcome]:
    """Ask the rule about each case; the cases must be well written (`case_problems`)."""
    if understood.whole is None:
        return []
    fits = compile_rule(understood.whole, understood.vocabulary)
    found = []
    for case in cases:
        facts = _facts_of(case, understood, owner)
        holds = fits(facts) is case["fits"]
        found.append(Outcome(said_case(case, understood.vocabulary), case["fits"], holds))
    return found


def _facts_of(case: Any, understood: Understood, owner: Owner) -> Facts:
    if "persona" in case:
        assert understood.whole is not None  # noqa: S101 - the caller has looked
        return persona_facts(case["persona"], home_of(owner), understood.whole)
    known = understood.vocabulary.facts
    told = {name: _remembered(known[name], value) for name, value in case["facts"].items()}
    return {**facts_of_viewer(Viewer(home_of(owner))), **told}


def home_of(owner: Owner) -> Municipality | None:
    """The municipality that the owner is; None for the nation."""
    return Municipality.objects.filter(pk=owner.pk).first()


def persona_facts(name: str, home: Municipality | None, tree: Node) -> Facts:
    """Give what a rule may know of a persona who lives there, or nowhere."""
    words = sorted({node.word for node in walk(tree) if isinstance(node, WordTest)})
    viewer = Viewer(home, persona_citizen(name, home))
    return facts_of_viewer(viewer, words)


def persona_citizen(name: str, home: Municipality | None, language: str = "da") -> Citizen:
    """The persona as a made-up citizen."""
    return made_up(personas()[name], home or Municipality(slug="", name=""), language)


def said_case(case: Any, vocabulary: Vocabulary, language: str = "da") -> str:
    """Name a case: as its writer called it, by the persona, or by its facts."""
    if case.get("name"):
        return str(case["name"])
    if "persona" in case:
        return personas()[case["persona"]].name
    said = []
    for name, value in case["facts"].items():
        fact = vocabulary.facts[name]
        values = value if isinstance(value, list) else [value]
        spoken = ", ".join(
            in_language(fact.choices.get(str(one), {}), language, str(one)) for one in values
        )
        said.append(f"{in_language(fact.labels, language, name)}: {spoken}")
    return "; ".join(said)
