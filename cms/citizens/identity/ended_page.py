"""The page that takes care of what was being written when a log-in ended.

Nothing is stored: the text stays in the reader's own page, in hidden fields, and is sent again
from there after a new log-in in another tab. A store on the server would keep words of somebody
who is not logged in; one in the browser would show them to the next person at the machine. A
signature says whose words they are, so that nobody else can send them by mistake.
"""

from __future__ import annotations

from urllib.parse import urlencode

from django.core.signing import BadSignature, Signer
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

WRITTEN_BY = "_written_by"
NOT_KEPT = frozenset({"csrfmiddlewaretoken", WRITTEN_BY})
SHORTEST_TEXT = 20  # signs: what is worth showing, to be copied where sending fails
SECRETS = ("password", "adgangskode")
_signer = Signer(salt="cms.citizens.identity.ended_page")


def keep_what_was_written(
    request: HttpRequest, writer: str, why: str, login_path: str
) -> HttpResponse:
    """Say that the log-in has ended, and keep the form; `login_path` is where one logs in again."""
    request.has_portal_frame = True  # type: ignore[attr-defined]
    fields = _fields(request)
    context = {
        "why": why,
        "fields": fields,
        "texts": [value for _name, value in fields if len(value) >= SHORTEST_TEXT],
        "written_by": _signer.sign(f"{writer} {request.path}"),
        "written_by_name": WRITTEN_BY,
        "login_url": f"{login_path}?{urlencode({'next': again_path(request)})}",
        "has_files": bool(request.FILES),
        "action": request.get_full_path(),
    }
    return render(request, "citizens/login_ended.html", context, status=403)


def was_written_by(request: HttpRequest, writer: str) -> bool:
    """Whether the kept form is this person's, for this address."""
    try:
        return _signer.unsign(request.POST[WRITTEN_BY]) == f"{writer} {request.path}"
    except BadSignature:
        return False


def other_hands(request: HttpRequest) -> HttpResponse:
    """Refuse to send one person's words as another."""
    request.has_portal_frame = True  # type: ignore[attr-defined]
    return render(request, "citizens/other_hands.html", status=403)


def again_path(request: HttpRequest) -> str:
    """Where one lands after logging in again in another tab."""
    prefix: str = getattr(request, "path_prefix", "")
    return f"{prefix}/log-ind/igen/"


def _fields(request: HttpRequest) -> list[tuple[str, str]]:
    return [
        (name, value)
        for name, values in request.POST.lists()
        if name not in NOT_KEPT and not any(word in name.lower() for word in SECRETS)
        for value in values
    ]
