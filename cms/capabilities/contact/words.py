"""The rule word `asked_about`: has asked about one item, or about anything of a type."""

from cms.capabilities.contact.models import Question
from cms.citizens.item_words import item_word

WORDS = (
    item_word(
        "asked_about",
        Question,
        {
            "da": "har spurgt om {type} {slug}",
            "en": "has asked about {type} {slug}",
            "ar": "سأل عن {type} {slug}",
            "ru": "спрашивал(а) о {type} {slug}",
        },
        moment="asked_at",
    ),
)
