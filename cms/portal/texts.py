"""Words of the portal that more than one page says."""

from django.utils.translation import gettext_lazy as _

FACET_LABELS = {
    "type": _("Hvad leder du efter?"),
    "topics": _("Emner"),
    "industries": _("Brancher"),
    "language": _("Sprog"),
}

# The languages an item may be in, as the reader calls them; in filters they name themselves.
LANGUAGE_NAMES = {
    "da": _("Dansk"),
    "en": _("Engelsk"),
    "ar": _("Arabisk"),
    "ru": _("Russisk"),
    "uk": _("Ukrainsk"),
    "pl": _("Polsk"),
    "tr": _("Tyrkisk"),
    "fa": _("Farsi"),
    "so": _("Somali"),
    "de": _("Tysk"),
}
