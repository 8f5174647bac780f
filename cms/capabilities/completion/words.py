"""The rule word `completed`: has finished one item, or anything of a type."""

from cms.capabilities.completion.models import Completion
from cms.citizens.item_words import item_word

WORDS = (
    item_word(
        "completed",
        Completion,
        {
            "da": "har gennemført {type} {slug}",
            "en": "has completed {type} {slug}",
            "ar": "أكمل {type} {slug}",
            "ru": "завершил(а) {type} {slug}",
        },
        moment="finished_at",
        finished_at__isnull=False,
    ),
)
