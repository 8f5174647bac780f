"""On which terms each table about a citizen is kept, as the citizen reads it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.utils.functional import lazy
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

ONLY_YOU = gettext_lazy("Kun dig.")


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
    text = _("Så længe du bruger siden. Vi sletter det, når du ikke har været her i %(days)s dage.")
    return text % {"days": settings.CITIZENS_KEPT_DAYS}


def _looks() -> str:
    return _("%(days)s dage efter opslaget.") % {"days": settings.LOOKS_KEPT_DAYS}


def _consents() -> str:
    return _("Så længe dit ja gælder, og %(days)s dage efter.") % {"days": settings.LAW_KEEPS_DAYS}


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
        seen_by=gettext_lazy("Ingen. Det vises aldrig."),
    ),
)
