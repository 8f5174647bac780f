"""The questions at first log-in, one on each screen; each can be skipped, all can wait."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_http_methods

from cms.citizens import screening
from cms.citizens.answers import answers_of, save_answers
from cms.citizens.forms import ANSWER, QuestionForm
from cms.citizens.models import Citizen
from cms.citizens.personal_data import plain
from cms.citizens.signals import citizen_consents
from cms.citizens.views.access import (
    CitizenRequest,
    for_citizens,
    keep_language,
    language_of_page,
    own_path,
)

AFTER_SCREENING = "citizen_after_screening"
ACTION, SKIP, LATER = "action", "skip", "later"


@require_GET
@for_citizens
def start(request: CitizenRequest) -> HttpResponse:
    """Say what is asked and why, before anything is."""
    return render(
        request, "citizens/screening_start.html", {"progress": screening.progress(request.citizen)}
    )


@require_http_methods(["GET", "POST"])
@for_citizens
def question(request: CitizenRequest, name: str) -> HttpResponse:
    """One question. The answer is saved when one goes on, and when one leaves it for later."""
    if name not in screening.questions():
        raise Http404("No such question.")
    if request.method == "POST" and request.POST.get(ACTION) == SKIP:
        screening.skip(request.citizen, name)
        return _onwards(request.citizen, name)
    form = question_form(request, name)
    if form.is_valid():
        return _answered(request, form)
    context = {"form": form, **_place(screening.progress(request.citizen), name)}
    return render(request, "citizens/question.html", context, status=422 if form.errors else 200)


@require_GET
@for_citizens
def done(request: CitizenRequest) -> HttpResponse:
    """Thank the citizen and show the way on."""
    next_path = own_path(request.session.get(AFTER_SCREENING))
    context = {"progress": screening.progress(request.citizen), "next_path": next_path}
    return render(request, "citizens/screening_done.html", context)


@require_GET
@for_citizens
def later(request: CitizenRequest) -> HttpResponse:
    """Leave the questions for another day and go where one was heading."""
    return HttpResponseRedirect(own_path(request.session.pop(AFTER_SCREENING, None)))


def question_form(request: CitizenRequest, name: str) -> QuestionForm:
    """The question in the page's language, with what is sent or what was answered before."""
    if request.method == "POST":
        return QuestionForm(name, language_of_page(), request.POST)
    form = QuestionForm(name, language_of_page())
    known = [plain(value) for value in answers_of(request.citizen).get(name, [])]
    form.initial[ANSWER] = known if form.attribute.takes_several else next(iter(known), None)
    return form


def save_form(citizen: Citizen, form: QuestionForm) -> None:
    """Save a valid form's answer; an empty one removes what was answered before."""
    with transaction.atomic():
        save_answers(citizen, {form.name: form.cleaned_data[ANSWER]})
        if form.is_consented:
            citizen_consents.send(sender=Citizen, citizen=citizen, attribute=form.attribute)


def _answered(request: CitizenRequest, form: QuestionForm) -> HttpResponse:
    save_form(request.citizen, form)
    if request.POST.get(ACTION) == LATER:
        response: HttpResponse = redirect("citizens:screening_later")
    else:
        if not form.is_answered:
            screening.skip(request.citizen, form.name)
        response = _onwards(request.citizen, form.name)
    if form.attribute.sets_language and form.is_answered:
        keep_language(response, form.cleaned_data[ANSWER])
    return response


def _onwards(citizen: Citizen, name: str) -> HttpResponse:
    screening.finish_if_done(citizen)
    following = screening.progress(citizen).after(name)
    if following is None:
        return redirect("citizens:screening_done")
    return redirect("citizens:question", following)


def _place(progress: screening.Progress, name: str) -> dict[str, object]:
    before = progress.before(name)
    back = reverse("citizens:question", args=[before]) if before else reverse("citizens:screening")
    return {"number": progress.number(name), "total": progress.total, "back": back}
