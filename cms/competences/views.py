"""My competences: what I can do, how one knows, and a short test."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from cms.citizens.purposes import purposes
from cms.citizens.views.access import CitizenRequest, for_citizens, language_of_page
from cms.competences import services
from cms.competences.declared import NoTest, the_test
from cms.competences.models import LONGEST_WORDS
from cms.competences.rules import next_question
from cms.competences.showing import choices, shown, shown_question
from cms.declarations.model import Text

ROOM = "overview"


def _here(request: HttpRequest) -> None:
    """Which room the menu marks. Raises Http404 where no test is declared."""
    request.room = ROOM  # type: ignore[attr-defined]
    try:
        the_test()
    except NoTest as error:
        raise Http404(str(error)) from error


@require_GET
@for_citizens
def mine(request: CitizenRequest) -> HttpResponse:
    """What one can do, or what it would take to gather it."""
    _here(request)
    language, test = language_of_page(), the_test()
    may = services.may_gather(request.citizen)
    answers = services.answers_of(request.citizen) if may else {}
    context = {
        "may_gather": may,
        "purpose": [text.in_language(language) for text in _consent_texts()],
        "entries": shown(request.citizen, answers, language) if may else [],
        "terms": sorted(choices(language), key=lambda pair: pair[1]),
        "longest": LONGEST_WORDS,
        "scoring": test.scoring.in_language(language),
        "answered": len(answers.keys() & test.questions.keys()),
        "questions": len(test.questions),
    }
    return render(request, "competences/mine.html", context)


def _consent_texts() -> tuple[Text, ...]:
    """What one says yes to, as it is written down with the yes."""
    one = purposes()[the_test().consent]
    return one.meaning, one.stops, one.legal_basis, one.retention


@require_POST
@for_citizens
def say_yes(request: CitizenRequest) -> HttpResponse:
    """Have competences gathered from now on."""
    _here(request)
    services.say_yes(request.citizen)
    messages.success(request, _("Tak. Nu samler vi det, du kan. Du kan altid sige nej igen."))
    return redirect("competences:mine")


@require_POST
@for_citizens
def add(request: CitizenRequest) -> HttpResponse:
    """One more, chosen or in own words."""
    _here(request)
    try:
        term, words = request.POST.get("term", ""), request.POST.get("words", "")
        services.add_own(request.citizen, term, words)
        messages.success(request, _("Det står nu på din side."))
    except services.InvalidCompetence as error:
        messages.warning(request, str(error))
    except services.NotAllowed:
        pass
    return redirect("competences:mine")


@require_POST
@for_citizens
def remove(request: CitizenRequest, key: int) -> HttpResponse:
    """Take one away."""
    _here(request)
    services.remove(request.citizen, key)
    messages.success(request, _("Det står ikke længere på din side."))
    return redirect("competences:mine")


@require_GET
@for_citizens
def test(request: CitizenRequest) -> HttpResponse:
    """Go on where one paused; begin where nothing is answered."""
    _here(request)
    if not services.may_gather(request.citizen):
        return redirect("competences:mine")
    wanted = next_question(the_test(), services.answers_of(request.citizen))
    if wanted is None:
        return redirect("competences:mine")
    return redirect("competences:question", wanted)


@require_POST
@for_citizens
def again(request: CitizenRequest) -> HttpResponse:
    """Begin anew; what stands on the page stays until the test is finished."""
    _here(request)
    services.begin_again(request.citizen)
    return redirect("competences:test")


@require_http_methods(["GET", "HEAD", "POST"])
@for_citizens
def question(request: CitizenRequest, name: str) -> HttpResponse:
    """One question a page."""
    _here(request)
    if name not in the_test().questions:
        raise Http404("No such question.")
    if not services.may_gather(request.citizen):
        return redirect("competences:mine")
    problem = ""
    if request.method == "POST":
        try:
            services.answer(request.citizen, name, request.POST.get("answer", ""))
            return _onwards(request)
        except services.InvalidCompetence as error:
            problem = str(error)
    answers = services.answers_of(request.citizen)
    context = {"problem": problem, "one": shown_question(name, answers, language_of_page())}
    return render(request, "competences/question.html", context, status=422 if problem else 200)


def _onwards(request: CitizenRequest) -> HttpResponse:
    """The next question; after the last one the page."""
    wanted = next_question(the_test(), services.answers_of(request.citizen))
    if wanted is not None:
        return redirect("competences:question", wanted)
    services.finish_test(request.citizen)
    messages.success(request, _("Godt klaret. Her er, hvad dine svar fortæller."))
    return redirect("competences:mine")
