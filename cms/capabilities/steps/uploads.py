"""Files that citizens send: told by their content, sealed, and gone for good when removed."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any

from django.core.files.uploadedfile import UploadedFile
from django.db import transaction
from django.utils import timezone

from cms.capabilities.steps.models import StepUpload, UploadState
from cms.capabilities.steps.reading import syllabus_of
from cms.capabilities.steps.services import NoSuchStep, mark_done, mark_undone, open_step
from cms.capabilities.steps.syllabus import UPLOAD, Step
from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.municipalities.models import User
from cms.shared.files import kind_of
from cms.shared.vault import sealed


def upload_of(item: Item, citizen: Citizen, step: Step) -> StepUpload | None:
    """What the citizen has sent in a step, or None."""
    return StepUpload.objects.filter(item_id=item.pk, citizen=citizen, step=step.id).first()


@transaction.atomic
def send(item: Item, citizen: Citizen, key: str, file: UploadedFile[Any]) -> StepUpload:
    """Keep the file, in place of one that was sent before.

    Raises NoSuchStep, StepClosed, or ValidationError for a file that we can't take.
    """
    syllabus, step = open_step(item, citizen, key)
    if step.kind != UPLOAD:
        raise NoSuchStep(key)
    kind = kind_of(file)
    content = file.read()
    StepUpload.objects.filter(item_id=item.pk, citizen=citizen, step=step.id).delete()
    made = StepUpload.objects.create(
        item_id=item.pk,
        citizen=citizen,
        step=step.id,
        name=PurePath(str(file.name)).name[:200],
        kind=kind,
        size=len(content),
        sealed=sealed(content),
    )
    if step.content.get("waits_for_answer"):
        mark_undone(item, citizen, step)
    else:
        mark_done(item, citizen, syllabus, step)
    return made


@transaction.atomic
def see(upload: StepUpload, item: Item, staff: User, words: str = "") -> None:
    """A person has looked, and it is good; done, if the step is still there."""
    _answer(upload, staff, UploadState.SEEN, words)
    syllabus = syllabus_of(item)
    if step := syllabus.by_id(upload.step):
        mark_done(item, upload.citizen, syllabus, step)


@transaction.atomic
def send_back(upload: StepUpload, item: Item, staff: User, words: str) -> None:
    """A person asks for another, and says why."""
    _answer(upload, staff, UploadState.RETURNED, words)
    if step := syllabus_of(item).by_id(upload.step):
        mark_undone(item, upload.citizen, step)


def _answer(upload: StepUpload, staff: User, state: UploadState, words: str) -> None:
    upload.state, upload.answer = state, words.strip()[:1000]
    upload.seen_by, upload.seen_at = staff, timezone.now()
    upload.save(update_fields=["state", "answer", "seen_by", "seen_at"])
