"""The screen itself: the form, what it says as one types, and the real portal beside it."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse, QueryDict
from django.shortcuts import render
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.http import require_GET, require_POST

from cms.appearance.contrasts import in_words
from cms.appearance.services import (
    ChangedMeanwhile,
    TooLittleContrast,
    draft_of,
    publish,
    published_of,
    save_draft,
    starting_values,
)
from cms.appearance.themes import theme_from
from cms.editor.appearance.access import (
    earlier_versions,
    municipality_or_refuse,
    theme_asked_for,
)
from cms.editor.appearance.forms import ThemeForm, initial_of
from cms.editor.appearance.screen import (
    described_problems,
    picture_rows,
    sections,
    summary,
    swatches,
)
from cms.editor.whose import municipalities_for
from cms.municipalities.actions import Action
from cms.municipalities.models import Municipality, User
from cms.theming import UnusableValues, check, css

MOST_SHOWN = 30


def index(request: HttpRequest) -> HttpResponse:
    """The way in from the menu: the person's own municipality."""
    municipality = municipalities_for(request, Action.DRESS).first()
    if municipality is None:
        raise PermissionDenied
    return HttpResponseRedirect(reverse("editor_appearance_of", args=[municipality.slug]))


def edit(request: HttpRequest, slug: str) -> HttpResponse:
    """The form with the portal beside it; sent in, it saves the draft or publishes it."""
    municipality = municipality_or_refuse(request, slug)
    if request.method == "POST":
        form = ThemeForm(municipality, _with_proposal(request.POST), request.FILES)
        if form.is_valid() and _is_saved(request, municipality, form):
            return HttpResponseRedirect(reverse("editor_appearance_of", args=[slug]))
    else:
        draft = draft_of(municipality)
        initial = initial_of(starting_values(municipality), draft.edits if draft else 0)
        form = ThemeForm(municipality, initial=initial)
    return render(request, "editor/appearance.html", _context(request, municipality, form))


def _with_proposal(sent: QueryDict) -> QueryDict:
    """What was sent, with the proposed colour whose button was pressed."""
    data = sent.copy()
    field, equals, colour = sent.get("use", "").partition("=")
    if equals and field.startswith("colours-"):
        data[field] = colour
    return data


def _is_saved(request: HttpRequest, municipality: Municipality, form: ThemeForm) -> bool:
    """Save, and publish where that was asked for; what stands in the way is told."""
    person = request.user if isinstance(request.user, User) else None
    try:
        save_draft(municipality, form.values(), person, form.cleaned_data["seen_edit"] or 0)
    except ChangedMeanwhile as conflict:
        _tell_of_conflict(form, conflict)
        return False
    except UnusableValues as error:
        for problem in error.problems:
            name = problem.key.replace(".", "-")
            form.add_error(name if name in form.fields else None, problem.reason)
        return False
    for note in form.notes:
        messages.warning(request, note)
    if request.POST.get("action") == "publish":
        _publish(request, municipality, person)
    else:
        messages.success(request, _("Kladden er gemt. Borgerne ser den ikke, før du udgiver."))
    return True


def _publish(request: HttpRequest, municipality: Municipality, person: User | None) -> None:
    try:
        version = publish(municipality, person)
    except TooLittleContrast as error:
        said = " ".join(in_words(problem) for problem in error.problems[:3])
        messages.error(request, _("Kladden er gemt, men ikke udgivet. %(why)s") % {"why": said})
    else:
        text = _("Version %(number)s er udgivet. Borgerne ser den nu.") % {"number": version.number}
        messages.success(request, text)


def _tell_of_conflict(form: ThemeForm, conflict: ChangedMeanwhile) -> None:
    """The person's values stay in the form; saving once more puts them over the other's."""
    draft = conflict.draft
    who = str(draft.edited_by) if draft and draft.edited_by else _("En anden")
    form.add_error(
        None,
        _(
            "%(who)s har gemt eller udgivet imens. Intet er gemt endnu, og dine værdier står "
            "stadig i felterne: gem igen for at lægge dem over."
        )
        % {"who": who},
    )
    form.data = {**form.data, "seen_edit": str(draft.edits if draft else 0)}


def _context(request: HttpRequest, municipality: Municipality, form: ThemeForm) -> dict[str, Any]:
    values = form.values() if form.is_bound else starting_values(municipality)
    try:
        problems = check(theme_from(values, municipality))
    except UnusableValues:
        problems = []
    version = request.GET.get("version", "")
    return {
        "municipality": municipality,
        "others": municipalities_for(request, Action.DRESS).exclude(pk=municipality.pk),
        "form": form,
        "identity": [form["name"], form["wordmark"]],
        "sections": list(sections(form, problems)),
        "pictures": picture_rows(form),
        "problems": problems,
        "summary": summary(problems),
        "draft": draft_of(municipality),
        "published": published_of(municipality),
        "versions": [
            (each, swatches(each)) for each in earlier_versions(municipality)[:MOST_SHOWN]
        ],
        "is_narrow": request.GET.get("bredde") == "smal",
        "looked_at": version if version.isdecimal() else "",
    }


@require_POST
def contrasts(request: HttpRequest, slug: str) -> JsonResponse:
    """What is wrong with the values in the form, and their rules, as the person types."""
    municipality = municipality_or_refuse(request, slug)
    form = ThemeForm(municipality, request.POST)
    form.is_valid()
    errors = {name: list(said) for name, said in form.errors.items() if name != "__all__"}
    try:
        theme = theme_from(form.values(), municipality)
    except UnusableValues as error:
        return JsonResponse({"errors": {each.key: [each.reason] for each in error.problems}})
    problems = check(theme)
    return JsonResponse(
        {
            "errors": errors,
            "problems": described_problems(problems),
            "passes": not problems and not errors,
            "summary": summary(problems),
            "css": css(theme),
        }
    )


@require_GET
@never_cache
@xframe_options_sameorigin
def preview(request: HttpRequest, slug: str) -> HttpResponse:
    """The municipality's real front page in the theme."""
    municipality = municipality_or_refuse(request, slug)
    theme = theme_asked_for(request, municipality)
    address = f"{reverse('editor_appearance_css', args=[slug])}?{request.GET.urlencode()}"
    drawn: HttpResponse = import_string(settings.THEME_PREVIEW)(
        request, municipality, theme, address
    )
    return drawn


@require_GET
@never_cache
def rules(request: HttpRequest, slug: str) -> HttpResponse:
    """The theme's custom properties, never kept by the browser."""
    municipality = municipality_or_refuse(request, slug)
    return HttpResponse(css(theme_asked_for(request, municipality)), content_type="text/css")
