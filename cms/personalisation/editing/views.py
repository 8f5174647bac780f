"""The editors' pages of audiences and rules. Each reads only through `access`."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.db.models import ProtectedError, QuerySet
from django.http import HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views import View

from cms.municipalities.models import Municipality
from cms.personalisation.book import current_book
from cms.personalisation.editing.access import changeable, owners_of, visible
from cms.personalisation.editing.audience_form import AudienceForm
from cms.personalisation.editing.rule_form import RuleForm
from cms.personalisation.models import Audience, Rule
from cms.personalisation.sentence import sentence
from cms.personalisation.services import citizens_in
from cms.personalisation.viewer import Viewer

FEWEST_TOLD = 5


class OwnersView(View):
    """Only people who write for somebody come in."""

    # Which of the two it is about; `as_view` is given the other.
    model: type[Audience] | type[Rule] = Audience
    form: type[AudienceForm] | type[RuleForm] = AudienceForm
    names: str = "audiences"

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        """Refuse those who may write for nobody."""
        if not owners_of(request.user).exists():
            raise PermissionDenied
        return super().dispatch(request, *args, **kwargs)

    def page(self, request: HttpRequest, template: str, **context: Any) -> HttpResponse:
        """A page with what every template needs."""
        shared = {
            "names": self.names,
            "back_url": reverse(f"personalisation_{self.names}"),
            "add_url": reverse(f"personalisation_{self.names}_new"),
        }
        return render(request, f"personalisation/{template}.html", {**shared, **context})

    def back(self) -> HttpResponse:
        """To the list."""
        return redirect(f"personalisation_{self.names}")


class ListView(OwnersView):
    """What the editor may see, own first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Each row with its sentence."""
        found: QuerySet[Any] = visible(self.model, request.user).select_related("owner")
        own = set(changeable(self.model, request.user).values_list("pk", flat=True))
        listed = sorted(found, key=lambda one: (one.pk not in own, one.name))
        counts = self._counts(request, found)
        rows = [
            (one, one.pk in own, self.said(one), counts.get(one.pk, ""), *self._addresses(one))
            for one in listed
        ]
        title = self.model._meta.verbose_name_plural
        return self.page(request, "list", rows=rows, counts=bool(counts), title=title)

    def _counts(self, request: HttpRequest, found: QuerySet[Any]) -> dict[int, str]:
        """How many citizens of the editor's own municipality an audience has, by primary key."""
        own = Municipality.objects.filter(pk__in=owners_of(request.user))[:2]
        if self.model is not Audience or len(own) != 1:
            return {}
        viewer = Viewer(own[0])
        usable = {one.name for one in current_book().audiences_for(own[0].pk)}
        return {
            one.pk: roughly(citizens_in(one.name, viewer, own[0]).count())
            for one in found
            if one.name in usable
        }

    def _addresses(self, one: Any) -> list[str]:
        parts = ("edit", "delete")
        return [reverse(f"personalisation_{self.names}_{part}", args=[one.pk]) for part in parts]

    def said(self, one: Any) -> str:
        """The row in words."""
        book = current_book()
        if isinstance(one, Rule):
            return str(one.reason.get("da", ""))
        compiled = book.audiences.get(one.name)
        left_out = _("Kan ikke bruges: %(why)s") % {"why": book.broken.get(f"audience {one.name}")}
        return sentence(compiled.tree, book.vocabulary) if compiled else left_out


def roughly(count: int) -> str:
    """A number of citizens, so that none of them can be guessed from it."""
    return str(count) if count == 0 or count >= FEWEST_TOLD else _("under 5")


class EditView(OwnersView):
    """A new one, or one of the editor's own."""

    def get(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """The form."""
        return self._shown(request, self._form(request, pk))

    def post(self, request: HttpRequest, pk: int | None = None) -> HttpResponse:
        """Save, or the form again with what is wrong."""
        form = self._form(request, pk)
        if not form.is_valid():
            return self._shown(request, form)
        messages.success(request, _("%(name)s er gemt.") % {"name": form.save()})
        return self.back()

    def _form(self, request: HttpRequest, pk: int | None) -> forms.ModelForm[Any]:
        # Another's is not there: 404, as if it did not exist.
        own = changeable(self.model, request.user)
        instance = get_object_or_404(own, pk=pk) if pk else self.model()
        form: Any = self.form
        posted = request.POST if request.method == "POST" else None
        made: forms.ModelForm[Any] = form(posted, instance=instance, for_user=request.user)
        return made

    def _shown(self, request: HttpRequest, form: forms.ModelForm[Any]) -> HttpResponse:
        title = form.instance.name or self.model._meta.verbose_name
        return self.page(request, "form", form=form, title=title)


class DeleteView(OwnersView):
    """Takes one of the editor's own away, unless something else names it."""

    def post(self, request: HttpRequest, pk: int) -> HttpResponse:
        """Delete and go back to the list."""
        one = get_object_or_404(changeable(self.model, request.user), pk=pk)
        try:
            one.delete()
        except ProtectedError:
            text = _("%(name)s bruges i en regel. Slet reglen først.")
            messages.error(request, text % {"name": one})
        else:
            messages.success(request, _("%(name)s er slettet.") % {"name": one})
        return self.back()


AUDIENCES: dict[str, Any] = {"model": Audience, "form": AudienceForm, "names": "audiences"}
RULES: dict[str, Any] = {"model": Rule, "form": RuleForm, "names": "rules"}
