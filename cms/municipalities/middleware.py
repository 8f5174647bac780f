"""Every request belongs to one municipality, or to the portal's common front, or is refused."""

from __future__ import annotations

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponse, HttpResponsePermanentRedirect
from django.shortcuts import render
from django.urls import set_script_prefix, set_urlconf
from django.utils.http import escape_leading_slashes

from cms.municipalities.hosts import Address, UnknownHost, find_address
from cms.municipalities.models import Municipality
from cms.stamps.services import at_a_glance

# Paths that belong to the whole installation: asking for them costs no look-up.
COMMON_PREFIXES = ("/static/", "/media/")
# The page that refuses an unknown host must still look like the portal.
LOOK_PREFIX = "/tema/"
API = "/graphql/"


class MunicipalityMiddleware:
    """Sets `request.municipality` and `request.path_prefix`.

    Django would let an unknown host fall back to the default site; here it is told which
    municipalities there are (404). Under a path prefix the script prefix carries it, so that
    `reverse()` makes links that stay within the municipality.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Resolve the address and go on, redirect `/thisted` to `/thisted/`, or refuse."""
        if request.path_info.startswith(COMMON_PREFIXES):
            return self._go_on(request, Address(None, "", request.path_info))
        # A question by POST only reads; the API says so when one writes after all.
        if request.method in ("GET", "HEAD") or request.path_info.endswith(API):
            with at_a_glance(request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")):
                return self._resolve(request)
        return self._resolve(request)

    def _resolve(self, request: HttpRequest) -> HttpResponse:
        try:
            address = find_address(host_name(request), request.path_info)
        except UnknownHost:
            if request.path_info.startswith(LOOK_PREFIX):
                return self._go_on(request, Address(None, "", request.path_info))
            return unknown_host(request)
        if address.municipality and not address.path:
            return HttpResponsePermanentRedirect(escape_leading_slashes(f"{address.prefix}/"))
        return self._go_on(request, address)

    def _go_on(self, request: HttpRequest, address: Address) -> HttpResponse:
        request.municipality = address.municipality  # type: ignore[attr-defined]
        request.path_prefix = address.prefix  # type: ignore[attr-defined]
        request.path_info = address.path
        # Said for every request: a prefix must not stay from the one before.
        set_script_prefix(f"{request.META.get('SCRIPT_NAME', '')}{address.prefix}/")
        if address.municipality is None:
            request.urlconf = settings.NATIONAL_URLCONF
            set_urlconf(settings.NATIONAL_URLCONF)
        return self.get_response(request)


def host_name(request: HttpRequest) -> str:
    """The host without its port; an IPv6 address keeps its brackets."""
    host: str = request.get_host()
    name, colon, port = host.rpartition(":")
    return name if colon and port.isdigit() else host


def front_address(request: HttpRequest) -> str:
    """Scheme, host and port of the common front, for links from an address that is nobody's."""
    port = request.get_host().removeprefix(host_name(request))
    return f"{request.scheme}://{settings.PORTAL_HOST}{port}"


def unknown_host(request: HttpRequest) -> HttpResponse:
    """A page that says so and lists every municipality's right address."""
    request.municipality, request.path_prefix = None, ""  # type: ignore[attr-defined]
    set_urlconf(settings.NATIONAL_URLCONF)
    context = {
        "municipalities": Municipality.objects.all(),
        "host": host_name(request),
        "front": front_address(request),
    }
    return render(request, "municipalities/unknown_host.html", context, status=404)
