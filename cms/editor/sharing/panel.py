"""The panels about sharing in the form of an item."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.panels import FieldPanel, MultiFieldPanel, Panel

from cms.editor.sharing.borrowers import BorrowersWidget


class LossPanel(FieldPanel):
    """Shown only where something would be taken from somebody."""

    class BoundPanel(FieldPanel.BoundPanel):
        """One form's."""

        def __init__(self, **kwargs: Any) -> None:
            """The loss is known when the form has been checked, long after the field was made."""
            super().__init__(**kwargs)
            self.help_text = getattr(self.form, "told", "")

        def is_shown(self) -> bool:
            """Whether the form found a loss."""
            return bool(getattr(self.form, "loss", None)) and bool(super().is_shown())


def sharing_panel() -> Panel:
    """Whose it is, with whom it is shared, and where it stands."""
    fields = [
        FieldPanel("owner"),
        FieldPanel("sharing"),
        LossPanel("loss_confirmed"),
        FieldPanel("lent_to", widget=BorrowersWidget),
        FieldPanel(
            "expire_at",
            heading=_("Tages af sig selv ned"),
            help_text=_(
                "Kan stå tomt. På det tidspunkt (dansk tid) vises det ikke mere, heller ikke i "
                "andre kommuner."
            ),
        ),
        FieldPanel("slug"),
    ]
    return MultiFieldPanel(fields, heading=_("Ejer og deling"))
