"""Making one's page one's own: adding, removing and moving elements, and the simple view.

Every change is a form that is posted, so that it works by keyboard, by touch and without scripts;
what scripts add (dragging) posts the same form.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from cms.citizens.answers import InvalidAnswers, answers_of, save_answers
from cms.citizens.declared import asked_attributes
from cms.citizens.views.access import CitizenRequest, for_citizens
from cms.library.labels import language
from cms.my_page import services
from cms.my_page.layout import UnknownWidget
from cms.personalisation.viewer import viewer_of


@require_http_methods(["GET", "POST"])
@for_citizens
def arrange(request: CitizenRequest) -> HttpResponse:
    """The elements as a list that one can change."""
    if request.method == "POST":
        return _changed(request)
    request.room = "home"  # type: ignore[attr-defined]
    page = services.page_of(viewer_of(request), request.citizen)
    context = {
        "shown": [_row(one) for one in page.shown],
        "addable": [_row(one) for one in page.addable],
        "can_undo": page.can_undo,
        "is_standard": page.is_standard,
        "sees_simple_view": services.sees_simple_view(request.citizen),
    }
    return render(request, "portal/arrange.html", context)


def _row(widget: Any) -> dict[str, str]:
    return {
        "name": widget.name,
        "label": widget.labels.in_language(language()),
        "help": widget.help.in_language(language()),
        "icon": widget.icon,
        "drawing": widget.drawing,
    }


def _changed(request: CitizenRequest) -> HttpResponse:
    """Do what was asked, say what came of it, and come back to the same element."""
    name = request.POST.get("name", "")
    change = CHANGES.get(request.POST.get("do", ""))
    if change is None:
        raise Http404("No such change.")
    try:
        messages.success(request, change(request, name))
    except UnknownWidget as error:
        raise Http404(str(error)) from error
    if request.POST.get("back") == "home":
        return HttpResponseRedirect(reverse("portal:home"))
    address = reverse("portal:arrange")
    return HttpResponseRedirect(f"{address}#element-{name}" if name else address)


def _said(place: services.Place) -> str:
    return _("%(element)s står nu som nummer %(number)s af %(total)s.") % {
        "element": place.widget.labels.in_language(language()),
        "number": place.number,
        "total": place.total,
    }


def _moved(steps: int) -> Callable[[CitizenRequest, str], str]:
    def change(request: CitizenRequest, name: str) -> str:
        return _said(services.move(viewer_of(request), request.citizen, name, steps))

    return change


def _moved_to(request: CitizenRequest, name: str) -> str:
    number = request.POST.get("number", "")
    if not number.isdecimal() or len(number) > 3:
        raise Http404("No such place.")
    return _said(services.move_to(viewer_of(request), request.citizen, name, int(number)))


def _added(request: CitizenRequest, name: str) -> str:
    place = services.add(viewer_of(request), request.citizen, name)
    element = {"element": place.widget.labels.in_language(language())}
    return " ".join((_("%(element)s er på din side.") % element, _said(place)))


def _removed(request: CitizenRequest, name: str) -> str:
    widget = services.remove(viewer_of(request), request.citizen, name)
    return _("%(element)s er fjernet. Du kan fortryde.") % {
        "element": widget.labels.in_language(language())
    }


def _undone(request: CitizenRequest, name: str) -> str:
    done = services.undo(request.citizen)
    return _("Det er fortrudt.") if done else _("Der er ikke noget at fortryde.")


def _standard(request: CitizenRequest, name: str) -> str:
    services.back_to_standard(request.citizen)
    return _("Siden er, som den var fra begyndelsen. Du kan fortryde.")


CHANGES: dict[str, Callable[[CitizenRequest, str], str]] = {
    "up": _moved(-1),
    "down": _moved(1),
    "to": _moved_to,
    "add": _added,
    "remove": _removed,
    "undo": _undone,
    "standard": _standard,
}


@require_POST
@for_citizens
def say_interest(request: CitizenRequest, name: str) -> HttpResponse:
    """Say an interest, or take it back, and see at once what there is for it."""
    widget = services.widgets_here().get(name)
    if widget is None or widget.attribute is None or widget.attribute not in asked_attributes():
        raise Http404(name)
    slug = request.POST.get("interest", "")
    said = [str(one) for one in answers_of(request.citizen).get(widget.attribute, [])]
    after = [one for one in said if one != slug] if slug in said else [*said, slug]
    try:
        save_answers(request.citizen, {widget.attribute: after})
    except InvalidAnswers as error:
        raise Http404(str(error)) from error
    home = reverse("portal:home")
    looked_at = f"?interesse={slug}" if slug in after else ""
    return HttpResponseRedirect(f"{home}{looked_at}#element-{name}")
