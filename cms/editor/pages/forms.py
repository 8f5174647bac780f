"""The form of a page: its words, its way, and its blocks."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import BadRequest
from django.http import QueryDict
from django.utils.datastructures import MultiValueDictKeyError
from django.utils.safestring import SafeString
from django.utils.translation import gettext as _
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

    def clean_slug(self) -> str:
        """An address is one of the owner's."""
        slug: str = self.cleaned_data["slug"]
        page: ComposedPage = self.instance
        every = ComposedPage.objects.everything("an address is one of the owner's")
        if slug and every.filter(owner_id=page.owner_id, slug=slug).exclude(pk=page.pk).exists():
            raise forms.ValidationError(
                _("En anden af jeres sider har den adresse. Skriv en, der ikke er brugt.")
            )
        return slug

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


def filled_form(sent: QueryDict, page: ComposedPage, user: Any) -> PageForm:
    """The form with what was sent. Raises BadRequest for blocks that nobody has counted."""
    form = PageForm(sent, instance=page, for_user=user)
    try:
        form.full_clean()
    except MultiValueDictKeyError as missing:
        raise BadRequest(f"{missing}: the form's script writes it; load the page anew.") from None
    return form
