"""Logging in and out at the editors' door."""

from __future__ import annotations

from django.db import transaction
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from cms.citizens.identity.problems import LoginRefused, WrongDirectory
from cms.citizens.identity.providers import Door, Provider, UnknownProvider, provider
from cms.citizens.views import work_login
from cms.editor.signin.letting_in import person_of, providers_at


@require_GET
@never_cache
def login_with(request: HttpRequest, key: str) -> HttpResponse:
    """Send the person to their municipality's provider; another one's is refused here."""
    chosen = _provider(key)
    try:
        _must_be_theirs(request, key)
        callback = reverse("staff_callback", args=[key])
        address = work_login.begin(request, chosen, callback, request.GET.get("invitation", ""))
    except LoginRefused as refusal:
        return _refused(request, refusal)
    return HttpResponseRedirect(address)


@require_GET
@never_cache
def callback(request: HttpRequest, key: str) -> HttpResponse:
    """The person comes back. Nothing is stored unless everything is right."""
    chosen = _provider(key)
    try:
        _must_be_theirs(request, key)
        with transaction.atomic():
            done = work_login.finish(request, chosen, lambda one: person_of(one, key))
    except LoginRefused as refusal:
        return _refused(request, refusal)
    return HttpResponseRedirect(_own(done.next_path))


@require_POST
@never_cache
def log_out(request: HttpRequest) -> HttpResponse:
    """Log out here, and at the provider."""
    return work_login.leave(request, reverse("wagtailadmin_login"))


def _provider(key: str) -> Provider:
    try:
        return provider(key, Door.STAFF)
    except UnknownProvider as error:
        raise Http404("No such way to log in.") from error


def _must_be_theirs(request: HttpRequest, key: str) -> None:
    if key not in providers_at(getattr(request, "municipality", None)):
        raise WrongDirectory(f"{key} at another municipality's address")


def _own(path: str) -> str:
    """A path within the editors' door, or its front page."""
    home = reverse("wagtailadmin_home")
    is_safe = url_has_allowed_host_and_scheme(path, allowed_hosts=None)
    return path if is_safe and path.startswith(home) else home


def _refused(request: HttpRequest, refusal: LoginRefused) -> HttpResponse:
    return work_login.refused(request, refusal, again=reverse("wagtailadmin_login"))
