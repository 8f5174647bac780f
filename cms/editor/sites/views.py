"""The screens of a municipality's site: an overview, and a form for each part."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.editor.sites.forms import (
    ContactForm,
    HoursForm,
    PrivacyForm,
    RedirectForm,
    StatementForm,
)
from cms.editor.whose import municipalities_for, municipality_for
from cms.municipalities.actions import Action
from cms.municipalities.models import Municipality
from cms.sites import redirects as redirects_of
from cms.sites.history import CONTACT, PRIVACY, STATEMENT
from cms.sites.models import Redirect, SiteDetails
from cms.sites.services import details_of, store
from cms.sites.statement import (
    lacking,
    must_be_renewed,
    publish_statement,
    withdraw_statement,
)


def overview(request: HttpRequest) -> HttpResponse:
    """Whether the site is open, and each part with what stands in it."""
    details = details_of(municipality_for(request, Action.MANAGE_SITE))
    context = {
        "lacking": list(lacking(details).values()),
        "must_be_renewed": must_be_renewed(details),
        "languages": [name for code, name in settings.LANGUAGES if code in details.languages],
        "others": municipalities_for(request, Action.MANAGE_SITE).exclude(
            pk=details.municipality_id
        )[:100],
        "redirect_count": Redirect.objects.filter(municipality=details.municipality).count(),
    }
    return _page(request, "overview", details, context)


def statement(request: HttpRequest) -> HttpResponse:
    """The statement: keep it as a draft, or publish it, which opens the site."""
    details = details_of(municipality_for(request, Action.MANAGE_SITE))
    form = StatementForm(request.POST or None, instance=details)
    if request.method == "POST" and form.is_valid():
        publishes = details.is_open or request.POST.get("action") == "publish"
        if _stored(form, details, publishes=publishes):
            said = _("Erklæringen er udgivet, og siden er åben.") if publishes else _("Gemt.")
            return _done(request, said)
    return _page(request, "statement", details, {"form": form, "lacking": lacking(details)})


def _stored(form: StatementForm, details: SiteDetails, *, publishes: bool) -> bool:
    """Save; a published statement must be whole. What it lacks is said at the fields."""
    if not publishes:
        store(details, STATEMENT)
        return True
    try:
        publish_statement(details)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@require_POST
def close(request: HttpRequest) -> HttpResponse:
    """Take the statement back: visitors are told that the site opens soon."""
    withdraw_statement(details_of(municipality_for(request, Action.MANAGE_SITE)))
    return _done(request, _("Siden er lukket for besøgende."))


def contact(request: HttpRequest) -> HttpResponse:
    """Contact, opening hours and languages."""
    details = details_of(municipality_for(request, Action.MANAGE_SITE))
    form = ContactForm(request.POST or None, instance=details)
    hours = HoursForm(request.POST or None, hours=details.hours)
    # Both, so that all that is wrong is said at once.
    if request.method == "POST" and all([form.is_valid(), hours.is_valid()]):
        form.put_on_municipality()
        details.hours = hours.hours
        store(details, CONTACT)
        return _done(request, _("Gemt."))
    return _page(request, "contact", details, {"form": form, "hours": hours})


def privacy(request: HttpRequest) -> HttpResponse:
    """The municipality's own words about citizens' data."""
    details = details_of(municipality_for(request, Action.MANAGE_SITE))
    form = PrivacyForm(request.POST or None, instance=details)
    if request.method == "POST" and form.is_valid():
        store(details, PRIVACY)
        return _done(request, _("Gemt."))
    return _page(request, "privacy", details, {"form": form})


def redirects(request: HttpRequest) -> HttpResponse:
    """Every old address, and a form for one more."""
    municipality = municipality_for(request, Action.MANAGE_SITE)
    form = RedirectForm(request.POST or None)
    if request.method == "POST" and form.is_valid() and _added(form, municipality):
        messages.success(request, _("Den gamle adresse fører nu videre."))
        return _to(request, "editor_site_redirects")
    listed = Redirect.objects.filter(municipality=municipality)
    return _page(request, "redirects", details_of(municipality), {"form": form, "listed": listed})


def _added(form: RedirectForm, municipality: Municipality) -> bool:
    try:
        with transaction.atomic():
            redirects_of.add_redirect(municipality, **form.cleaned_data)
    except ValidationError as error:
        form.add_error(None, error)
        return False
    return True


@require_POST
def remove_redirect(request: HttpRequest, key: int) -> HttpResponse:
    """Let an old address go. Another municipality's isn't there."""
    municipality = municipality_for(request, Action.MANAGE_SITE)
    redirects_of.remove_redirect(get_object_or_404(Redirect, pk=key, municipality=municipality))
    messages.success(request, _("Omdirigeringen er fjernet."))
    return _to(request, "editor_site_redirects")


def _done(request: HttpRequest, said: str) -> HttpResponse:
    messages.success(request, said)
    return _to(request, "editor_site")


def _to(request: HttpRequest, name: str) -> HttpResponse:
    return HttpResponseRedirect(f"{reverse(name)}{_query(request)}")


def _query(request: HttpRequest) -> str:
    """What keeps the chosen municipality from screen to screen."""
    slug = request.GET.get("kommune", "")
    return f"?kommune={municipality_for(request, Action.MANAGE_SITE).slug}" if slug else ""


def _page(
    request: HttpRequest, name: str, details: SiteDetails, context: dict[str, Any]
) -> HttpResponse:
    shared = {
        "details": details,
        "municipality": details.municipality,
        "query": _query(request),
        "portal_url": f"/{details.municipality.slug}/",
    }
    return render(request, f"editor/sites/{name}.html", {**shared, **context})
