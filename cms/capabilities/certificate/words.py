"""The rule word `has_certificate`: for one item, or for anything of a type."""

from cms.capabilities.certificate.models import Certificate
from cms.citizens.item_words import item_word

WORDS = (
    item_word(
        "has_certificate",
        Certificate,
        {
            "da": "har bevis for {type} {slug}",
            "en": "has a certificate for {type} {slug}",
            "ar": "لديه شهادة في {type} {slug}",
            "ru": "имеет свидетельство: {type} {slug}",
        },
        moment="issued_at",
        revoked_at=None,
    ),
)
