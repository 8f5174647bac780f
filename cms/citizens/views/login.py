"""Logging in and out through an identity provider."""

from __future__ import annotations

import logging
from urllib.parse import urlencode

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from cms.citizens.identity import flow, session
from cms.citizens.identity.logout import end_session_address
from cms.citizens.identity.problems import LoginRefused
from cms.citizens.identity.providers import Provider, UnknownProvider, provider, providers
from cms.citizens.models import Citizen
from cms.citizens.moving import elsewhere
from cms.citizens.signals import citizen_arrives
from cms.citizens.views.access import (
    NEXT,
    keep_language,
    language_of_page,
    municipality_of,
    own_path,
)
from cms.citizens.views.screening import AFTER_SCREENING

logger = logging.getLogger(__name__)


@require_GET
@never_cache
def choose(request: HttpRequest) -> HttpResponse:
    """The ways to log in; with only one there is nothing to choose."""
    known = list(providers().values())
    question = urlencode({NEXT: own_path(request.GET.get(NEXT))})
    ended = session.ended_login(request)
    if len(known) == 1 and ended is None:
        address = reverse("citizens:login_with", args=[known[0].key])
        return HttpResponseRedirect(f"{address}?{question}")
    context = {"providers": known, "question": question, "why": ended and ended["why"]}
    return render(request, "citizens/login.html", context)


@require_GET
@never_cache
def login_with(request: HttpRequest, key: str) -> HttpResponse:
    """Send the citizen to the provider."""
    municipality_of(request)
    chosen = _provider(key)
    next_path = own_path(request.GET.get(NEXT))
    try:
        address = flow.begin(request.session, chosen, _callback_address(request, key), next_path)
    except LoginRefused as refusal:
        return _refused(request, chosen, refusal)
    return HttpResponseRedirect(address)


@require_GET
@never_cache
def callback(request: HttpRequest, key: str) -> HttpResponse:
    """The citizen comes back. Nothing is stored unless everything is right."""
    municipality = municipality_of(request)
    chosen = _provider(key)
    try:
        logged_in = flow.finish(request.session, chosen, request.GET.dict())
    except LoginRefused as refusal:
        return _refused(request, chosen, refusal)
    with transaction.atomic():
        citizen, is_new = session.welcome(logged_in.identity, municipality, language_of_page())
        session.log_in(request, citizen, key, logged_in.identity)
        citizen_arrives.send(
            sender=Citizen, citizen=citizen, identity=logged_in.identity, is_new=is_new
        )
    if is_new:
        request.session[AFTER_SCREENING] = logged_in.next_path
        offers = bool(elsewhere(citizen))
        first = "citizens:moved" if offers else "citizens:screening"
        return HttpResponseRedirect(reverse(first))
    response = HttpResponseRedirect(own_path(logged_in.next_path))
    keep_language(response, citizen.language)
    return response


@require_POST
@never_cache
def log_out(request: HttpRequest) -> HttpResponse:
    """Log out here first, then at the provider if it can be reached."""
    ended = session.log_out(request)
    goodbye = reverse("citizens:logged_out")
    if ended is None or ended.provider not in providers():
        return HttpResponseRedirect(goodbye)
    return_to = request.build_absolute_uri(goodbye)
    address = end_session_address(provider(ended.provider), ended.hint, return_to)
    return HttpResponseRedirect(address or goodbye)


@require_GET
@never_cache
def logged_out(request: HttpRequest) -> HttpResponse:
    """Say that one is logged out, and what to do on a shared machine."""
    return render(request, "citizens/logged_out.html")


def _provider(key: str) -> Provider:
    try:
        return provider(key)
    except UnknownProvider as error:
        raise Http404("No such way to log in.") from error


def _callback_address(request: HttpRequest, key: str) -> str:
    """The address to come back to: under the municipality's host or path, as one came."""
    return request.build_absolute_uri(reverse("citizens:callback", args=[key]))


def _refused(request: HttpRequest, chosen: Provider, refusal: LoginRefused) -> HttpResponse:
    logger.warning("Log-in refused: %s: %s", type(refusal).__name__, refusal.detail)
    context = {"refusal": refusal, "provider": chosen}
    return render(request, "citizens/login_refused.html", context, status=refusal.status)
