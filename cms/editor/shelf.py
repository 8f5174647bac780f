"""The editors' shelf: what a municipality takes in, leaves out, pins and says its own way."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST

from cms.library.choices import Decision, decide
from cms.library.labels import language
from cms.library.models import Item, Overlay, ShelfChoice
from cms.library.overlays import changed_originals, write_overlay
from cms.library.registry import item_model, item_models
from cms.library.sharing import Sharing
from cms.municipalities.actions import Action
from cms.municipalities.models import Municipality, User
from cms.municipalities.roles import owner_ids

PAGE_SIZE = 30


@dataclass(frozen=True)
class Row:
    """An item on offer, and what the municipality has said of it."""

    item: Item
    choice: ShelfChoice | None
    has_overlay: bool

    @property
    def is_shown(self) -> bool:
        """Whether the municipality's citizens meet the item."""
        taken = self.choice.taken if self.choice else None
        if self.item.sharing == Sharing.MANDATORY:
            return True
        return taken is True or (taken is None and self.item.sharing == Sharing.ON_BY_DEFAULT)

    @property
    def may_be_left_out(self) -> bool:
        """Mandatory items stay."""
        return bool(self.item.sharing != Sharing.MANDATORY)


def shelf(request: HttpRequest) -> HttpResponse:
    """Everything that others share, of one type at a time, with search by title."""
    municipality = own_municipality(request)
    model = _model(request.GET.get("type", ""))
    words = request.GET.get("q", "").strip()
    offered = _offered(model, municipality, words)
    page = Paginator(offered, PAGE_SIZE).get_page(request.GET.get("p"))
    context = {
        "municipality": municipality,
        "rows": _rows(list(page), municipality),
        "page": page,
        "words": words,
        "type_name": model.declaration.name,
        "types": [
            (name, one.declaration.labels.in_language(language()).many.capitalize())
            for name, one in item_models().items()
        ],
    }
    return render(request, "editor/shelf.html", context)


def own_municipality(request: HttpRequest) -> Municipality:
    """The municipality that the editor works for. Raises PermissionDenied for everyone else."""
    user = request.user
    found = Municipality.objects.none()
    if isinstance(user, User):
        found = Municipality.objects.filter(pk__in=owner_ids(user, Action.CURATE))
    wanted = found.filter(slug=request.GET.get("kommune", "")).first() or found.first()
    if wanted is None:
        raise PermissionDenied
    return wanted


def _model(type_name: str) -> type[Item]:
    models = item_models()
    return models.get(type_name) or next(iter(models.values()))


def _offered(model: type[Item], municipality: Municipality, words: str) -> Any:
    """Live items that others share; the request's scope has already left out the rest."""
    offered = model.objects.filter(live=True).exclude(owner_id=municipality.pk)
    offered = offered.exclude(sharing=Sharing.PRIVATE).select_related("owner")
    if words:
        offered = offered.filter(**{f"{model.declaration.title_field}__icontains": words})
    return offered.order_by("owner__kind", "slug")


def _rows(items: Sequence[Item], municipality: Municipality) -> list[Row]:
    keys = [item.pk for item in items]
    mine = {"municipality": municipality, "item_id__in": keys}
    choices = {choice.item_id: choice for choice in ShelfChoice.objects.filter(**mine)}
    overlaid = set(Overlay.objects.filter(**mine).values_list("item_id", flat=True))
    return [Row(item, choices.get(item.pk), item.pk in overlaid) for item in items]


def _item(type_name: str, key: int) -> Item:
    """A shared, live item. Raises Http404 for anything else, in the same words."""
    if type_name not in item_models():
        raise Http404(type_name)
    found = item_model(type_name).objects.filter(pk=key, live=True).first()
    if found is None or found.sharing == Sharing.PRIVATE:
        raise Http404(key)
    return found  # type: ignore[no-any-return]


@require_POST
def choose(request: HttpRequest, type_name: str, key: int) -> HttpResponse:
    """Take in, leave out, follow the owner's proposal, put first or no longer."""
    municipality, item = own_municipality(request), _item(type_name, key)
    try:
        decide(item, municipality, Decision(request.POST.get("action", "")))
    except ValueError as error:
        raise PermissionDenied from error
    messages.success(request, _("Gemt: %(title)s") % {"title": item})
    return HttpResponseRedirect(f"{reverse('editor_shelf')}?{request.GET.urlencode()}")


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
    municipality, item = own_municipality(request), _item(type_name, key)
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
