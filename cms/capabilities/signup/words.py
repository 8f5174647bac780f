"""The rule word `signed_up`: for one item, or for anything of a type."""

from cms.capabilities.item_words import item_word
from cms.capabilities.signup.models import Signup

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
