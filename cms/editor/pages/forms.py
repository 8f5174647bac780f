"""The form of a page: its words, its way, and its blocks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.safestring import SafeString
from wagtail.admin.forms import WagtailAdminModelForm

from cms.pages.models import ComposedPage

BODY = "body"
# What a front page has no use for: it has an address, and every page leads to it.
NOT_AT_HOME = ("slug", "place")


class PageForm(WagtailAdminModelForm):
    """Make it inside `composing_for`: blocks offer and accept only what the owner may name."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)

    class Meta:
        model = ComposedPage
        fields = ["title", "slug", "summary", "place", BODY]
        widgets = {"summary": forms.Textarea(attrs={"rows": 2})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Leave out what this page can't have."""
        super().__init__(*args, **kwargs)
        page: ComposedPage = self.instance
        self.initial["seen"] = page.latest_revision_id
        for name in NOT_AT_HOME if page.is_home else ():
            del self.fields[name]
        if page.is_template and "place" in self.fields:
            del self.fields["place"]
        if page.is_following:
            del self.fields[BODY]

    @property
    def words(self) -> list[forms.BoundField]:
        """The plain fields, in their order."""
        return [self[name] for name in self.fields if name not in (BODY, "seen")]

    @property
    def blocks(self) -> SafeString | str:
        """The blocks with what is wrong in them; nothing while the page follows another."""
        if BODY not in self.fields:
            return ""
        bound = self[BODY]
        widget: Any = bound.field.widget
        errors = bound.errors or None
        drawn: SafeString = widget.render_with_errors(
            bound.html_name, bound.value(), attrs={"id": bound.auto_id}, errors=errors
        )
        return drawn
