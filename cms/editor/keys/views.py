"""The web team's screen: keys, websites that may read, addresses that are told."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST

from cms.editor.keys.forms import KeyForm, OriginForm
from cms.editor.keys.webhooks import SubscriptionForm, portal_address, rows, subscription_of
from cms.editor.storing import stored
from cms.editor.whose import municipalities_for, municipality_for
from cms.keys.models import AllowedOrigin, ApiKey
from cms.keys.origins import allow_origin, shut_out
from cms.keys.services import make_key, revoke_key
from cms.municipalities.actions import Action
from cms.municipalities.models import Municipality
from cms.webhooks import services


@never_cache
def overview(request: HttpRequest) -> HttpResponse:
    """Everything the web team has, and the forms for more."""
    return page(request, municipality_of(request))


@never_cache
@require_POST
def make(request: HttpRequest) -> HttpResponse:
    """Make a key; its secret stands in this one answer and nowhere else."""
    municipality, form = municipality_of(request), KeyForm(request.POST)
    made = stored(form, lambda: make_key(municipality, **form.cleaned_data))
    if made is None:
        return page(request, municipality, key_form=form)
    return page(request, municipality, secret=made.secret, secret_of=made.key)


@require_POST
def revoke(request: HttpRequest, key: int) -> HttpResponse:
    """Close a key. Another municipality's isn't there."""
    revoke_key(get_object_or_404(ApiKey, pk=key, municipality=municipality_of(request)))
    return done(request, _("Nøglen er lukket. Programmer, der bruger den, får nej fra nu af."))


@require_POST
def add_origin(request: HttpRequest) -> HttpResponse:
    """Let a website's pages read."""
    municipality, form = municipality_of(request), OriginForm(request.POST)
    if stored(form, lambda: allow_origin(municipality, form.cleaned_data["origin"])) is None:
        return page(request, municipality, origin_form=form)
    return done(request, _("Sider på webstedet kan nu hente jeres indhold."))


@require_POST
def remove_origin(request: HttpRequest, key: int) -> HttpResponse:
    """Let a website's pages read no more. Another municipality's isn't there."""
    shut_out(get_object_or_404(AllowedOrigin, pk=key, municipality=municipality_of(request)))
    return done(request, _("Webstedet er fjernet."))


@never_cache
@require_POST
def subscribe(request: HttpRequest) -> HttpResponse:
    """Tell an address; the secret that it checks messages with stands in this answer only."""
    municipality, form = municipality_of(request), SubscriptionForm(request.POST)
    made = stored(form, lambda: services.subscribe(municipality, **form.cleaned_data))
    if made is None:
        return page(request, municipality, subscription_form=form)
    return page(request, municipality, webhook_secret=made.secret, secret_of=made)


@require_POST
def end(request: HttpRequest, key: int) -> HttpResponse:
    """Tell an address nothing more."""
    services.end(subscription_of(municipality_of(request), key))
    return done(request, _("Adressen får ikke flere beskeder."))


@require_POST
def replay(request: HttpRequest, key: int) -> HttpResponse:
    """Send what was given up once more."""
    count = services.replay(subscription_of(municipality_of(request), key))
    return done(request, _("Beskeder, der sendes igen: %(count)s") % {"count": count})


def municipality_of(request: HttpRequest) -> Municipality:
    """Whose web team it is about. Raises PermissionDenied."""
    return municipality_for(request, Action.MANAGE_KEYS)


def query_of(request: HttpRequest) -> str:
    """What keeps the chosen municipality from screen to screen."""
    return f"?kommune={municipality_of(request).slug}" if request.GET.get("kommune") else ""


def done(request: HttpRequest, said: str) -> HttpResponse:
    """Back to the screen, with a word about what was done."""
    messages.success(request, said)
    return HttpResponseRedirect(f"{reverse('editor_keys')}{query_of(request)}")


def page(request: HttpRequest, municipality: Municipality, **more: Any) -> HttpResponse:
    """The screen, with forms that were filled in wrongly as they were."""
    others = municipalities_for(request, Action.MANAGE_KEYS).exclude(pk=municipality.pk)
    context = {
        "municipality": municipality,
        "query": query_of(request),
        "api": portal_address(municipality.slug) + "/graphql/",
        "others": others[:100],
        "keys": ApiKey.objects.filter(municipality=municipality),
        "origins": AllowedOrigin.objects.filter(municipality=municipality),
        "subscriptions": rows(municipality),
        "subscription_form": SubscriptionForm(),
        "key_form": KeyForm(),
        "origin_form": OriginForm(),
    }
    return render(request, "editor/keys/overview.html", {**context, **more})
