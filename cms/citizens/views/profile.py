"""My profile: what one has told, why it is asked, and how to change or remove it."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from cms.citizens import screening
from cms.citizens.answers import answers_of, save_answers
from cms.citizens.declared import asked_attributes
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
