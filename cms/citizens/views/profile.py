"""My profile: what the platform knows, why, and how to change, take along or erase it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cms.citizens import personal_data, screening
from cms.citizens.answers import answers_of, save_answers
from cms.citizens.declared import asked_attributes
from cms.citizens.identity import session
from cms.citizens.shown import shown_values
from cms.citizens.views.access import (
    CitizenRequest,
    for_citizens,
    keep_language,
    language_of_page,
)
from cms.citizens.views.screening import question_form, save_form
from cms.citizens.words import role_labels

FORGET = "forget"


@dataclass(frozen=True)
class Row:
    """One line of the profile, in the page's language."""

    name: str
    label: str
    values: list[str]
    purpose: str
    legal_basis: str
    who_may_see: list[str]
    retention: int
    is_sensitive: bool


@require_GET
@for_citizens
def profile(request: CitizenRequest) -> HttpResponse:
    """Everything one has told, with its purpose."""
    context = {"rows": rows(request), "progress": screening.progress(request.citizen)}
    return render(request, "citizens/profile.html", context)


def rows(request: CitizenRequest) -> list[Row]:
    """A row for each attribute that can be answered, answered or not."""
    language, answers = language_of_page(), answers_of(request.citizen)
    return [
        Row(
            name=name,
            label=attribute.label.in_language(language),
            values=shown_values(attribute, answers.get(name, []), language),
            purpose=attribute.purpose.in_language(language),
            legal_basis=attribute.legal_basis.in_language(language),
            who_may_see=[role_labels()[role] for role in attribute.who_may_see],
            retention=attribute.retention,
            is_sensitive=attribute.sensitivity == "sensitive",
        )
        for name, attribute in asked_attributes().items()
    ]


@require_http_methods(["GET", "POST"])
@for_citizens
def change(request: CitizenRequest, name: str) -> HttpResponse:
    """Change or remove one answer."""
    if name not in asked_attributes():
        raise Http404("No such question.")
    if request.method == "POST" and FORGET in request.POST:
        save_answers(request.citizen, {name: None})
        messages.success(request, _("Dit svar er slettet."))
        return redirect("citizens:profile")
    form = question_form(request, name)
    if not form.is_valid():
        context = {"form": form, "has_answer": request.citizen.answers.filter(attribute=name)}
        return render(request, "citizens/change.html", context, status=422 if form.errors else 200)
    save_form(request.citizen, form)
    messages.success(request, _("Dit svar er gemt."))
    response = redirect("citizens:profile")
    if form.attribute.sets_language:
        keep_language(response, request.citizen.language)
    return response


@require_GET
@for_citizens
def export(request: CitizenRequest) -> HttpResponse:
    """Everything known about the citizen as a JSON file."""
    content = personal_data.export(request.citizen, language_of_page())
    response = JsonResponse(content, json_dumps_params={"ensure_ascii": False, "indent": 2})
    response["Content-Disposition"] = 'attachment; filename="mine-oplysninger.json"'
    return response


@require_http_methods(["GET", "POST"])
@for_citizens
def erase(request: CitizenRequest) -> HttpResponse:
    """Ask first; then erase everything and log out."""
    if request.method == "GET":
        return render(request, "citizens/erase.html")
    personal_data.erase(request.citizen)
    session.log_out(request)
    return render(request, "citizens/erased.html")
