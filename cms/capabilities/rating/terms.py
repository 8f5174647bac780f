"""On which terms ratings are kept, as the citizen reads it."""

from __future__ import annotations

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from cms.rights.terms import Terms, declare_terms, while_here

STARS = Terms(
    purpose=_("Så andre kan se, hvad du synes om et tilbud. Du kan trække det tilbage."),
    retention=lazy(while_here, str)(),
    seen_by=_("Alle ser tallet og dine ord, når de er læst. Ingen ser, at de er dine."),
)
PULSE = Terms(
    purpose=_("Så de, der laver siderne, kan se, hvad der hjælper."),
    retention=lazy(while_here, str)(),
    seen_by=_("Redaktører ser, hvor mange der svarede hvad. Ingen ser dit svar."),
)


def declare() -> None:
    """Called once, when the apps are ready."""
    declare_terms("ratings", STARS)
    declare_terms("rating_pulses", PULSE)
