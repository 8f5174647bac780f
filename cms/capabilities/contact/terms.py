"""On which terms questions are kept, as the citizen reads it."""

from __future__ import annotations

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from cms.rights.terms import Terms, declare_terms, while_here


def declare() -> None:
    """Called once, when the apps are ready."""
    declare_terms(
        "questions",
        Terms(
            purpose=_("Så nogen kan svare dig. Du kan slette dit spørgsmål."),
            retention=lazy(while_here, str)(),
            seen_by=_("Dig og de medarbejdere, der svarer. De kan ikke se, hvem du er."),
        ),
    )
