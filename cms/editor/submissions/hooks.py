"""Addresses and menu entry of what was sent in; imported by the door's own hooks."""

from __future__ import annotations

from django.urls import URLPattern, path
from django.utils.translation import gettext_lazy as _
from wagtail import hooks

from cms.editor.menu import add_entry
from cms.editor.submissions import views
from cms.municipalities.actions import Action


@hooks.register("register_admin_urls")
def submission_addresses() -> list[URLPattern]:
    """The list, one of them, its preview, the answer, and the rule."""
    return [
        path("indsendt/", views.queue, name="editor_submissions"),
        path("indsendt/<int:key>/", views.submission, name="editor_submission"),
        path("indsendt/<int:key>/vis/", views.preview, name="editor_submission_preview"),
        path("indsendt/<int:key>/svar/", views.answer, name="editor_submission_answer"),
        path("indsendt/regel/<slug:slug>/", views.rules, name="editor_submission_rules"),
    ]


add_entry(Action.REVIEW, _("Indsendt"), "editor_submissions", icon="mail", order=120)
