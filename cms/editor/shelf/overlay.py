"""A municipality's own words over a shared item."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.editor.whose import municipality_for
from cms.library.labels import language
from cms.library.models import Item, Overlay
from cms.library.overlays import changed_originals, write_overlay
from cms.library.registry import item_model, item_models
from cms.library.sharing import Sharing
from cms.municipalities.actions import Action


def _item(type_name: str, key: int) -> Item:
    """A shared, live item. Raises Http404 for anything else, in the same words."""
    if type_name not in item_models():
        raise Http404(type_name)
    found = item_model(type_name).objects.filter(pk=key, live=True).first()
    if found is None or found.sharing == Sharing.PRIVATE:
        raise Http404(key)
    return found  # type: ignore[no-any-return]


class OverlayForm(forms.Form):
    """A field for each overridable one; empty means the original's words."""

    def __init__(self, item: Item, *args: Any, **kwargs: Any) -> None:
        """One text field each, no longer than the original may be."""
        super().__init__(*args, **kwargs)
        for name in item.declaration.overridable:
            declared = item.declaration.fields[name]
            self.fields[name] = forms.CharField(
                label=declared.label.in_language(language()),
                max_length=declared.max_length,
                required=False,
                help_text=_("Originalen: %(text)s") % {"text": getattr(item, name) or "–"},
                widget=forms.Textarea(attrs={"rows": 2}),
            )


def overlay(request: HttpRequest, type_name: str, key: int) -> HttpResponse:
    """The municipality's own words beside the original's."""
    municipality, item = municipality_for(request, Action.CURATE), _item(type_name, key)
    existing = Overlay.objects.filter(municipality=municipality, item_id=item.pk).first()
    form = OverlayForm(item, request.POST or None, initial=existing.values if existing else {})
    if request.method == "POST" and form.is_valid():
        values = {name: text for name, text in form.cleaned_data.items() if text}
        try:
            write_overlay(item, municipality, values)
        except ValidationError as error:
            form.add_error(None, error)
        else:
            messages.success(request, _("Gemt: %(title)s") % {"title": item})
            return HttpResponseRedirect(f"{reverse('editor_shelf')}?type={type_name}")
    changed = changed_originals(existing, item) if existing else []
    context = {"municipality": municipality, "item": item, "form": form, "changed": changed}
    return render(request, "editor/overlay.html", context)
