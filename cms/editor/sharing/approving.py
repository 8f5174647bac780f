"""Approving in one click, beside the form: what takes something away is approved in the form."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from wagtail.snippets.views.snippets import WorkflowActionView

from cms.editor.sharing.warning import tell_unconfirmed
from cms.submissions.losses import loss_by

APPROVE = "approve"


class ApproveItem(WorkflowActionView):
    """The form shows who loses what, and asks; a click without it changes nothing."""

    def post(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Lead to the form where municipalities would lose something."""
        if self.action_name != APPROVE or not loss_by(self.task_state.revision):
            answer: HttpResponseBase = super().post(request, *args, **kwargs)
            return answer
        tell_unconfirmed(request)
        form = reverse(self.model.snippet_viewset.get_url_name("edit"), args=[self.object.pk])
        if request.headers.get("x-requested-with") == "XMLHttpRequest":
            told: HttpResponseBase = self.render_modal_json(
                request, {"step": "success", "redirect": form}
            )
            return told
        return redirect(form)
