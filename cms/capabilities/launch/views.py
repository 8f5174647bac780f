"""Where vendors' systems ask: at the nation's address, and then where the citizen is."""

from __future__ import annotations

from urllib.parse import urlencode

from django.db import transaction
from django.http import (
    Http404,
    HttpRequest,
    HttpResponse,
    JsonResponse,
)
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from cms.capabilities.launch import issuer, keys, lti, oidc
from cms.capabilities.launch.opening import onward, page_of
from cms.capabilities.launch.phrases import why_not
from cms.capabilities.launch.reading import standing_of
from cms.capabilities.launch.rules import Standing
from cms.capabilities.launch.services import ConsentNeeded, NotForYou
from cms.capabilities.launch.tickets import UnknownTicket, home_of, item_of, ticket_of
from cms.citizens.models import Citizen

# Seconds: how long vendors' systems may keep our keys; a new one is seen after that.
KEPT = "public, max-age=300"


@require_safe
def description(request: HttpRequest) -> HttpResponse:
    """What we can do, for vendors' systems to read (OpenID Connect Discovery)."""
    return _published(request, issuer.description())


@require_safe
def public_keys(request: HttpRequest) -> HttpResponse:
    """What our signatures are checked with (JWKS)."""
    return _published(request, keys.public_keys())


def _published(request: HttpRequest, content: dict[str, object]) -> HttpResponse:
    _common_front(request)
    answered = JsonResponse(content)
    answered.headers["Cache-Control"] = KEPT
    return answered


def _common_front(request: HttpRequest) -> None:
    """There is one issuer; a municipality's portal is none. Raises Http404."""
    if getattr(request, "municipality", None) is not None:
        raise Http404(request.path)


@never_cache
@csrf_exempt
@require_POST
@transaction.atomic
def token(request: HttpRequest) -> HttpResponse:
    """A vendor's system exchanges its code for an identity token; each code once."""
    _common_front(request)
    answered: HttpResponse = oidc.server.create_token_response(request)
    return answered


@never_cache
@csrf_exempt
@require_http_methods(["GET", "POST"])
def authorize(request: HttpRequest) -> HttpResponse:
    """A vendor's system asks who came. At the nation's address it is sent on to the citizen's."""
    asked = {**request.GET.dict(), **request.POST.dict()}
    words = str(asked.get("login_hint", ""))
    try:
        if getattr(request, "municipality", None) is None:
            return onward(f"{home_of(words)}?{urlencode(asked)}")
        return _answer(request, {name: str(value) for name, value in asked.items()}, words)
    except (UnknownTicket, ConsentNeeded):
        return _stopped(request, None)
    except NotForYou as refused:
        return _stopped(request, refused.standing)


@transaction.atomic
def _answer(request: HttpRequest, asked: dict[str, str], words: str) -> HttpResponse:
    citizen: Citizen | None = getattr(request, "citizen", None)
    if citizen is None:
        raise UnknownTicket
    ticket = ticket_of(words, citizen)
    item = item_of(ticket)
    if standing_of(item, citizen).way == "oidc":
        return oidc.answer(request, ticket, item)
    back = request.build_absolute_uri(page_of(item))
    sent = lti.answer(asked, ticket, item, back)
    return render(request, "launch/send.html", {"sent": sent, "item": item})


def _stopped(request: HttpRequest, standing: Standing | None) -> HttpResponse:
    text = why_not(standing, timezone.localdate()) if standing else ""
    return render(request, "launch/stopped.html", {"text": text}, status=400)
