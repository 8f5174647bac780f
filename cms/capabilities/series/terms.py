"""On which terms it is kept how far somebody has come, as the citizen reads it."""

from __future__ import annotations

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from cms.rights.terms import Terms, declare_terms, while_here


def declare() -> None:
    """Called once, when the apps are ready."""
    declare_terms(
        "series_steps",
        Terms(
            purpose=_("Så vi kan vise dig, hvad der kommer efter det, du er blevet færdig med."),
            retention=lazy(while_here, str)(),
            seen_by=_("Kun dig."),
        ),
    )
