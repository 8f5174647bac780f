"""What one does with a draft or a version: throw away, bring back, delete."""

from __future__ import annotations

from django.contrib import messages
from django.db.models import ProtectedError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect
from django.utils.translation import gettext as _

from cms.personalisation.editing.access import work_of
from cms.personalisation.editing.base import OwnersView
from cms.personalisation.models import Audience
from cms.personalisation.publishing import bring_back, delete, discard, versions_of


class DiscardView(OwnersView):
    """Throws a draft away."""

    def post(self, request: HttpRequest, name: str) -> HttpResponse:
        """Do it; back to what is in force, or to the list."""
        work = work_of(self.part, name, self.person)
        if work.draft is not None:
            discard(work.draft, self.person)
            messages.success(request, _("Kladden er smidt væk. Borgerne møder det samme som før."))
        return self.to(name) if work.published else redirect(self.address(""))


class BringBackView(OwnersView):
    """Makes a draft of an earlier version."""

    def post(self, request: HttpRequest, name: str) -> HttpResponse:
        """Do it. Raises Http404 for a number that was never published."""
        work = work_of(self.part, name, self.person)
        number = request.POST.get("number", "")
        found = versions_of(self.part, name, work.owner)
        version = found.filter(number=int(number)).first() if number.isdecimal() else None
        if version is None:
            raise Http404(number)
        bring_back(version, self.person)
        text = _("Version %(number)s er hentet frem som kladde. Den gælder først, når du udgiver.")
        messages.success(request, text % {"number": version.number})
        return self.to(name)


class DeleteView(OwnersView):
    """Takes one of the editor's own away, unless something else names it."""

    def post(self, request: HttpRequest, name: str) -> HttpResponse:
        """Delete and go back to the list."""
        work = work_of(self.part, name, self.person)
        if work.published is None:
            raise Http404(name)
        namers = _namers(work.published) if isinstance(work.published, Audience) else []
        if namers:
            text = _("%(name)s nævnes i målgruppen %(others)s. Ret den først.")
            said = {"name": work.published, "others": ", ".join(map(str, namers))}
            messages.error(request, text % said)
            return redirect(self.address(""))
        try:
            delete(work.published, self.person)
        except ProtectedError:
            text = _("%(name)s bruges i en regel. Slet reglen først.")
            messages.error(request, text % {"name": work.published})
        else:
            text = _("%(name)s er slettet. Versionerne er gemt.")
            messages.success(request, text % {"name": work.published})
        return redirect(self.address(""))


def _namers(audience: Audience) -> list[Audience]:
    """The owner's own audiences whose rule names this one."""
    own = Audience.objects.filter(owner=audience.owner).exclude(pk=audience.pk)
    return [other for other in own if _names(other.rule, audience.name)]


def _names(rule: object, name: str) -> bool:
    if isinstance(rule, dict):
        return rule.get("audience") == name or any(_names(one, name) for one in rule.values())
    return isinstance(rule, list) and any(_names(one, name) for one in rule)
