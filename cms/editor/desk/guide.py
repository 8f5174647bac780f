"""Help in a few lines on the desk, and a page that says the rest."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from cms.editor.desk.panel import Panel
from cms.editor.desk.person import person_of
from cms.municipalities.actions import Action


class Help(Panel):
    """The ways that work gets done, in one line each."""

    order = 70
    template_name = "editor/desk/help.html"

    def contents(self) -> dict[str, Any]:
        """What the person may do decides what is explained."""
        return _allowed(self.person.may)


def guide(request: HttpRequest) -> HttpResponse:
    """The editors' guide, with the parts that the person needs."""
    person = person_of(request)
    context = {**_allowed(person.may), "is_national": person.is_national}
    return render(request, "editor/desk/guide.html", context)


def _allowed(may: Any) -> dict[str, bool]:
    return {
        "writes": may(Action.WRITE),
        "curates": may(Action.CURATE),
        "composes": may(Action.COMPOSE),
        "targets": may(Action.TARGET),
        "helps_search": may(Action.SEARCH_WORDS),
        "reviews": may(Action.REVIEW),
        "meets": may(Action.MEET_CITIZENS),
        "opens": may(Action.MANAGE_KEYS),
    }
