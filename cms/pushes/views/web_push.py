"""Notes on the screen: the page where a browser says yes."""

from __future__ import annotations

import json
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cms.citizens.views.access import CitizenRequest, for_citizens, language_of_page
from cms.pushes import contacts
from cms.pushes.gateways.configured import gateway
from cms.pushes.gateways.web_push import WebPush
from cms.pushes.views.inbox import ROOM

LARGEST = 4_000  # bytes
KEYS = ("p256dh", "auth")
LONGEST_ENDPOINT = 1_000


@require_http_methods(["GET", "POST"])
@for_citizens
def subscribe(request: CitizenRequest) -> HttpResponse:
    """Say what it is; a browser that said yes posts its address here as JSON."""
    request.room = ROOM  # type: ignore[attr-defined]
    way = _gateway()
    if request.method == "GET":
        own = request.citizen.push_contacts.filter(kind="browser").count()
        meaning = contacts.meaning_of("browser", language_of_page())
        context = {"public_key": way.public_key, "browsers": own, "meaning": meaning}
        return render(request, "pushes/screen.html", context)
    try:
        endpoint, keys = _subscription(request.body, way)
    except ValueError as error:
        return JsonResponse({"problem": str(error)}, status=422)
    contacts.add_browser(request.citizen, endpoint, keys)
    return JsonResponse({"kept": True}, status=201)


def _subscription(body: bytes, way: WebPush) -> tuple[str, dict[str, str]]:
    """The address and keys. Raises ValueError for what no browser sends."""
    if len(body) > LARGEST:
        raise ValueError("too large")
    sent: Any = json.loads(body)
    endpoint = sent.get("endpoint") if isinstance(sent, dict) else None
    keys = sent.get("keys") if isinstance(sent, dict) else None
    if not isinstance(endpoint, str) or len(endpoint) > LONGEST_ENDPOINT:
        raise ValueError("no endpoint")
    if not way.may_call(endpoint):
        raise ValueError("unknown service")
    if not isinstance(keys, dict) or not all(isinstance(keys.get(name), str) for name in KEYS):
        raise ValueError("no keys")
    return endpoint, {name: keys[name] for name in KEYS}


@require_POST
@for_citizens
def unsubscribe(request: CitizenRequest) -> HttpResponse:
    """Forget every browser."""
    for one in request.citizen.push_contacts.filter(kind="browser"):
        contacts.forget(one)
    messages.success(request, _("Du får ikke flere beskeder på skærmen."))
    return redirect("pushes:settings")


def _gateway() -> WebPush:
    name = contacts.channel_of("browser")
    made = gateway(name) if name else None
    if not isinstance(made, WebPush):
        raise Http404("Notes on the screen aren't offered here.")
    return made
