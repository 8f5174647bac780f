"""On which terms journeys are kept, as the citizen reads it."""

from __future__ import annotations

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from cms.rights.terms import Terms, declare_terms, while_here

_PURPOSE = _(
    "Så vi opdager det, hvis du går i stå, og du kan se, hvad vi har besluttet og hvorfor."
)
# What a citizen reads that somebody at the municipality has seen.
LOOK_AT_JOURNEY, LOOK_AT_PROPOSAL = _("dit forløb"), _("et forslag om dig")
_STAFF = _("Dig selv og medarbejdere i din kommune, der møder borgere.")

for table in ("standings", "journey_moves", "journey_proposals", "companions"):
    declare_terms(table, Terms(_PURPOSE, lazy(while_here, str)(), _STAFF))
