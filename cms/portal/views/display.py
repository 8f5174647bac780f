"""The page on which one chooses how the portal looks on this device."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from cms.portal.display import LOOKS, TEXTS, checked, display_of, keep


@require_http_methods(["GET", "HEAD", "POST"])
def display(request: HttpRequest) -> HttpResponse:
    """Light or dark, and the size of the letters. The page itself shows what one chose."""
    if request.method != "POST":
        context = {"looks": LOOKS.items(), "texts": TEXTS.items(), "chosen": display_of(request)}
        return render(request, "portal/display.html", context)
    response = HttpResponseRedirect(reverse("portal:display"))
    chosen = checked(request.POST.get("look", ""), request.POST.get("text", ""))
    keep(response, chosen, secure=request.is_secure())
    messages.success(request, _("Sådan ser siden ud på denne skærm nu."))
    return response
