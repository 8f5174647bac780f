"""Languages that content can be in, named in themselves (ISO 639-1 codes)."""

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
