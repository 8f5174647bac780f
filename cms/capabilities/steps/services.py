"""Going through an item's steps. Every call may be repeated."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence

from django.db import transaction
from django.utils import timezone

from cms.capabilities.own import own_about, own_of
from cms.capabilities.signals import citizen_advanced
from cms.capabilities.steps.models import QuizAttempt, StepProgress, Walk
from cms.capabilities.steps.reading import syllabus_of
from cms.capabilities.steps.rules import answers_to, grade, remaining, waits_for
from cms.capabilities.steps.syllabus import CLASS_DAY, QUIZ, UPLOAD, Step, Syllabus
from cms.citizens.models import Citizen
from cms.events.services import record
from cms.library.models import Item
from cms.shared.vault import opened, sealed

LONGEST_NOTE = 5000


class NoSuchStep(LookupError):
    """The item has no step of this id, or none of the wanted kind."""


class StepClosed(Exception):
    """The step waits for something: another step, or its day."""


class NotByHand(Exception):
    """The step is not done by saying so: a quiz, a file, a day that staff mark."""


def done_steps(item: Item, citizen: Citizen) -> set[str]:
    """The ids of what the citizen has done, of steps that were taken out, too."""
    return done_among([item], citizen)[item.pk]


def done_among(items: Sequence[Item], citizen: Citizen) -> dict[int, set[str]]:
    """The same of many items, by primary key."""
    return done_by_key([item.pk for item in items], citizen)


def done_by_key(keys: Collection[int], citizen: Citizen) -> dict[int, set[str]]:
    """The same for items that were not read."""
    found: dict[int, set[str]] = {key: set() for key in keys}
    for row in own_of(StepProgress, citizen):
        if row.done_at and row.item_id in found:
            found[row.item_id].add(row.step)
    return found


def walk_of(item: Item, citizen: Citizen) -> Walk | None:
    """How far the citizen has come, or None."""
    return own_about(Walk, item, citizen)


def last_attempt(item: Item, citizen: Citizen, step: Step) -> QuizAttempt | None:
    """The citizen's latest try at a quiz."""
    return QuizAttempt.objects.filter(item_id=item.pk, citizen=citizen, step=step.id).last()


def note_of(item: Item, citizen: Citizen, step: Step) -> str:
    """The citizen's own note to a step."""
    row = StepProgress.objects.filter(item_id=item.pk, citizen=citizen, step=step.id).first()
    return opened(row.note).decode() if row else ""


@transaction.atomic
def visit(item: Item, citizen: Citizen, step: Step) -> None:
    """The citizen is at this step now, and goes on from here another day."""
    walk = _walk(item, citizen)
    if walk.last_step != step.id:
        walk.last_step, walk.last_at = step.id, timezone.now()
        walk.save(update_fields=["last_step", "last_at"])


@transaction.atomic
def complete(item: Item, citizen: Citizen, key: str) -> Step:
    """The citizen has read, watched, done or been there; the first time counts.

    Raises:
        NoSuchStep: the item has none of this id.
        StepClosed: something else comes first.
        NotByHand: it is done otherwise.
    """
    syllabus, step = open_step(item, citizen, key)
    by_hand = step.kind != CLASS_DAY or bool(step.content.get("citizen_marks"))
    if step.kind in (QUIZ, UPLOAD) or not by_hand:
        raise NotByHand(key)
    mark_done(item, citizen, syllabus, step)
    return step


@transaction.atomic
def answer(
    item: Item, citizen: Citizen, key: str, given: Mapping[str, Sequence[str]]
) -> QuizAttempt:
    """Try a quiz. The same answers again are the same try. Raises NoSuchStep, StepClosed."""
    syllabus, step = open_step(item, citizen, key)
    if step.quiz is None:
        raise NoSuchStep(key)
    said = answers_to(step.quiz, given)
    before = last_attempt(item, citizen, step)
    if before is not None and before.answers == said:
        return before
    result = grade(step.quiz, said)
    made = QuizAttempt.objects.create(
        item_id=item.pk,
        citizen=citizen,
        step=step.id,
        answers=said,
        right=len(result.right),
        questions=result.questions,
        passed=result.passed,
    )
    if result.passed:
        mark_done(item, citizen, syllabus, step)
    return made


@transaction.atomic
def write_note(item: Item, citizen: Citizen, key: str, text: str) -> None:
    """Keep the citizen's own note; an empty one removes it. Raises NoSuchStep, StepClosed."""
    _syllabus, step = open_step(item, citizen, key)
    row = _progress(item, citizen, step)
    row.note = sealed(text.strip()[:LONGEST_NOTE].encode())
    row.save(update_fields=["note"])


def open_step(item: Item, citizen: Citizen, key: str) -> tuple[Syllabus, Step]:
    """The step, when it is open to the citizen. Raises NoSuchStep, StepClosed."""
    syllabus = syllabus_of(item)
    step = syllabus.by_id(key)
    if step is None:
        raise NoSuchStep(key)
    _walk(item, citizen)
    if waits_for(syllabus, step, done_steps(item, citizen), timezone.now()):
        raise StepClosed(key)
    return syllabus, step


def mark_done(item: Item, citizen: Citizen, syllabus: Syllabus, step: Step) -> None:
    """Write down that a step is done, and tell the other capabilities."""
    row = _progress(item, citizen, step)
    if row.done_at is not None:
        return
    row.done_at = timezone.now()
    row.save(update_fields=["done_at"])
    record(citizen, "step_done", item)
    if not remaining(syllabus, done_steps(item, citizen)):
        Walk.objects.filter(item_id=item.pk, citizen=citizen, finished_at=None).update(
            finished_at=timezone.now()
        )
    citizen_advanced.send(type(item), item=item, citizen=citizen)


def mark_undone(item: Item, citizen: Citizen, step: Step) -> None:
    """Staff take it back: the file was sent back, or nobody was there."""
    StepProgress.objects.filter(item_id=item.pk, citizen=citizen, step=step.id).update(done_at=None)
    Walk.objects.filter(item_id=item.pk, citizen=citizen).update(finished_at=None)


def _walk(item: Item, citizen: Citizen) -> Walk:
    """The citizen's way, locked: two presses at once are one after the other."""
    Walk.objects.get_or_create(item_id=item.pk, citizen=citizen)
    return Walk.objects.select_for_update().get(item_id=item.pk, citizen=citizen)


def _progress(item: Item, citizen: Citizen, step: Step) -> StepProgress:
    return StepProgress.objects.get_or_create(item_id=item.pk, citizen=citizen, step=step.id)[0]
