"""On which terms what one has opened is kept, as the citizen reads it."""

from __future__ import annotations

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from cms.rights.terms import Terms, declare_terms, while_here

OPENED = Terms(
    purpose=_("Så pladserne i din kommunes aftale passer, og du kan finde tilbuddet igen."),
    retention=lazy(while_here, str)(),
    seen_by=_("Dig. Kommunen og leverandøren ser kun, hvor mange der bruger det."),
)
CONSENTS = Terms(
    purpose=_("Så du kan se, hvad du har sagt ja til at sende med, og trække det tilbage."),
    retention=lazy(while_here, str)(),
)
PSEUDONYMS = Terms(
    purpose=_("Så tilbuddet kan kende dig igen uden at vide, hvem du er."),
    retention=lazy(while_here, str)(),
    seen_by=_("Leverandøren af tilbuddet. Hver leverandør har sit eget dæknavn til dig."),
)
TICKETS = Terms(
    purpose=_("Så du kan blive logget ind i det tilbud, du er på vej til."),
    retention=_("I ti minutter. Vi sletter det, når den næste åbner noget."),
)


def declare() -> None:
    """Called once, when the apps are ready."""
    declare_terms("launch_openings", OPENED)
    declare_terms("launch_consents", CONSENTS)
    declare_terms("launch_pseudonyms", PSEUDONYMS)
    declare_terms("launch_tickets", TICKETS)
