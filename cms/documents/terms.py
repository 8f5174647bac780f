"""On which terms papers are kept, as the citizen reads it, and that they are the citizen's own."""

from __future__ import annotations

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from cms.citizens.moving import Own, carry_rows, count_rows, declare_own
from cms.rights.terms import Terms, declare_terms, while_here

DOCUMENTS = "documents"


def declare() -> None:
    """Say the terms, and let papers go along to another municipality."""
    declare_terms(
        DOCUMENTS,
        Terms(
            purpose=_("Så du har dine papirer ét sted og kan bruge dem, når du søger noget."),
            retention=lazy(while_here, str)(),
            seen_by=_("Dig, og dem, du selv sender et dokument til, så længe du søger hos dem."),
        ),
    )
    declare_own(
        Own(
            DOCUMENTS,
            DOCUMENTS,
            _("Dine dokumenter"),
            count_rows(DOCUMENTS),
            carry_rows(DOCUMENTS, "public_id"),
        )
    )
