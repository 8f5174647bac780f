"""The rule word `saved`: has saved one item, or anything of a type."""

from cms.capabilities.favourite.models import Favourite
from cms.citizens.item_words import item_word

WORDS = (
    item_word(
        "saved",
        Favourite,
        {
            "da": "har gemt {type} {slug}",
            "en": "has saved {type} {slug}",
            "ar": "حفظ {type} {slug}",
            "ru": "сохранил(а) {type} {slug}",
        },
        moment="saved_at",
    ),
)
