"""The rule words `watched` and `half_watched`: one item's film, or any of a type."""

from cms.capabilities.playable.models import Playback
from cms.citizens.item_words import item_word

HALF = 50
WORDS = (
    item_word(
        "watched",
        Playback,
        {
            "da": "har set {type} {slug}",
            "en": "has watched {type} {slug}",
            "ar": "شاهد {type} {slug}",
            "ru": "посмотрел(а) {type} {slug}",
        },
        moment="watched_at",
        watched_at__isnull=False,
    ),
    item_word(
        "half_watched",
        Playback,
        {
            "da": "har set mindst halvdelen af {type} {slug}",
            "en": "has watched at least half of {type} {slug}",
            "ar": "شاهد نصف {type} {slug} على الأقل",
            "ru": "посмотрел(а) не меньше половины {type} {slug}",
        },
        moment="saved_at",
        share__gte=HALF,
    ),
)
