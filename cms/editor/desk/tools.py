"""The other places in the menu, as cards that say what one does there."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _
from wagtail.admin.menu import MenuItem, SubmenuMenuItem, admin_menu

from cms.editor.desk.panel import Panel
from cms.editor.desk.writing import Card

# What one does there, by the name of the menu's entry. Entries that come later stand without.
SENTENCES = {
    "shelf": _("Vælg, hvad jeres borgere møder af det, andre deler."),
    "overlays": _("Alt det, I har skrevet jeres egne ord over."),
    "translations": _("Skriv det, borgerne læser, på andre sprog."),
    "personas": _("Se jeres portal, som en borger møder den."),
    "submissions": _("Se på det, virksomheder og kolleger sender, og svar dem."),
    "releases": _("Lad flere kladder gå ud på samme tid."),
    "pages": _("Sæt forsiden og jeres egne sider sammen af blokke."),
    "coverage": _("Se, hvad landet viser af det, I deler, og hvad der mangler."),
    "appearance": _("Farver, logo og skrift i portalen."),
    "moving": _("Flyt indhold ind og ud som filer."),
    "personalisation": _("Bestem, hvem der ser hvad, og sig hvorfor."),
    "site": _("Kontakt, åbningstider og erklæringer."),
    "media": _("Film og lyd med undertekster."),
    "images": _("Fotos og tegninger til jeres indhold."),
    "documents": _("Filer, som borgerne kan hente."),
    "people": _("Inviter kolleger, og giv dem roller."),
    "history": _("Se, hvem der har gjort hvad, og hvornår."),
}


class Tools(Panel):
    """Everything else that the person's own menu leads to: no dead ends."""

    order = 30
    template_name = "editor/desk/tools.html"

    def contents(self) -> dict[str, Any]:
        """A card for each entry of the menu that has an address."""
        entries = sorted(admin_menu.menu_items_for_request(self.request), key=lambda one: one.order)
        return {"cards": [self._card(one) for one in entries if self._url(one)]}

    def _card(self, entry: MenuItem) -> Card:
        sentence = str(SENTENCES.get(entry.name, ""))
        return Card(str(entry.label), sentence, entry.icon_name, self._url(entry))

    def _url(self, entry: MenuItem) -> str:
        """Where the entry leads; an entry with others below leads to the first of them."""
        if not isinstance(entry, SubmenuMenuItem):
            return str(entry.url)
        below = entry.menu.menu_items_for_request(self.request)
        return str(below[0].url) if below and not _is_library(below) else ""


def _is_library(entries: list[MenuItem]) -> bool:
    """The types' own entries have their cards in another panel."""
    return "/snippets/" in str(entries[0].url)
