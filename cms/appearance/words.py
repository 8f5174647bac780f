"""What the parts of a theme are called by the people who choose them."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext_lazy as _

from cms.theming import Role


@dataclass(frozen=True)
class Word:
    """A name, and what the thing is for."""

    label: Any
    help: Any = ""


ROLES: dict[Role, Word] = {
    Role.SURFACE: Word(_("Siden"), _("Baggrunden, som alt ligger på.")),
    Role.SURFACE_RAISED: Word(_("Kort og felter"), _("Det, der ligger oven på siden.")),
    Role.TEXT: Word(_("Tekst")),
    Role.TEXT_MUTED: Word(_("Dæmpet tekst"), _("Fakta og hjælpetekster.")),
    Role.PRIMARY: Word(_("Hovedfarve"), _("Links, knapper og det rum, man er i.")),
    Role.ON_PRIMARY: Word(_("Tekst på hovedfarven")),
    Role.PRIMARY_SOFT: Word(_("Lys hovedfarve"), _("Bleg bund, blandt andet bag tegninger.")),
    Role.ACCENT: Word(_("Blikfang"), _("Det, der skal ses først.")),
    Role.ON_ACCENT: Word(_("Tekst på blikfang")),
    Role.ACCENT_SOFT: Word(_("Lyst blikfang")),
    Role.THIRD: Word(_("Tredje farve"), _("Til tegninger og bunde.")),
    Role.ON_THIRD: Word(_("Tekst på tredje farve")),
    Role.THIRD_SOFT: Word(_("Lys tredje farve")),
    Role.BORDER: Word(_("Tynde streger")),
    Role.BORDER_STRONG: Word(_("Felternes kant")),
    Role.FOCUS: Word(_("Fokusring"), _("Ringen om det, tastaturet peger på.")),
    Role.DANGER: Word(_("Fejl")),
    Role.ON_DANGER: Word(_("Tekst på fejlfarven")),
    Role.DANGER_SOFT: Word(_("Lys fejlfarve")),
    Role.SUCCESS: Word(_("Det gik godt")),
    Role.ON_SUCCESS: Word(_("Tekst på »det gik godt«")),
    Role.SUCCESS_SOFT: Word(_("Lyst »det gik godt«")),
    Role.HERO: Word(_("Topbilledets bund"), _("Fladen øverst på forsiden.")),
    Role.ON_HERO: Word(_("Tekst på topbilledet")),
    Role.HERO_ACTION: Word(_("Topbilledets knap")),
    Role.ON_HERO_ACTION: Word(_("Tekst på topbilledets knap")),
    Role.HERO_FAR: Word(_("Tegningen: det fjerne")),
    Role.HERO_MIDDLE: Word(_("Tegningen: midten")),
    Role.HERO_NEAR: Word(_("Tegningen: det nære")),
    Role.HERO_LIGHT: Word(_("Tegningen: lys")),
}

# What a pair of colours is used for, by the name it has in cms/theming/roles.py.
USES: dict[str, Any] = {
    "body text": _("Brødtekst"),
    "secondary text": _("Dæmpet tekst"),
    "links and the current room": _("Links og det valgte rum"),
    "text on a primary button": _("Tekst på knapper"),
    "text on an accent button": _("Tekst på blikfang"),
    "text on the third colour": _("Tekst på den tredje farve"),
    "error text": _("Fejltekst"),
    "text on a danger button": _("Tekst på fejlknapper"),
    "text saying that it went well": _("Tekst om, at det gik godt"),
    "text on the success colour": _("Tekst på »det gik godt«"),
    "text on the hero": _("Tekst på topbilledet"),
    "text on the hero's button": _("Tekst på topbilledets knap"),
    "the hero's button": _("Topbilledets knap"),
    "the edge of a field": _("Felternes kant"),
    "the focus ring": _("Fokusringen"),
}
