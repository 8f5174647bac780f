"""The outermost layer: machines' own addresses, a name for each request, and its figures."""

from __future__ import annotations

import logging
import time
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

from cms.operations import metrics
from cms.operations.health import live, ready
from cms.operations.logs import name_request, request_name

View = Callable[[HttpRequest], HttpResponse]
MACHINES: dict[str, View] = {
    "/sundhed/live": live,
    "/sundhed/ready": ready,
    "/metrics": metrics.page,
}
HEADER = "X-Request-ID"
logger = logging.getLogger("cms.requests")


class OperationsMiddleware:
    """Stands before everything: what machines ask needs no host, session or municipality."""

    def __init__(self, get_response: View) -> None:
        """Keep the next handler."""
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer a machine, or let the request through under a name, and note how it went."""
        name_request(request.headers.get(HEADER, ""))
        machine = MACHINES.get(request.path_info.rstrip("/"))
        answer = machine(request) if machine is not None else self._watched(request)
        answer.headers[HEADER] = request_name()
        return answer

    def _watched(self, request: HttpRequest) -> HttpResponse:
        start = time.perf_counter()
        answer = self.get_response(request)
        seconds = time.perf_counter() - start
        route = route_of(request)
        metrics.count_request(request.method or "", route, answer.status_code, seconds)
        metrics.note_ways()
        # The route, not the path: paths hold names of pages that say something of who reads them.
        logger.info(
            "request",
            extra={
                "method": request.method,
                "route": route,
                "status": answer.status_code,
                "milliseconds": round(seconds * 1000, 1),
            },
        )
        return answer


def route_of(request: HttpRequest) -> str:
    """The pattern of the address, the same for all that it stands for; "" where none matched."""
    match = request.resolver_match
    return match.route if match else ""
