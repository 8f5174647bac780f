"""On which terms each table about a citizen is kept, as the citizen reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

DAYS_OF_YEAR, FEWEST_YEARS = 365.25, 2

ONLY_YOU = gettext_lazy("dig")


@dataclass(frozen=True)
class Terms:
    """Why a table's rows are kept, how long, and who may see them; in the citizen's language."""

    purpose: Any
    retention: Any
    seen_by: Any = ONLY_YOU


_TERMS: dict[str, Terms] = {}


def declare_terms(table: str, terms: Terms) -> None:
    """Say the terms of a table, named as the export names it: the relation's own name."""
    _TERMS[table] = terms


def terms_of(table: str) -> Terms:
    """The terms of a table; where none are said, it is kept for as long as the citizen is here."""
    return _TERMS.get(table) or Terms(
        purpose=_("Så siden kan huske, hvad du har valgt og gjort her."),
        retention=while_here(),
    )


def while_here() -> str:
    """How long what has no time of its own is kept."""
    text = _("Så længe du bruger siden. Vi sletter det, når du ikke har været her i %(period)s.")
    return text % {"period": period(settings.CITIZENS_KEPT_DAYS)}


def period(days: int) -> str:
    """Days as one says them: whole years from two on."""
    years = round(days / DAYS_OF_YEAR)
    if years < FEWEST_YEARS:
        return ngettext("%(days)s dag", "%(days)s dage", days) % {"days": days}
    return ngettext("%(years)s år", "%(years)s år", years) % {"years": years}


def _looks() -> str:
    return _("%(period)s efter opslaget.") % {"period": period(settings.LOOKS_KEPT_DAYS)}


def _consents() -> str:
    text = _("Så længe dit ja gælder, og %(period)s efter.")
    return text % {"period": period(settings.LAW_KEEPS_DAYS)}


def _moves() -> str:
    return _("%(period)s efter flytningen.") % {"period": period(settings.MOVES_KEPT_DAYS)}


declare_terms(
    "logins",
    Terms(
        purpose=gettext_lazy("Så vi kan logge dig ud, når du har været væk, eller beder om det."),
        retention=gettext_lazy("Højst en dag efter, at dit log ind er slut."),
    ),
)
declare_terms(
    "moves",
    Terms(
        purpose=gettext_lazy("Så du kan se, hvad du tog med fra din gamle kommune."),
        retention=lazy(_moves, str)(),
    ),
)
declare_terms(
    "farewell",
    Terms(
        purpose=gettext_lazy("Så vi husker, at vi har sagt til dig, før vi sletter noget."),
        retention=lazy(while_here, str)(),
    ),
)
declare_terms(
    "looks",
    Terms(
        purpose=gettext_lazy("Så du kan se, hvem der har set dine oplysninger."),
        retention=lazy(_looks, str)(),
    ),
)
declare_terms(
    "consents",
    Terms(
        purpose=gettext_lazy("Så både du og kommunen kan se, hvad du har sagt ja og nej til."),
        retention=lazy(_consents, str)(),
    ),
)
declare_terms(
    "civil_number",
    Terms(
        purpose=gettext_lazy("Så kommunen kan finde dig, når du ringer eller kommer forbi."),
        retention=lazy(while_here, str)(),
        seen_by=gettext_lazy("ingen; det vises aldrig"),
    ),
)
