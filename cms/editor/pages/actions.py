"""The buttons: start a page, take it down, go back, follow, make it one's own, delete it."""

from __future__ import annotations

from collections.abc import Callable
from typing import cast

from django.contrib import messages
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.editor.pages.access import owner_for, page_or_refuse, template_or_refuse
from cms.municipalities.models import User
from cms.pages.models import ComposedPage
from cms.pages.services import (
    AlreadyThere,
    delete,
    follow,
    go_back,
    latest,
    make_own,
    start,
    take_down,
)


@require_POST
def begin(request: HttpRequest) -> HttpResponse:
    """A new page: empty, from a template, or following it."""
    owner = owner_for(request)
    template = template_or_refuse(request.POST.get("template", ""))
    try:
        page = start(
            owner,
            cast("User", request.user),
            template=template,
            is_home=request.POST.get("home") == "1",
            follow=request.POST.get("follow") == "1",
        )
    except AlreadyThere:
        messages.warning(request, _("I har allerede en forside. Ret den i stedet."))
        return _to_list(owner.slug)
    messages.success(request, _("Siden er lavet som kladde. Borgerne ser den, når du udgiver."))
    return _to_page(page.pk)


@require_POST
def withdraw(request: HttpRequest, key: int) -> HttpResponse:
    """Readers no longer see it."""
    page = page_or_refuse(request, key)
    take_down(page, cast("User", request.user))
    said = _("Siden er trukket tilbage. Alt er gemt, og du kan udgive den igen.")
    if page.is_home and not page.is_template:
        said = _("Jeres forside er trukket tilbage. Borgerne ser igen den nationale.")
    messages.success(request, said)
    return _to_page(key)


@require_POST
def back(request: HttpRequest, key: int) -> HttpResponse:
    """An earlier version becomes the draft. Raises Http404 for another page's version."""
    page = page_or_refuse(request, key)
    number = request.POST.get("version", "")
    version = page.revisions.filter(pk=int(number)).first() if number.isdecimal() else None
    if version is None:
        raise Http404(number)
    go_back(page, version, cast("User", request.user))
    said = _("Den tidligere udgave er nu jeres kladde. Udgiv den, når den skal ses.")
    messages.success(request, said)
    return _to_page(key)


@require_POST
def keep_following(request: HttpRequest, key: int) -> HttpResponse:
    """Show what the template shows."""
    said = _("Siden følger nu den nationale. Udgiv, så ser borgerne det.")
    return _changed(request, key, follow, said)


@require_POST
def own(request: HttpRequest, key: int) -> HttpResponse:
    """Begin one's own with what the template shows now."""
    said = _("Nu er siden jeres egen. Den begynder med det, der stod på den nationale.")
    return _changed(request, key, make_own, said)


def _changed(
    request: HttpRequest, key: int, change: Callable[[ComposedPage, User], None], said: str
) -> HttpResponse:
    page = latest(page_or_refuse(request, key))
    if page.template is None:
        raise Http404(key)
    change(page, cast("User", request.user))
    messages.success(request, said)
    return _to_page(key)


@require_POST
def remove(request: HttpRequest, key: int) -> HttpResponse:
    """Delete a page that readers don't see."""
    page = page_or_refuse(request, key)
    if page.live:
        messages.error(request, _("Siden bliver set af borgerne. Træk den tilbage først."))
        return _to_page(key)
    delete(page, cast("User", request.user))
    messages.success(request, _("Siden er slettet. Hvad der stod på den, står i Historik."))
    return _to_list(page.owner.slug)


def _to_page(key: int) -> HttpResponseRedirect:
    return HttpResponseRedirect(reverse("editor_page", args=[key]))


def _to_list(slug: str) -> HttpResponseRedirect:
    return HttpResponseRedirect(f"{reverse('editor_pages')}?kommune={slug}")
