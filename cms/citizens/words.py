"""The few words that kinds of answers bring with them."""

from __future__ import annotations

from django.utils.translation import gettext as _

YES, NO = "yes", "no"


def yes_no_labels() -> tuple[str, str]:
    """Yes and no in the language of the moment."""
    return _("Ja"), _("Nej")
