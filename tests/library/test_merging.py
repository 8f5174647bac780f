"""Three texts become one."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from cms.library.merging import Conflict, joined, merge, parts

WORDS = ["en", "to", "tre", "og", "fire", "\n"]
TEXTS = st.lists(st.sampled_from(WORDS), max_size=12).map(" ".join)


def plain(text: str) -> str:
    """The text as the merge writes it: one space between words."""
    return joined(parts(text, "text"), "text")


def test_what_each_side_changed_comes_together() -> None:
    before = "Et kursus i rolige skridt. Du kan begynde når du vil."
    theirs = "Et kursus i ti rolige skridt. Du kan begynde når du vil."
    mine = "Et kursus i rolige skridt. Du kan begynde når du vil på Dokk1."
    found = merge(before, theirs, mine)
    assert found.text == "Et kursus i ti rolige skridt. Du kan begynde når du vil på Dokk1."
    assert not found.conflicts


def test_the_same_place_changed_by_both_is_a_conflict_and_stays_mine() -> None:
    found = merge("Mød op hver mandag.", "Mød op hver tirsdag.", "Mød op hver onsdag.")
    assert found.text == "Mød op hver onsdag."
    assert found.conflicts == (Conflict("mandag.", "tirsdag.", "onsdag."),)


def test_one_small_word_does_not_hold_two_new_sentences_together() -> None:
    found = merge("kaffe og kage", "frugt og vand til alle", "te og brød")
    assert found.text == "te og brød"
    assert found.conflicts == (Conflict("kaffe og kage", "frugt og vand til alle", "te og brød"),)


def test_line_breaks_are_kept() -> None:
    before = "Først det ene.\nSå kommer det andet."
    mine = "Først det ene.\nSå kommer det andet hos os."
    assert merge(before, before, mine).text == mine


def test_rich_text_comes_together_paragraph_by_paragraph() -> None:
    before = "<p>Et</p><ul><li>To</li></ul><p>Midt</p><p>Tre</p>"
    theirs = "<p>Et</p><ul><li>To</li><li>Nyt</li></ul><p>Midt</p><p>Tre</p>"
    mine = "<p>Et</p><ul><li>To</li></ul><p>Midt</p><p>Tre og <b>vores</b></p>"
    found = merge(before, theirs, mine, "rich_text")
    both = "<p>Et</p><ul><li>To</li><li>Nyt</li></ul><p>Midt</p><p>Tre og <b>vores</b></p>"
    assert found.text == both
    assert not found.conflicts


def test_an_address_is_one_whole() -> None:
    found = merge("https://a.example", "https://b.example", "https://c.example", "link")
    assert found.text == "https://c.example"
    assert len(found.conflicts) == 1


@given(before=TEXTS, other=TEXTS)
def test_a_side_that_changed_nothing_gives_way(before: str, other: str) -> None:
    assert merge(before, other, before).text == plain(other)
    assert merge(before, before, other).text == plain(other)
    assert merge(before, other, other).text == plain(other)
    assert not merge(before, other, before).conflicts


@given(before=TEXTS, theirs=TEXTS, mine=TEXTS)
def test_without_conflicts_the_sides_are_equal(before: str, theirs: str, mine: str) -> None:
    one, other = merge(before, theirs, mine), merge(before, mine, theirs)
    assert len(one.conflicts) == len(other.conflicts)
    if not one.conflicts:
        assert one.text == other.text


@given(before=TEXTS, theirs=TEXTS, mine=TEXTS)
def test_no_word_of_mine_is_lost_that_the_original_kept(
    before: str, theirs: str, mine: str
) -> None:
    """A word that only I have is in the proposal."""
    found = merge(before, theirs, f"{mine} vores")
    assert "vores" in parts(found.text, "text")
