"""The form's part about sharing: to whom, and that a narrower sharing is confirmed first."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from wagtail.admin.forms import WagtailAdminModelForm

from cms.editor.sharing.borrowers import offer_borrowers
from cms.editor.sharing.warning import lines
from cms.library.footprint import Footprint, Terms, loss
from cms.library.models import Item
from cms.library.sharing import Sharing

# Buttons after which readers may meet what the form says; a draft takes nothing from anybody.
PUBLISHING = frozenset(
    {"action-publish", "action-submit", "action-restart-workflow", "action-workflow-action"}
)


class SharingForm(WagtailAdminModelForm):
    """Base of the form of every type."""

    instance: Item
    loss_confirmed = forms.BooleanField(
        label=gettext_lazy("Ja, jeg har læst, hvem der mister det"), required=False
    )
    # What municipalities would lose by what was posted, unless they lose nothing.
    loss: Footprint = Footprint()
    # The same in words.
    told: str = ""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        """Offer the other municipalities."""
        super().__init__(*args, **kwargs)
        offer_borrowers(self, self.instance)

    def clean(self) -> dict[str, Any]:
        """Before publishing: refuse a loan to nobody, and a loss that wasn't confirmed."""
        cleaned: dict[str, Any] = super().clean() or {}
        if "sharing" in cleaned and self._publishes():
            self._check_borrowers(cleaned)
            self._check_loss(cleaned)
        return cleaned

    def _publishes(self) -> bool:
        """Whether readers may meet it after this; an approver who says no takes nothing away."""
        is_refused = self.data.get("workflow-action-name") == "reject"
        return bool(PUBLISHING & set(self.data)) and not is_refused

    def _check_borrowers(self, cleaned: dict[str, Any]) -> None:
        is_lent = cleaned["sharing"] == Sharing.LENT and "lent_to" in self.fields
        if is_lent and not cleaned.get("lent_to"):
            self.add_error("lent_to", _("Vælg mindst én kommune, eller vælg en anden deling."))

    def _check_loss(self, cleaned: dict[str, Any]) -> None:
        if self.instance.pk is None:
            return
        lent_to = frozenset(one.pk for one in cleaned.get("lent_to") or ())
        after = Terms(cleaned["sharing"], lent_to)
        self.loss = loss(self.instance, after, ends_at=cleaned.get("expire_at"))
        if self.loss and "loss_confirmed" in self.fields:
            self.told = self._told()
            if not cleaned.get("loss_confirmed"):
                reason = _("Intet er ændret. Læs, hvem der mister det, og sæt kryds for at udgive.")
                self.add_error("loss_confirmed", reason)

    def _told(self) -> str:
        rows = format_html_join("", "<li>{}</li>", ((line,) for line in lines(self.loss)))
        kept = _("Deres valg og egne ord bliver gemt og gælder igen, hvis I deler som før.")
        return format_html("<ul>{}</ul><p>{}</p>", rows, kept)
