"""The rule word `signed_up`: for one item, or for anything of a type."""

from cms.capabilities.signup.models import Signup
from cms.citizens.item_words import item_word

WORDS = (
    item_word(
        "signed_up",
        Signup,
        {
            "da": "er tilmeldt {type} {slug}",
            "en": "has signed up for {type} {slug}",
            "ar": "سجّل في {type} {slug}",
            "ru": "записан(а) на {type} {slug}",
        },
        moment="signed_up_at",
    ),
)
