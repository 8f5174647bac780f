"""The rule word `shared`: has shown an adviser one item, or anything of a type."""

from cms.capabilities.share.models import Share
from cms.citizens.item_words import item_word

WORDS = (
    item_word(
        "shared",
        Share,
        {
            "da": "har delt {type} {slug} med jobrådgiveren",
            "en": "has shared {type} {slug} with the adviser",
            "ar": "شارك {type} {slug} مع المستشار",
            "ru": "поделился(ась) {type} {slug} с консультантом",
        },
        moment="shared_at",
    ),
)
