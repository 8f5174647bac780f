"""Reads the course out of what the editor built."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from cms.capabilities.steps.models import StepPlan
from cms.capabilities.steps.syllabus import (
    QUIZ,
    Choice,
    Module,
    Opening,
    Question,
    Quiz,
    Step,
    Syllabus,
)
from cms.library.attached import Attached
from cms.library.models import Item


def syllabus_of(item: Item) -> Syllabus:
    """The item's modules and steps, as they stand in this version of it."""
    return _syllabuses.of_item(item)


def syllabuses_of(items: Sequence[Item]) -> dict[int, Syllabus]:
    """The published modules and steps of many items, by primary key, in one query at the most."""
    return _syllabuses.of_items(items)


def syllabuses_by_key(keys: Sequence[int]) -> dict[int, Syllabus]:
    """The same for items that were not read."""
    return _syllabuses.of_keys(keys)


def _made(plans: Sequence[StepPlan]) -> Syllabus:
    return _syllabus(plans[0]) if plans else Syllabus()


_syllabuses = Attached("step_plans", _made)


def _syllabus(plan: StepPlan) -> Syllabus:
    modules: list[Module] = []
    before = 0
    for block in plan.modules:
        steps = _steps(block.value["steps"], len(modules) + 1, before)
        if not steps:
            continue
        before += len(steps)
        opening = _opening(block.value)
        modules.append(Module(_id(block), len(modules) + 1, block.value["title"], steps, opening))
    return Syllabus(tuple(modules))


def _steps(stream: Any, module: int, before: int) -> tuple[Step, ...]:
    return tuple(
        Step(
            id=_id(block),
            number=number,
            kind=block.block_type,
            title=block.value["title"],
            module=module,
            opening=_opening(block.value),
            content=block.value,
            quiz=_quiz(block.value) if block.block_type == QUIZ else None,
        )
        for number, block in enumerate(stream, start=before + 1)
    )


def _id(block: Any) -> str:
    """A block that was never saved, in an editor's preview, has none yet."""
    return str(block.id or f"new-{id(block)}")


def _opening(value: Any) -> Opening:
    opening = value["opening"]
    return Opening(opening["opens_after"] or "", opening["opens_at"])


def _quiz(value: Any) -> Quiz:
    return Quiz(
        tuple(_question(one) for one in value["questions"].bound_blocks), value["pass_percent"] or 0
    )


def _question(block: Any) -> Question:
    value = block.value
    choices = tuple(
        Choice(_id(one), one.value["text"], bool(one.value["is_right"]))
        for one in value["choices"].bound_blocks
    )
    accepted = tuple(line for line in (value["accepted"] or "").splitlines() if line.strip())
    return Question(
        _id(block), value["text"], value["kind"], choices, accepted, value["explanation"] or ""
    )
