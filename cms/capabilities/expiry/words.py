"""The rule word `told_of_closing`: was told that something kept closes soon."""

from cms.capabilities.expiry.models import ClosingNotice
from cms.citizens.item_words import item_word

WORDS = (
    item_word(
        "told_of_closing",
        ClosingNotice,
        {
            "da": "har fået at vide, at {type} {slug} lukker snart",
            "en": "was told that {type} {slug} closes soon",
            "ar": "تم إبلاغه بقرب إغلاق {type} {slug}",
            "ru": "предупреждён(а) о скором закрытии {type} {slug}",
        },
        moment="told_at",
    ),
)
