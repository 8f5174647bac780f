"""The rule word `rated`: has given one item stars, or anything of a type."""

from cms.capabilities.rating.models import Rating
from cms.citizens.item_words import item_word

WORDS = (
    item_word(
        "rated",
        Rating,
        {
            "da": "har givet stjerner til {type} {slug}",
            "en": "has rated {type} {slug}",
            "ar": "قيّم {type} {slug}",
            "ru": "оценил(а) {type} {slug}",
        },
        moment="rated_at",
    ),
)
