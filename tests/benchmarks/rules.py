"""How long it takes to ask rules about a citizen. `run()` gives rows for the benchmark table.

The demo nation's own audiences are asked of made-up citizens, by the compiled rules that the portal
uses and by an interpreter that walks the same rule as it is stored, citizen after citizen.
"""

from __future__ import annotations

import random
import statistics
import time
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import yaml
from django.conf import settings

from cms.personalisation.declared import declared_facts, declared_types
from cms.personalisation.expand import expand
from cms.personalisation.memory import Facts, compile_rule
from cms.personalisation.parse import parse_rule
from cms.personalisation.rule import as_data
from cms.personalisation.vocabulary import FactKind, Vocabulary
from cms.personalisation.words import all_words

CITIZENS = 2_000
ROUNDS = 7
MICRO = 1e6

Row = tuple[str, float, str]
Rule = Mapping[str, Any]


def run(count: int = CITIZENS) -> list[Row]:
    """Rows of (what, number, unit), measured on `count` generated citizens."""
    vocabulary, trees = demo_rules()
    compiled = [compile_rule(tree, vocabulary) for tree in trees.values()]
    stored = [as_data(tree) for tree in trees.values()]
    citizens = generated(vocabulary, count)
    interpreter = Interpreter(vocabulary)
    check(compiled, stored, interpreter, citizens[:200])
    fast = median_seconds(lambda: [[fits(facts) for fits in compiled] for facts in citizens])
    slow = median_seconds(lambda: [[interpreter.fits(one, f) for one in stored] for f in citizens])
    asked = count * len(compiled)
    return [
        ("compiled rule, one citizen", fast / asked * MICRO, "µs"),
        ("interpreted rule, one citizen", slow / asked * MICRO, "µs"),
        ("compiled against interpreted", slow / fast, "times as fast"),
        (f"a citizen's audiences among {len(compiled)}", fast / count * MICRO, "µs"),
    ]


def demo_rules() -> tuple[Vocabulary, dict[str, Any]]:
    """The demo's audiences, expanded, with the words they are written in."""
    path = settings.FIXTURES_DIR / "rules" / "audiences.yaml"
    rows = yaml.safe_load(path.read_text(encoding="utf-8"))["audiences"]
    labels = {row["name"]: row["labels"] for row in rows}
    vocabulary = Vocabulary(declared_facts(), all_words(), labels, {"type": declared_types()})
    trees = {row["name"]: parse_rule(row["rule"], vocabulary) for row in rows}
    return vocabulary, {name: expand(tree, trees) for name, tree in trees.items()}


def generated(vocabulary: Vocabulary, count: int) -> list[dict[str, Any]]:
    """Facts of made-up citizens who have answered most questions, the same at every run."""
    dice = random.Random(7)
    return [
        {
            name: _value(fact.kind, sorted(fact.choices), dice)
            for name, fact in vocabulary.facts.items()
            if dice.random() < 0.8
        }
        | {"completed": frozenset({("course", f"course-{dice.randrange(20)}", dice.randrange(60))})}
        for _ in range(count)
    ]


def _value(kind: FactKind, choices: list[str], dice: random.Random) -> Any:
    match kind:
        case FactKind.ONE:
            return dice.choice(choices or ["x"])
        case FactKind.MANY:
            return frozenset(dice.sample(choices, min(len(choices), 3)))
        case FactKind.NUMBER:
            return Decimal(dice.randrange(80))
        case FactKind.DATE:
            return date(2026, 1, 1) - timedelta(days=dice.randrange(800))
    return "words"


class Interpreter:
    """Walks a stored rule anew for each citizen: the plain way to do it."""

    def __init__(self, vocabulary: Vocabulary) -> None:
        self.vocabulary = vocabulary

    def fits(self, rule: Rule, facts: Facts) -> bool:
        """Whether the rule fits."""
        if "all" in rule:
            return all(self.fits(part, facts) for part in rule["all"])
        if "any" in rule:
            return any(self.fits(part, facts) for part in rule["any"])
        if "not" in rule:
            return not self.fits(rule["not"], facts)
        if "fact" in rule:
            return self._compare(rule, facts.get(rule["fact"]))
        ((word, arguments),) = rule.items()
        return self.vocabulary.words[word].holds(facts.get(word, frozenset()), arguments)

    def _compare(self, rule: Rule, known: Any) -> bool:
        ((operator, value),) = ((key, rule[key]) for key in rule if key != "fact")
        is_known = known is not None and known not in ("", frozenset())
        if operator in ("known", "unknown"):
            return is_known == (operator == "known")
        if not is_known:
            return False
        if operator in ("at_least", "at_most"):
            bound = date.fromisoformat(value) if isinstance(known, date) else value
            return bool(known >= bound if operator == "at_least" else known <= bound)
        values = set(value if isinstance(value, list) else [value])
        held = known if isinstance(known, frozenset) else {known}
        return (not values.isdisjoint(held)) == (operator in ("is", "any_of"))


def check(
    compiled: list[Any], stored: list[Any], interpreter: Interpreter, citizens: list[Any]
) -> None:
    """Both must say the same, or the numbers mean nothing. Raises RuntimeError."""
    for facts in citizens:
        for fits, rule in zip(compiled, stored, strict=True):
            if fits(facts) != interpreter.fits(rule, facts):
                raise RuntimeError(f"compiled and interpreted differ on {rule}")


def median_seconds(work: Callable[[], object]) -> float:
    """The median of some rounds, after one to warm up."""
    work()
    taken = []
    for _ in range(ROUNDS):
        started = time.perf_counter()
        work()
        taken.append(time.perf_counter() - started)
    return statistics.median(taken)
