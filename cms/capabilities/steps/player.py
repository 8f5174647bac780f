"""The course's screens: one step each, and the way on always clear. Works without scripts."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache

from cms.capabilities.base import UnknownPage
from cms.capabilities.steps.quizzes import shown_quiz
from cms.capabilities.steps.reading import syllabus_of
from cms.capabilities.steps.rules import next_step
from cms.capabilities.steps.services import (
    NoSuchStep,
    NotByHand,
    StepClosed,
    answer,
    complete,
    done_steps,
    note_of,
    visit,
    walk_of,
    write_note,
)
from cms.capabilities.steps.showing import (
    film,
    outline,
    page_url,
    place_in_words,
    shown,
    stand_in_words,
    step_url,
    words_language,
)
from cms.capabilities.steps.syllabus import Step, Syllabus
from cms.capabilities.steps.uploads import send, upload_of
from cms.citizens.models import Citizen
from cms.library.models import Item
from cms.shared.files import file_answer
from cms.shared.vault import opened

RESUME, FILE = "fortsaet", "fil"


@never_cache
def player(request: HttpRequest, item: Item, citizen: Citizen | None, rest: str) -> HttpResponse:
    """A step's screen, what was done on it, the file sent there, or the way back in.

    Raises UnknownPage.
    """
    syllabus = syllabus_of(item)
    first, _slash, more = rest.strip("/").partition("/")
    if first == RESUME and not more:
        return _log_in_first(request, citizen) or _resume(item, citizen, syllabus)
    step = syllabus.by_number(int(first)) if first.isdecimal() else None
    if step is None or more not in ("", FILE):
        raise UnknownPage(rest)
    if citizen is None:
        return _to_log_in(request)
    if more == FILE:
        return _own_file(item, citizen, step)
    if request.method == "POST":
        return _done(request, item, citizen, step)
    return _screen(request, item, citizen, syllabus, step)


def _log_in_first(request: HttpRequest, citizen: Citizen | None) -> HttpResponse | None:
    return _to_log_in(request) if citizen is None else None


def _to_log_in(request: HttpRequest) -> HttpResponse:
    query = urlencode({"next": request.path})
    return HttpResponseRedirect(f"{reverse('citizens:login')}?{query}")


def resume_step(item: Item, citizen: Citizen | None, syllabus: Syllabus) -> Step | None:
    """Where the citizen goes on: where she stopped, unless that is done."""
    if citizen is None:
        return next_step(syllabus, (), timezone.now())
    done, walk = done_steps(item, citizen), walk_of(item, citizen)
    last = syllabus.by_id(walk.last_step) if walk else None
    if last is not None and last.id not in done:
        return last
    return next_step(syllabus, done, timezone.now(), last)


def _resume(item: Item, citizen: Citizen | None, syllabus: Syllabus) -> HttpResponse:
    step = resume_step(item, citizen, syllabus) or next(iter(syllabus.steps), None)
    if step is None:
        raise UnknownPage(RESUME)
    return HttpResponseRedirect(step_url(item, step))


def _screen(
    request: HttpRequest, item: Item, citizen: Citizen, syllabus: Syllabus, step: Step
) -> HttpResponse:
    now, done = timezone.now(), done_steps(item, citizen)
    line = shown(item, syllabus, step, done, now)
    # A made-up citizen, as whom an editor looks, goes nowhere.
    if not line.waiting and citizen.made_up_answers is None:
        visit(item, citizen, step)
    following = next_step(syllabus, done, now, step)
    context: dict[str, Any] = {
        "item": item,
        "item_url": _item_url(item),
        "step": step,
        "line": line,
        "words_language": words_language(),
        "module": syllabus.modules[step.module - 1],
        "modules": outline(item, syllabus, done, now),
        "place": place_in_words(syllabus, step),
        "stand": stand_in_words(syllabus, done),
        "done_count": len([one for one in syllabus.steps if one.id in done]),
        "all_count": len(syllabus.steps),
        "back_url": _url_of(item, syllabus.by_number(step.number - 1)),
        "on_url": _url_of(item, syllabus.by_number(step.number + 1)),
        "next_url": _url_of(item, following) if following != step else "",
        "next_title": following.title if following else "",
        "note": note_of(item, citizen, step) if step.kind == "exercise" else "",
        "upload": upload_of(item, citizen, step) if step.kind == "upload" else None,
        "file_url": page_url(item, f"{step.number}/{FILE}"),
        "film": film(step.content["video"]) if step.content.get("video") else None,
        "quiz": shown_quiz(item, citizen, step, again="igen" in request.GET),
    }
    return render(request, "steps/step.html", context)


def _url_of(item: Item, step: Step | None) -> str:
    return step_url(item, step) if step else ""


def _item_url(item: Item) -> str:
    return reverse("portal:detail", args=[item.declaration.settings.path, item.slug])


def _done(request: HttpRequest, item: Item, citizen: Citizen, step: Step) -> HttpResponse:
    """What was asked for, of the step that the page showed, even if it has been moved since."""
    key = request.POST.get("step") or step.id
    stays = step_url(item, step)
    try:
        stays = _do(request, item, citizen, key) or stays
    except (NoSuchStep, StepClosed):
        messages.warning(request, _("Kurset er ændret, eller trinnet er ikke åbent endnu. Se her."))
    except NotByHand as error:
        raise UnknownPage(key) from error
    except ValidationError as error:
        messages.error(request, " ".join(error.messages))
    return HttpResponseRedirect(stays)


def _do(request: HttpRequest, item: Item, citizen: Citizen, key: str) -> str:
    """Do it; where to go afterwards, or nothing to stay. Raises UnknownPage."""
    match request.POST.get("action"):
        case "done":
            _keep_note(item, citizen, key, request.POST)
            complete(item, citizen, key)
            return _onwards(request, item, citizen, key)
        case "note":
            _keep_note(item, citizen, key, request.POST)
            messages.success(request, _("Din note er gemt. Kun du kan se den."))
        case "answer":
            answer(item, citizen, key, {name: request.POST.getlist(name) for name in request.POST})
        case "send":
            _send(request, item, citizen, key)
        case other:
            raise UnknownPage(other or "")
    return ""


def _keep_note(item: Item, citizen: Citizen, key: str, data: QueryDict) -> None:
    if "note" in data:
        write_note(item, citizen, key, data.get("note", ""))


def _send(request: HttpRequest, item: Item, citizen: Citizen, key: str) -> None:
    file = request.FILES.get("file")
    if file is None:
        raise ValidationError(_("Vælg en fil først."))
    send(item, citizen, key, file)
    messages.success(request, _("Filen er sendt. Kun du og dem, der hjælper dig, kan se den."))


def _onwards(request: HttpRequest, item: Item, citizen: Citizen, key: str) -> str:
    syllabus = syllabus_of(item)
    following = next_step(syllabus, done_steps(item, citizen), timezone.now(), syllabus.by_id(key))
    if following is None:
        messages.success(request, _("Godt gået. Der er ikke mere at gøre lige nu."))
        return _item_url(item)
    return step_url(item, following)


def _own_file(item: Item, citizen: Citizen, step: Step) -> HttpResponse:
    upload = upload_of(item, citizen, step)
    if upload is None:
        raise UnknownPage(FILE)
    return file_answer(opened(upload.sealed), upload.name, upload.kind)
