"""The rule word `launched`: has opened one service, or any of a type."""

from cms.capabilities.launch.models import Opening
from cms.citizens.item_words import item_word

WORDS = (
    item_word(
        "launched",
        Opening,
        {
            "da": "har åbnet tilbuddet {type} {slug}",
            "en": "has opened the service {type} {slug}",
            "ar": "فتح الخدمة {type} {slug}",
            "ru": "открывал(а) услугу {type} {slug}",
        },
        moment="first_at",
    ),
)
