"""The link at the foot of a mail: it works without logging in, and asks before it does anything.

A mail program that speaks RFC 8058 posts to the same address by itself.
"""

from __future__ import annotations

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods

from cms.citizens.views.access import language_of_page
from cms.pushes.declared import kinds, outer_channels
from cms.pushes.models import Preference
from cms.pushes.tokens import BadToken, Subscription, subscription_of


# The signed word in the address is what shows that one may; there is no session to protect.
@csrf_exempt
@require_http_methods(["GET", "POST"])
@never_cache
def unsubscribe(request: HttpRequest, token: str) -> HttpResponse:
    """GET asks, POST does."""
    subscription = _subscription(request, token)
    kind, language = kinds().get(subscription.kind), language_of_page()
    channel = outer_channels()[subscription.channel]
    if request.method == "POST":
        _end(subscription)
    context = {
        "kind": kind.labels.in_language(language) if kind else "",
        "channel": channel.labels.in_language(language),
        "is_done": request.method == "POST",
    }
    response = render(request, "pushes/unsubscribe.html", context)
    response.headers["Referrer-Policy"] = "no-referrer"
    response.headers["X-Robots-Tag"] = "noindex"
    return response


def _subscription(request: HttpRequest, token: str) -> Subscription:
    """What the link stands for, in this municipality's portal only. Raises Http404."""
    try:
        found = subscription_of(token)
    except BadToken as error:
        raise Http404("This link can't be used any more.") from error
    here = getattr(request, "municipality", None)
    if here is None or found.citizen.municipality_id != here.pk:
        raise Http404("This link belongs to another portal.")
    if found.channel not in outer_channels():
        raise Http404("There is no such channel any more.")
    return found


@transaction.atomic
def _end(subscription: Subscription) -> None:
    Preference.objects.update_or_create(
        citizen=subscription.citizen,
        kind=subscription.kind,
        channel=subscription.channel,
        defaults={"is_wanted": False, "chosen_at": timezone.now()},
    )
