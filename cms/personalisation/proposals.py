"""A proposal for what a citizen reads, made from the sentence of the audience's rule."""

from __future__ import annotations

from collections.abc import Mapping

from django.conf import settings

from cms.personalisation.checks import LONGEST_LABEL
from cms.personalisation.rule import Node
from cms.personalisation.sentence import sentence
from cms.personalisation.vocabulary import Labels, Vocabulary

# A rule's sentence has no subject. In Danish it follows "du"; elsewhere the verb would change
# with the person, so that it stands by itself after a colon.
BECAUSE: Mapping[str, str] = {
    "da": "Fordi du {sentence}",
    "en": "Because this is true of you: {sentence}",
    "ar": "لأن هذا ينطبق عليك: {sentence}",
    "ru": "Потому что о вас верно: {sentence}",
}


def proposed_reasons(tree: Node, vocabulary: Vocabulary) -> Labels:
    """Give a reason in each of the portal's languages; one that grew too long is left out."""
    found = {
        code: BECAUSE[code].format(sentence=sentence(tree, vocabulary, code))
        for code, _name in settings.LANGUAGES
        if code in BECAUSE
    }
    return {code: text for code, text in found.items() if len(text) <= LONGEST_LABEL}
