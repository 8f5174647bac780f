"""What is shared, on the staff's page of a citizen; and on which terms it is kept."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from cms.capabilities.share.services import shares_of
from cms.citizens.models import Citizen
from cms.municipalities.models import User
from cms.rights.panels import Panel, register
from cms.rights.terms import Terms, declare_terms, while_here


def declare() -> None:
    """Put the panel on the page; called once, when the apps are ready."""
    register(
        Panel(
            name="shares",
            label=_("det, du har delt"),
            heading=_("Delt med jer"),
            template="share/staff.html",
            contents=_contents,
            order=45,
        )
    )
    declare_terms(
        "shares",
        Terms(
            purpose=_("Så din jobrådgiver kan se, hvad du har fundet. Du kan trække det tilbage."),
            retention=lazy(while_here, str)(),
            seen_by=_("Dig og de medarbejdere i jobcenteret, der møder borgere."),
        ),
    )


def _contents(_person: User, citizen: Citizen) -> Mapping[str, Any] | None:
    """Nothing shared: nothing is shown, and no look is written down."""
    shares = list(shares_of(citizen))
    return {"shares": shares} if shares else None
