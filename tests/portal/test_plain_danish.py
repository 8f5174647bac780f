"""What citizens read is plain Danish: LIX at most 35 on the words of the interface.

LIX is words a sentence, and the share of words longer than six letters in per cent (1968):
below 25 is easy, as in a children's book; 35 is a weekly magazine.
"""

from __future__ import annotations

import re
from collections import defaultdict

from cms.declarations.catalogue import current_glossary
from scripts.messages.catalogues import meets_citizens
from scripts.messages.extraction import messages

HIGHEST, LONG = 35, 6
# Fewer words than this say nothing about how hard a text is.
ENOUGH = 40
SENTENCE_END = re.compile(r"[.!?:]+(?:\s|$)")
PLACEHOLDER = re.compile(r"%\(\w+\)s|\{\w+\}")


def lix(text: str) -> float:
    """How hard a text is to read."""
    words = re.findall(r"[\w'’-]+", text)
    sentences = max(1, len(SENTENCE_END.findall(text)))
    long_words = sum(len(word) > LONG for word in words)
    return len(words) / sentences + 100 * long_words / len(words)


def sentences_by_file() -> dict[str, str]:
    """The whole sentences that each file says to citizens."""
    found: defaultdict[str, list[str]] = defaultdict(list)
    for message, places in messages().items():
        if message.text.rstrip().endswith((".", "!", "?")):
            plain = re.sub(r"<[^>]+>", "", PLACEHOLDER.sub("Anna", message.text))
            for place, *_line in places:
                if meets_citizens(place):
                    found[place].append(plain)
    return {place: " ".join(texts) for place, texts in found.items()}


def test_lix_is_what_it_is_said_to_be() -> None:
    assert lix("Du er her. Du kan gå.") == 3
    assert lix("Beskæftigelsesministeriet iværksætter") == 2 + 100


def test_no_page_is_hard_to_read() -> None:
    texts = sentences_by_file()
    assert len(texts) > 50
    hard = {
        place: round(lix(text), 1)
        for place, text in texts.items()
        if len(text.split()) >= ENOUGH and lix(text) > HIGHEST
    }
    assert not hard
    whole = lix(" ".join(texts.values()))
    print(f"LIX of the interface: {whole:.1f}")
    assert whole <= HIGHEST


def test_no_explanation_is_harder_than_the_word() -> None:
    assert lix(" ".join(word.means.da for word in current_glossary().values())) <= HIGHEST
