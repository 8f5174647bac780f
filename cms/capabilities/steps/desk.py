"""What staff look after: files to look at, and who was there. Names of those they meet only."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.http import HttpResponse, QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from cms.capabilities.base import UnknownAction, UnknownPage
from cms.capabilities.pieces import Desk, Outcome
from cms.capabilities.signals import tell
from cms.capabilities.steps.models import StepProgress, StepUpload, UploadState, Walk
from cms.capabilities.steps.reading import syllabus_of
from cms.capabilities.steps.services import mark_done, mark_undone
from cms.capabilities.steps.syllabus import CLASS_DAY, UPLOAD, Step, Syllabus
from cms.capabilities.steps.uploads import see, send_back
from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.municipalities.models import User
from cms.rights.access import citizens_for
from cms.rights.looks import declare_look, note, note_list
from cms.shared.files import file_answer
from cms.shared.vault import opened

SENT_FILE, ATTENDANCE = "step_file", "step_attendance"
declare_look(SENT_FILE, gettext_lazy("en fil, du har sendt i et kursus"))
declare_look(ATTENDANCE, gettext_lazy("om du var der på en mødedag"))


@transaction.atomic
def desk_of(item: Item, staff: User) -> Desk | None:
    """The item's files and class days; None where it has no such steps."""
    heading, syllabus = desk_in_words(item), syllabus_of(item)
    if not heading:
        return None
    days = [step for step in syllabus.steps if step.kind == CLASS_DAY]
    uploads = list(_uploads(item, staff).exclude(state=UploadState.SEEN))
    people = list(_people(item, staff)) if days else []
    note_list(staff, {one.pk: one for one in people}.values(), *([ATTENDANCE] if days else []))
    note_list(staff, [one.citizen for one in uploads])
    context = {
        "uploads": [_shown(syllabus, one) for one in uploads],
        "days": [_day(item, step, people) for step in days],
    }
    return Desk(heading, "steps/desk.html", context)


def desk_in_words(item: Item) -> str:
    """What the desk is called; nothing where no step has a file or a day."""
    kinds = {step.kind for step in syllabus_of(item).steps}
    return _("Filer og mødedage") if kinds & {CLASS_DAY, UPLOAD} else ""


def _people(item: Item, staff: User) -> Any:
    """Those who take it, of the citizens whom the person meets."""
    taking = Walk.objects.filter(item_id=item.pk).values("citizen")
    return citizens_for(staff).filter(pk__in=taking)


def _uploads(item: Item, staff: User) -> Any:
    rows = StepUpload.objects.filter(item_id=item.pk, citizen__in=citizens_for(staff))
    return rows.select_related("citizen").defer("sealed").order_by("sent_at")


def _shown(syllabus: Syllabus, upload: StepUpload) -> dict[str, Any]:
    step = syllabus.by_id(upload.step)
    return {
        "upload": upload,
        "name": name_of(upload.citizen),
        "step": step.title if step else _("Et trin, der er taget ud"),
    }


def _day(item: Item, step: Step, people: Sequence[Citizen]) -> dict[str, Any]:
    rows = StepProgress.objects.filter(item_id=item.pk, step=step.id).exclude(done_at=None)
    there = set(rows.values_list("citizen_id", flat=True))
    listed = [{"citizen": one, "name": name_of(one), "there": one.pk in there} for one in people]
    return {"step": step, "people": listed}


def name_of(citizen: Citizen) -> str:
    """The name, or that it isn't to be shown."""
    if citizen.protected_name:
        return _("Borger med navnebeskyttelse")
    return citizen.display_name or _("Borger uden navn")


def look_after(item: Item, staff: User, data: QueryDict) -> Outcome:
    """`seen`, `returned`, or `attendance` of a day. Raises UnknownAction."""
    match data.get("action"):
        case "seen" | "returned" as action:
            return _answered(item, staff, action, data)
        case "attendance":
            return _attended(item, staff, data)
    raise UnknownAction(data.get("action", ""))


def _answered(item: Item, staff: User, action: str, data: QueryDict) -> Outcome:
    number, words = data.get("upload", ""), data.get("answer", "")
    upload = _uploads(item, staff).filter(pk=number).first() if number.isdecimal() else None
    if upload is None:
        raise UnknownAction(number)
    if action == "returned" and not words.strip():
        return Outcome(_("Skriv, hvad der skal være anderledes."), succeeded=False)
    if action == "returned":
        send_back(upload, item, staff, words)
    else:
        see(upload, item, staff, words)
    tell(upload.citizen, "file_answered", f"{upload.pk}:{upload.state}", item)
    return Outcome(_("Borgeren får besked."))


@transaction.atomic
def _attended(item: Item, staff: User, data: QueryDict) -> Outcome:
    syllabus = syllabus_of(item)
    step = syllabus.by_id(data.get("step", ""))
    if step is None or step.kind != CLASS_DAY:
        raise UnknownAction(data.get("step", ""))
    there = {int(one) for one in data.getlist("there") if one.isdecimal()}
    for citizen in _people(item, staff):
        if citizen.pk in there:
            mark_done(item, citizen, syllabus, step)
        else:
            mark_undone(item, citizen, step)
    return Outcome(_("Fremmødet er skrevet ned."))


@transaction.atomic
def file_for(item: Item, staff: User, rest: str) -> HttpResponse:
    """The file that a citizen sent, to staff who meet that citizen; noted. Raises UnknownPage."""
    number = rest.strip("/")
    upload = _uploads(item, staff).filter(pk=number).first() if number.isdecimal() else None
    if upload is None:
        raise UnknownPage(rest)
    note(staff, upload.citizen, [SENT_FILE])
    return file_answer(opened(upload.sealed), upload.name, upload.kind)
