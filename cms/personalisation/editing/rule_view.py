"""One way from start to end: whom, what, why, when, try it out, publish."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.utils.translation import gettext as _

from cms.library.labels import language
from cms.municipalities.models import Owner
from cms.personalisation.draft_models import Draft, Part
from cms.personalisation.editing.access import Work, own_drafts, owners_of, work_of
from cms.personalisation.editing.audience_form import AudienceForm
from cms.personalisation.editing.audience_form import initial_of as audience_initial
from cms.personalisation.editing.audience_view import seen_edit, tell_of_conflict
from cms.personalisation.editing.base import OwnersView, owner_to_write_for
from cms.personalisation.editing.rule_form import NEW, RuleForm, initial_of
from cms.personalisation.editing.screen import (
    audience_screen,
    audiences_offered,
    drafts_together,
    proposals_for,
    trial_of_rule,
    versions_shown,
)
from cms.personalisation.publishing import (
    ChangedMeanwhile,
    draft_of,
    free_name,
    save_draft,
    starting_values,
)

WHO = "who"


class RuleView(OwnersView):
    """A new rule, or one of the editor's own; its audience may be built along with it."""

    part = Part.RULE

    def get(self, request: HttpRequest, name: str = "") -> HttpResponse:
        """The screen."""
        work = work_of(self.part, name, self.person) if name else None
        owner = work.owner if work else owner_to_write_for(self.person, request.GET.get("ejer", ""))
        values = starting_values(self.part, name)
        if not work:
            values |= {"audience": NEW}
        own = self._own_audience(str(values.get("audience", "")))
        form = self._form(owner, values)
        inside = starting_values(Part.AUDIENCE, own.name if own else "")
        who = AudienceForm(initial=audience_initial(inside), prefix=WHO)
        return self._shown(request, form, who, own, work, owner)

    def post(self, request: HttpRequest, name: str = "") -> HttpResponse:
        """Save both drafts, and publish or try them out where that was asked for."""
        work = work_of(self.part, name, self.person) if name else None
        owner = (
            work.owner if work else owner_to_write_for(self.person, request.POST.get("owner", ""))
        )
        values = starting_values(self.part, name)
        own = self._own_audience(str(values.get("audience", "")))
        form = self._form(owner, values, request.POST)
        who = AudienceForm(request.POST, prefix=WHO)
        if not form.is_valid() or not who.is_valid():
            return self._shown(request, form, who, own, work, owner)
        try:
            draft = self._saved(form, who, own, work, owner)
        except ChangedMeanwhile as conflict:
            tell_of_conflict(form, conflict)
            return self._shown(request, form, who, own, work, owner)
        return self._answered(draft)

    def _saved(
        self, form: RuleForm, who: AudienceForm, own: Draft | None, work: Work | None, owner: Owner
    ) -> Draft:
        seen = form.data.get("seen", "")
        audience = self._audience(form, who, own, owner)
        label = form.cleaned_data["title"] or who.danish or audience
        name = work.name if work else free_name(self.part, label, owner)
        values = form.values(audience)
        if form.data.get("action") == "propose":
            values["reason"] = {**proposals_for(audience, owner), **values["reason"]}
        expected = int(seen) if work and seen.isdecimal() else None
        return save_draft(self.part, name, owner, values, self.person, expected)

    def _audience(self, form: RuleForm, who: AudienceForm, own: Draft | None, owner: Owner) -> str:
        """The audience's name; one that is built here is saved as a draft of its own."""
        chosen: str = form.cleaned_data["audience"]
        if chosen == NEW or (own is not None and chosen == own.name):
            name = own.name if own and chosen == own.name else ""
            name = name or free_name(Part.AUDIENCE, who.danish, owner)
            save_draft(Part.AUDIENCE, name, owner, who.values(), self.person)
            return name
        return chosen

    def _answered(self, draft: Draft) -> HttpResponse:
        action = self.request.POST.get("action")
        if action == "publish":
            self.published_or_told(drafts_together(draft), self.request.POST.get("note", ""))
        elif action == "try":
            return self.to(draft.name, "?afproev=1#afproev")
        elif action == "propose":
            return self.to(draft.name, "#hvorfor")
        else:
            text = _("Kladden er gemt. Den gælder først, når du udgiver.")
            messages.success(self.request, text)
        return self.to(draft.name)

    def _own_audience(self, name: str) -> Draft | None:
        """The audience that is built along with the rule: one that was never published."""
        draft = own_drafts(Part.AUDIENCE, self.person).filter(name=name).first()
        if draft is None or name in dict(audiences_offered(self.person)):
            return None
        return draft_of(Part.AUDIENCE, name)

    def _form(self, owner: Owner, values: dict[str, Any], data: Any = None) -> RuleForm:
        offered = audiences_offered(self.person, str(values.get("audience", "")))
        return RuleForm(
            data,
            initial=initial_of(values),
            owner=owner,
            audiences=offered,
            values=values,
            spoken=language(),
        )

    def _shown(
        self,
        request: HttpRequest,
        form: RuleForm,
        who: AudienceForm,
        own: Draft | None,
        work: Work | None,
        owner: Owner,
    ) -> HttpResponse:
        trying = work and request.GET.get("afproev") and request.method == "GET"
        title = work.name if work else _("Ny regel i %(owner)s") % {"owner": owner.name}
        return self.page(
            request,
            "rule",
            form=form,
            who=who,
            built_here={NEW, own.name if own else NEW},
            work=work,
            owners=[] if work else list(owners_of(self.person)),
            title=title,
            trial=trial_of_rule(work, request.GET.get("kommune", "")) if trying and work else None,
            versions=versions_shown(self, work),
            seen=seen_edit(form, work),
            **audience_screen(self.person, owner, own.name if own else "", language()),
        )
