"""The rule word `booked`: a time with one item, or with anything of a type."""

from cms.capabilities.slots.models import SlotBooking
from cms.citizens.item_words import item_word

WORDS = (
    item_word(
        "booked",
        SlotBooking,
        {
            "da": "har booket en tid: {type} {slug}",
            "en": "has booked a time: {type} {slug}",
            "ar": "حجز موعدًا: {type} {slug}",
            "ru": "забронировал(а) время: {type} {slug}",
        },
        moment="booked_at",
    ),
)
