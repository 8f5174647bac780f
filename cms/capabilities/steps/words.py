"""The rule words `is_taking` and `has_passed`: is on the way through, and has passed a quiz of."""

from cms.capabilities.steps.models import QuizAttempt, Walk
from cms.citizens.item_words import item_word

WORDS = (
    item_word(
        "is_taking",
        Walk,
        {
            "da": "er i gang med {type} {slug}",
            "en": "is taking {type} {slug}",
            "ar": "يدرس الآن {type} {slug}",
            "ru": "проходит {type} {slug}",
        },
        moment="last_at",
        finished_at=None,
    ),
    item_word(
        "has_passed",
        QuizAttempt,
        {
            "da": "har bestået {type} {slug}",
            "en": "has passed {type} {slug}",
            "ar": "اجتاز {type} {slug}",
            "ru": "сдал(а) {type} {slug}",
        },
        moment="answered_at",
        passed=True,
    ),
)
