"""The list of letters that wait for a person, and the answer to one."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, cast
from uuid import UUID

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from cms.library.labels import language
from cms.municipalities.models import User
from cms.pushes.declared import channels
from cms.pushes.flagged import NotFlagged, flagged_for, it_arrived, looks_after, send_again
from cms.pushes.models import Letter, LetterKind

SHOWN = 50
_LOST = gettext_lazy(
    "Den er afleveret, men svaret kom aldrig tilbage. Se efter nøglen i tjenestens log."
)
_UNSENT = gettext_lazy("Den er forsøgt så mange gange, som vi må. Ret det, tjenesten klager over.")
_UNSURE = gettext_lazy(
    "Tjenesten er spurgt mange gange og kunne ikke svare. Se efter nøglen i dens log."
)
# What our own words of what went wrong mean to whoever finds out.
PROBLEMS: Mapping[str, Any] = {
    "lost_after_the_end": _LOST,
    "abandoned": _LOST,
    "lost": _LOST,
    "no_answer": _UNSURE,
    "later": _UNSENT,
    "not_accepted": _UNSENT,
    "lost_before_the_end": _UNSENT,
}


@never_cache
@require_safe
def letters(request: HttpRequest) -> HttpResponse:
    """What waits, the oldest first; neither names nor words of a message are shown."""
    waiting = flagged_for(_person(request))
    context = {"rows": [_row(one) for one in waiting[:SHOWN]], "count": waiting.count()}
    return render(request, "editor/letters/list.html", context)


@require_POST
def answer(request: HttpRequest, key: UUID) -> HttpResponse:
    """It arrived, or it is to be sent again; another municipality's waits for somebody else."""
    person = _person(request)
    try:
        if not flagged_for(person).filter(key=key).exists():
            raise NotFlagged(key)
        if request.POST.get("answer") == "again":
            send_again(str(key), person)
            messages.success(request, _("Beskeden sendes igen om lidt."))
        else:
            it_arrived(str(key), person)
            messages.success(request, _("Godt. Beskeden bliver ikke sendt igen."))
    except NotFlagged:
        messages.warning(request, _("Den besked venter ikke længere på svar. Intet er ændret."))
    return redirect("editor_letters")


def _row(letter: Letter) -> dict[str, Any]:
    channel = channels().get(letter.channel)
    return {
        "letter": letter,
        "channel": channel.labels.in_language(language()) if channel else letter.channel,
        "when": letter.handed_over_at or letter.made_at,
        "where": letter.citizen.municipality.name,
        "problem": PROBLEMS.get(letter.problem, letter.problem),
        "is_code": letter.kind == LetterKind.CODE,
    }


def _person(request: HttpRequest) -> User:
    person = cast("User", request.user)
    if not looks_after(person):
        raise PermissionDenied
    return person
