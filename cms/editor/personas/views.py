"""Choosing a made-up person, and the portal's pages as that person."""

from __future__ import annotations

from typing import cast
from urllib.parse import quote, urlencode

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.module_loading import import_string
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from cms.citizens.models import Citizen
from cms.citizens.personas import language_of, made_up, personas, said_by
from cms.editor.personas.access import may_show, municipality_to_show
from cms.editor.personas.tickets import VISITOR, TicketExpired, TicketRefused, issue, read
from cms.library.labels import language
from cms.municipalities.models import Municipality, User
from cms.personalisation.editing.previewing import drafts_in_force, drafts_to_try
from cms.personalisation.publishing import NotInOrder
from cms.sites.services import details_of

LANGUAGES = dict(settings.LANGUAGES)
# Not `sprog`, which would set the editor's own language too.
READ_IN = "laeses"


@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """Who there is, and in which language to look."""
    municipality = municipality_to_show(request)
    spoken = details_of(municipality).languages
    context = {
        "municipality": municipality,
        "side": request.GET.get("side", ""),
        "languages": [(code, name) for code, name in LANGUAGES.items() if code in spoken],
        "personas": [
            {
                "name": name,
                "shown_as": persona.shown_as,
                "about": persona.about.in_language(language()),
                "said": said_by(persona, language()),
                "language": language_of(persona),
            }
            for name, persona in personas().items()
        ],
        "visitor": VISITOR,
    }
    return render(request, "editor/personas/choose.html", context)


@require_safe
@never_cache
def open_as(request: HttpRequest, persona: str) -> HttpResponse:
    """Hand out a ticket and lead to the page that was asked for; the front page by default."""
    municipality = municipality_to_show(request)
    if persona != VISITOR and persona not in personas():
        raise Http404(persona)
    spoken = details_of(municipality).languages
    own = language_of(personas()[persona]) if persona in personas() else ""
    wished = (request.GET.get(READ_IN, ""), own, settings.LANGUAGE_CODE)
    code = next((one for one in wished if one in spoken), settings.LANGUAGE_CODE)
    user = cast("User", request.user)
    drafts = drafts_to_try(user, request.GET.get("kladde", ""))
    ticket = issue(user, municipality, persona, tuple(draft.pk for draft in drafts))
    path = quote(request.GET.get("side", "").lstrip("/"))
    return HttpResponseRedirect(f"{_prefix(ticket, code)}{path}")


@never_cache
def page(request: HttpRequest, ticket: str, code: str, path: str = "") -> HttpResponse:
    """A page of the portal as the person whom the ticket names."""
    user = cast("User", request.user)
    try:
        found = read(ticket, user)
    except TicketExpired:
        messages.info(request, _("Eksemplet var kun åbent i en halv time. Åbn det igen her."))
        return HttpResponseRedirect(reverse("editor_personas"))
    except TicketRefused as error:
        raise PermissionDenied from error
    if not may_show(user, found.municipality_id):
        raise PermissionDenied
    municipality = get_object_or_404(Municipality, pk=found.municipality_id)
    if code not in details_of(municipality).languages:
        raise Http404(code)
    try:
        with drafts_in_force(user, found.drafts):
            shown: HttpResponse = import_string(settings.EXAMPLE_PREVIEW)(
                request,
                path,
                municipality=municipality,
                citizen=_citizen(found.persona, municipality, code),
                language=code,
                prefixes={one: _prefix(ticket, one) for one in LANGUAGES},
                words=_words(found.persona, with_draft=bool(found.drafts)),
                words_language=language(),
                leave_url=_leave_url(municipality),
            )
    except NotInOrder as error:
        raise Http404(str(error)) from error
    return shown


def _prefix(ticket: str, code: str) -> str:
    return reverse("editor_personas_page", args=[ticket, code])


def _leave_url(municipality: Municipality) -> str:
    return f"{reverse('editor_personas')}?{urlencode({'kommune': municipality.slug})}"


def _citizen(persona: str, municipality: Municipality, code: str) -> Citizen | None:
    if persona == VISITOR:
        return None
    if persona not in personas():
        raise Http404(persona)
    return made_up(personas()[persona], municipality, code)


def _words(persona: str, *, with_draft: bool = False) -> dict[str, str]:
    """What the bar says, in the editor's language."""
    is_visitor = persona == VISITOR
    name = _("en besøgende uden login") if is_visitor else personas()[persona].shown_as
    who = (
        _("Du ser siden som %(name)s med kladden i brug – eksempel")
        if with_draft
        else _("Du ser siden som %(name)s – eksempel")
    )
    return {
        "label": _("Eksempel"),
        "who": who % {"name": name},
        "nothing": _("Personen findes ikke, og intet bliver gemt."),
        "leave": _("Luk eksemplet"),
        "stop": _("Det kan man ikke i et eksempel"),
        "stop_text": _(
            "Her ville en borger logge ind, svare, tilmelde sig eller gemme noget. Intet er sket."
        ),
        "home": _("Til forsiden"),
    }
