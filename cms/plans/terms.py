"""On which terms plans and follows are kept, as the citizen reads it."""

from __future__ import annotations

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from cms.rights.terms import Terms, declare_terms, while_here

# What a citizen reads that somebody at the municipality has seen.
LOOK_AT_PLAN = _("din plan")
BOTH = _("Dig og de medarbejdere i jobcenteret, der møder borgere.")
OF_PLAN = Terms(
    purpose=_("Så du og jobcenteret kan se, hvad I har aftalt, og hvem der skrev det."),
    retention=lazy(while_here, str)(),
    seen_by=BOTH,
)
OF_FOLLOWS = Terms(
    purpose=_("Så du kan se nyt om det, du følger."),
    retention=lazy(while_here, str)(),
)


def declare() -> None:
    """Say the terms of every table of this floor."""
    for table in ("plan_goals", "plan_activities", "plan_changes", "changes"):
        declare_terms(table, OF_PLAN)
    declare_terms("follows", OF_FOLLOWS)
