"""Three texts become one: what stood before, what the original says now, what somebody wrote.

The way of diff3, word by word: where only one side has changed something, the change is taken;
where both have changed the same place differently, it is a conflict, and the own words stay until
a person decides. Rich text is brought together paragraph by paragraph, so that its tags stay whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

# A word or a line break; the width of a space is no change.
WORD = re.compile(r"\n|\S+")
PARAGRAPH = re.compile(r"<(p|h[1-6]|ul|ol|blockquote)\b.*?</\1>|<hr\s*/?>", re.DOTALL)
# A single word in common, such as "og", doesn't hold two changed sentences together.
FEWEST_WORDS_IN_COMMON = 2
Parts = Sequence[str]


@dataclass(frozen=True)
class Conflict:
    """A place that both sides have changed, each in its own way."""

    before: str
    theirs: str
    mine: str


@dataclass(frozen=True)
class Merged:
    """The proposal, with the own words at every conflict."""

    text: str
    conflicts: tuple[Conflict, ...] = ()


@dataclass(frozen=True)
class _Common:
    """Parts that stand unchanged in all three: where they begin, and how many they are."""

    before: int
    theirs: int
    mine: int
    size: int


def merge(before: str, theirs: str, mine: str, kind: str = "text") -> Merged:
    """Bring both sides' changes together. `kind` is the declared field's."""
    old, their, own = (parts(text, kind) for text in (before, theirs, mine))
    merged: list[str] = []
    conflicts: list[Conflict] = []
    at = _Common(0, 0, 0, 0)
    for common in _in_common(old, their, own, kind):
        changed_from = old[at.before : common.before]
        changed_to = their[at.theirs : common.theirs]
        written = own[at.mine : common.mine]
        merged += _either(changed_from, changed_to, written)
        if _is_conflict(changed_from, changed_to, written):
            texts = (joined(some, kind) for some in (changed_from, changed_to, written))
            conflicts.append(Conflict(*texts))
        end = common.before + common.size
        merged += old[common.before : end]
        at = _Common(end, common.theirs + common.size, common.mine + common.size, 0)
    return Merged(joined(merged, kind), tuple(conflicts))


def parts(text: str, kind: str) -> list[str]:
    """What is compared: the words of a text, the paragraphs of rich text, else the whole."""
    if kind == "text":
        return WORD.findall(text)
    if kind == "rich_text":
        found = [match.group() for match in PARAGRAPH.finditer(text)]
        if "".join(found) == text:
            return found
    return [text] if text else []


def joined(some: Parts, kind: str) -> str:
    """The parts as one text again."""
    if kind != "text":
        return "".join(some)
    return re.sub(r" ?\n ?", "\n", " ".join(some))


def _either(before: Parts, theirs: Parts, mine: Parts) -> Parts:
    return theirs if mine == before else mine


def _is_conflict(before: Parts, theirs: Parts, mine: Parts) -> bool:
    return before not in (theirs, mine) and theirs != mine


def _in_common(old: Parts, their: Parts, own: Parts, kind: str) -> Iterator[_Common]:
    """The unchanged stretches in order, and at last an empty one at the very end."""
    fewest = FEWEST_WORDS_IN_COMMON if kind == "text" else 1
    for common in _overlaps(old, their, own):
        begins = common.before == common.theirs == common.mine == 0
        ends = (
            common.before + common.size == len(old)
            and common.theirs + common.size == len(their)
            and common.mine + common.size == len(own)
        )
        if common.size >= fewest or begins or ends:
            yield common
    yield _Common(len(old), len(their), len(own), 0)


def _overlaps(old: Parts, their: Parts, own: Parts) -> Iterator[_Common]:
    """Where a stretch that they kept and a stretch that the other kept are the same old words."""
    kept_there = SequenceMatcher(None, old, their, autojunk=False).get_matching_blocks()
    kept_here = SequenceMatcher(None, old, own, autojunk=False).get_matching_blocks()
    for there in kept_there:
        for here in kept_here:
            start = max(there.a, here.a)
            size = min(there.a + there.size, here.a + here.size) - start
            if size > 0:
                yield _Common(start, there.b + start - there.a, here.b + start - here.a, size)
