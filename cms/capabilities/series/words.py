"""The rule word `done_in_series`: has finished one item, or anything of a type, of a series."""

from cms.capabilities.series.models import SeriesStep
from cms.citizens.item_words import item_word

WORDS = (
    item_word(
        "done_in_series",
        SeriesStep,
        {
            "da": "er kommet forbi {type} {slug} i en serie",
            "en": "has come past {type} {slug} in a series",
            "ar": "تجاوز {type} {slug} في سلسلة",
            "ru": "прошёл(ла) {type} {slug} в серии",
        },
        moment="done_at",
    ),
)
