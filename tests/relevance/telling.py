"""Tells how well an engine answered: means, the part held out, the worst questions."""

from __future__ import annotations

import argparse
from collections.abc import Iterable, Mapping, Sequence

from cms.search.document import Document
from cms.search.engine import Engine
from tests.relevance.asking import Answer, answers, figures
from tests.relevance.judged import Judged
from tests.relevance.measures import FIRST

_PARTS = {"all": None, "tuned on": False, "held out": True}
Kept = Mapping[str, Mapping[str, float]]


def told(
    name: str,
    engine: Engine,
    library: Iterable[Document],
    judged: Judged,
    before: Kept,
    chosen: argparse.Namespace,
) -> dict[str, dict[str, float]]:
    """Asks, prints, and gives the figures to keep."""
    answered = answers(engine, library, judged)
    kept = {}
    for part, held_out in _PARTS.items():
        now = figures(answered, held_out=held_out)
        key = f"{name}.{part}"
        kept[key] = {"ndcg": round(now.ndcg, 3), "recall": round(now.recall, 3)}
        print(
            f"  {part:9} {now.count:4} questions"
            f"   nDCG@10 {now.ndcg:.3f}{_since(before, key, 'ndcg', now.ndcg)}"
            f"   recall@20 {now.recall:.3f}{_since(before, key, 'recall', now.recall)}"
        )
    for each in _worst(answered, len(answered) if chosen.all else chosen.worst):
        _tell(each, fully=not chosen.all)
    return kept


def _since(before: Kept, key: str, measure: str, now: float) -> str:
    if key not in before:
        return ""
    return f" ({now - before[key][measure]:+.3f})"


def _worst(answered: Sequence[Answer], count: int) -> list[Answer]:
    return sorted(answered, key=lambda each: each.ndcg)[:count]


def _tell(answer: Answer, *, fully: bool) -> None:
    held = "*" if answer.question.is_held_out else " "
    print(f"   {held}{answer.ndcg:.3f} {answer.recall:.3f}  {answer.question.words}")
    if not fully:
        return
    grades = answer.question.grades
    shown = [f"{grades.get(item, '-')} {item}" for item in answer.found[:FIRST]]
    missed = [f"{item} ({grade})" for item, grade in grades.items() if item not in answer.found]
    print(f"          found: {', '.join(shown) or 'nothing'}")
    if missed:
        print(f"          not found: {', '.join(missed[:5])}")
