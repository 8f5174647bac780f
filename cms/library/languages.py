"""Languages that content can be in (ISO 639-1 codes), named in themselves and by the reader."""

from django.utils.translation import gettext_lazy as _

CONTENT_LANGUAGES: dict[str, str] = {
    "da": "Dansk",
    "en": "English",
    "ar": "العربية",
    "ru": "Русский",
    "uk": "Українська",
    "pl": "Polski",
    "tr": "Türkçe",
    "fa": "فارسی",
    "so": "Soomaali",
    "de": "Deutsch",
}

# What items are written in first; every other language is a translation of it.
SOURCE_LANGUAGE = "da"

# As the reader calls them.
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
