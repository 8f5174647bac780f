"""The screen on which an audience is built, tried out and published."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cms.library.labels import language
from cms.municipalities.models import Owner
from cms.personalisation.draft_models import Part
from cms.personalisation.editing.access import Work, owners_of, work_of
from cms.personalisation.editing.audience_form import AudienceForm, initial_of
from cms.personalisation.editing.base import OwnersView, owner_to_write_for
from cms.personalisation.editing.screen import audience_screen, trial_of_audience, versions_shown
from cms.personalisation.publishing import (
    ChangedMeanwhile,
    free_name,
    save_draft,
    starting_values,
)


class AudienceView(OwnersView):
    """A new audience, or one of the editor's own."""

    part = Part.AUDIENCE

    def get(self, request: HttpRequest, name: str = "") -> HttpResponse:
        """The screen."""
        work = work_of(self.part, name, self.person) if name else None
        form = AudienceForm(initial=initial_of(starting_values(self.part, name)))
        return self._shown(request, form, work)

    def post(self, request: HttpRequest, name: str = "") -> HttpResponse:
        """Save the draft, and publish or try it out where that was asked for."""
        work = work_of(self.part, name, self.person) if name else None
        owner = (
            work.owner if work else owner_to_write_for(self.person, request.POST.get("owner", ""))
        )
        form = AudienceForm(request.POST)
        if not form.is_valid():
            return self._shown(request, form, work)
        name = name or free_name(self.part, form.danish, owner)
        seen = request.POST.get("seen", "")
        try:
            draft = save_draft(
                self.part, name, owner, form.values(), self.person,
                int(seen) if seen.isdecimal() and work else None,
            )  # fmt: skip
        except ChangedMeanwhile as conflict:
            tell_of_conflict(form, conflict)
            return self._shown(request, form, work)
        if request.POST.get("action") == "publish":
            self.published_or_told([draft], request.POST.get("note", ""))
        elif request.POST.get("action") == "try":
            return self.to(name, "?afproev=1#afproev")
        else:
            messages.success(request, _("Kladden er gemt. Den gælder først, når du udgiver."))
        return self.to(name)

    def _shown(self, request: HttpRequest, form: AudienceForm, work: Work | None) -> HttpResponse:
        owner = work.owner if work else owner_to_write_for(self.person, request.GET.get("ejer", ""))
        is_trying = request.GET.get("afproev") and request.method == "GET"
        home = request.GET.get("kommune", "")
        return self.page(
            request,
            "audience",
            form=form,
            work=work,
            owners=[] if work else list(owners_of(self.person)),
            title=self._title(work, owner),
            trial=trial_of_audience(work, home) if work and is_trying else None,
            versions=versions_shown(self, work),
            seen=seen_edit(form, work),
            **audience_screen(self.person, owner, work.name if work else "", language()),
        )

    def _title(self, work: Work | None, owner: Owner) -> str:
        if work is None:
            return _("Ny målgruppe i %(owner)s") % {"owner": owner.name}
        return str(work.draft or work.published)


def seen_edit(form: Any, work: Work | None) -> str:
    """Which edit of the draft the person has seen, so that nobody's work is written over."""
    if form.is_bound:
        return str(form.data.get("seen", ""))
    return str(work.draft.edits if work and work.draft else 0)


def tell_of_conflict(form: Any, conflict: ChangedMeanwhile) -> None:
    """The person's values stay in the form; saving once more puts them over the other's."""
    draft = conflict.draft
    who = str(draft.edited_by) if draft and draft.edited_by else _("En anden")
    text = _(
        "%(who)s har gemt eller udgivet imens. Intet er gemt endnu, og dine værdier står stadig i "
        "felterne: gem igen for at lægge dem over."
    )
    form.add_error(None, text % {"who": who})
    form.data = form.data.copy()
    form.data["seen"] = str(draft.edits if draft else 0)
