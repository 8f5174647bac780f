"""Planning: the days between which something on offer is, or isn't, shown."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlsplit

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext_lazy as _

from cms.editor.shelf.days import days_of, period_of
from cms.editor.shelf.doing import back, remember, tell_mandatory, wanted
from cms.editor.whose import municipality_for
from cms.library.choices import Mandatory, plan
from cms.library.models import Item, ShelfChoice
from cms.library.periods import Period
from cms.municipalities.actions import Action
from cms.municipalities.models import Municipality

SHOWN, HIDDEN = "shown", "hidden"
WHAT = [(SHOWN, _("Vis kun i perioden")), (HIDDEN, _("Vis ikke i perioden"))]
DAY = {"type": "date"}


class PlanForm(forms.Form):
    """What is to happen, and on which days; one of the two days may be left open."""

    what = forms.ChoiceField(
        label=_("Hvad skal der ske?"), choices=WHAT, widget=forms.RadioSelect, initial=SHOWN
    )
    first = forms.DateField(
        label=_("Fra og med"),
        required=False,
        help_text=_("Tom: fra nu af."),
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
    )
    last = forms.DateField(
        label=_("Til og med"),
        required=False,
        help_text=_("Tom: indtil I ændrer det."),
        widget=forms.DateInput(attrs=DAY, format="%Y-%m-%d"),
    )

    def clean(self) -> dict[str, Any]:
        """Refuse a period without a day, and one that ends before it begins."""
        cleaned: dict[str, Any] = super().clean() or {}
        first, last = cleaned.get("first"), cleaned.get("last")
        if self.errors:
            return cleaned
        if not first and not last:
            self.add_error("first", _("Skriv mindst én af de to dage."))
        elif first and last and last < first:
            self.add_error("last", _("Den sidste dag er før den første. Byt om på dem."))
        return cleaned

    @property
    def period(self) -> Period:
        """The days as moments; after the form was found valid."""
        return period_of(self.cleaned_data["first"], self.cleaned_data["last"])


def plan_address(request: HttpRequest, municipality: Municipality, items: Sequence[Item]) -> str:
    """Where these items are planned."""
    keys = [item.pk for item in items]
    query = {
        "kommune": municipality.slug,
        "items": keys,
        "address": request.POST.get("address", ""),
    }
    return f"{reverse('editor_shelf_plan')}?{urlencode(query, doseq=True)}"


def planning(request: HttpRequest) -> HttpResponse:
    """The days of one item, or of several at once: all or none."""
    municipality = municipality_for(request, Action.CURATE)
    given = request.POST if request.method == "POST" else request.GET
    items = wanted(municipality, given.getlist("items"))
    form = PlanForm(request.POST or None, initial=_initial(items, municipality))
    if request.method == "POST" and form.is_valid():
        try:
            plan(items, municipality, form.cleaned_data["what"] == SHOWN, form.period)
        except Mandatory as refused:
            tell_mandatory(request, refused)
        else:
            remember(request, items)
        return back(request)
    context = {
        "municipality": municipality,
        "items": items,
        "form": form,
        "days": (form["first"], form["last"]),
        "whose": f"?kommune={municipality.slug}",
        "address": f"?{urlsplit(given.get('address', '')).query}",
        "is_planned": any(choice.period for choice in _choices(items, municipality)),
    }
    return render(request, "editor/shelf_plan.html", context)


def _initial(items: Sequence[Item], municipality: Municipality) -> dict[str, Any]:
    """The plan there is, where one item is planned anew."""
    if len(items) != 1:
        return {}
    for choice in _choices(items, municipality):
        if choice.taken is not None and choice.period:
            first, last = days_of(choice.period)
            return {"what": SHOWN if choice.taken else HIDDEN, "first": first, "last": last}
    return {}


def _choices(items: Sequence[Item], municipality: Municipality) -> list[ShelfChoice]:
    return list(ShelfChoice.objects.filter(municipality=municipality, item__in=items))
