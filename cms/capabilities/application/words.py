"""The rule word `applied`: for one item, or for anything of a type."""

from cms.capabilities.application.models import Application
from cms.citizens.item_words import item_word

WORDS = (
    item_word(
        "applied",
        Application,
        {
            "da": "har søgt {type} {slug}",
            "en": "has applied for {type} {slug}",
            "ar": "تقدّم بطلب إلى {type} {slug}",
            "ru": "подал(а) заявку на {type} {slug}",
        },
        moment="sent_at",
        sent_at__isnull=False,
    ),
)
