"""What the server says of a rule while it is being written: one answer for the whole screen."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from django.utils.translation import gettext as _

from cms.citizens.personas import personas
from cms.municipalities.models import Municipality, Owner
from cms.personalisation.editing.figures import how_many
from cms.personalisation.memory import Facts, compile_rule
from cms.personalisation.rule import AllOf, AnyOf, Node, Not
from cms.personalisation.sentence import sentence
from cms.personalisation.trials import case_problems, home_of, outcomes, persona_facts
from cms.personalisation.understanding import Understood, understand


def answer(
    rule: object, cases: object, owner: Owner, name: str, labels: Mapping[str, str], language: str
) -> dict[str, Any]:
    """Give the sentence, the mistakes by place, the number of citizens, whom it fits, the tests."""
    understood = understand(rule, owner, name, labels)
    mistakes = [*understood.problems, *case_problems(cases, understood.vocabulary)]
    told = [{"place": one.place, "text": f"{one.reason} {one.fix}".strip()} for one in mistakes]
    if understood.tree is None or understood.whole is None:
        return {"sentence": "", "problems": told, "count": "", "people": [], "tests": []}
    well_written = len(mistakes) == len(understood.problems)
    asked = outcomes(understood, cases, owner) if well_written else []  # type: ignore[arg-type]
    return {
        "sentence": sentence(understood.tree, understood.vocabulary, language),
        "problems": told,
        "count": how_many(owner, understood.whole, understood.vocabulary),
        "people": list(_people(understood, home_of(owner), language)),
        "tests": [{"said": one.said, "holds": one.holds, "why": str(one)} for one in asked],
    }


def _people(
    understood: Understood, home: Municipality | None, language: str
) -> Iterator[dict[str, Any]]:
    """Each persona: whether the rule fits, each part of it, and why not."""
    assert understood.tree is not None and understood.whole is not None  # noqa: S101
    asked = _Asked(understood, language)
    for name, persona in personas().items():
        facts = persona_facts(name, home, understood.whole)
        holds = asked.holds(facts)
        yield {
            "name": name,
            "shown_as": persona.shown_as,
            "fits": holds["rule"],
            "holds": holds,
            "why": list(asked.why_not(understood.tree, "rule", holds)),
        }


class _Asked:
    """The rule's parts by their place, each compiled once."""

    def __init__(self, understood: Understood, language: str) -> None:
        self.understood, self.language = understood, language
        assert understood.tree is not None  # noqa: S101 - the caller has looked
        self.tests = {
            place: compile_rule(understood.expanded(node), understood.vocabulary)
            for place, node in places(understood.tree)
        }

    def holds(self, facts: Facts) -> dict[str, bool]:
        """Whether each part holds for somebody, by place."""
        return {place: test(facts) for place, test in self.tests.items()}

    def why_not(self, node: Node, place: str, holds: Mapping[str, bool]) -> Iterator[str]:
        """The conditions that keep somebody out, in words."""
        if holds[place]:
            return
        if isinstance(node, AllOf | AnyOf):
            for below, part in children(node, place):
                yield from self.why_not(part, below, holds)
            return
        said = sentence(node, self.understood.vocabulary, self.language)
        yield _("Passer ikke på: %(condition)s") % {"condition": said}


def places(node: Node, place: str = "rule") -> Iterator[tuple[str, Node]]:
    """Every part with its place, named as `parse` names places."""
    yield place, node
    for below, part in children(node, place):
        yield from places(part, below)


def children(node: Node, place: str) -> Iterator[tuple[str, Node]]:
    """The parts right below, with their places."""
    match node:
        case AllOf(parts):
            yield from ((f"{place}.all[{index}]", part) for index, part in enumerate(parts))
        case AnyOf(parts):
            yield from ((f"{place}.any[{index}]", part) for index, part in enumerate(parts))
        case Not(part):
            yield f"{place}.not", part
