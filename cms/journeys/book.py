"""The moves of all journeys, their rules compiled, for as long as the audiences stay the same."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from cms.declarations.journey import Journey, JourneyMove
from cms.journeys.declared import journeys
from cms.personalisation.book import Book, current_book
from cms.personalisation.expand import expand
from cms.personalisation.memory import Test, compile_rule
from cms.personalisation.parse import parse_rule
from cms.personalisation.rule import Node, WordTest, walk


@dataclass(frozen=True)
class CompiledMove:
    """A move ready to be asked."""

    journey: Journey
    move: JourneyMove
    tree: Node
    fits: Test


@dataclass(frozen=True)
class JourneyBook:
    """Every journey's moves in their order, and the words that their rules use."""

    stamp: str
    moves: Mapping[str, tuple[CompiledMove, ...]]
    words: frozenset[str]


_latest: list[JourneyBook] = []


def current_journeys() -> JourneyBook:
    """Give the moves of now. Raises RuleError when a rule can't be read (see `checks`)."""
    book = current_book()
    if not _latest or _latest[0].stamp != book.stamp:
        _latest[:] = [compiled(book)]
    return _latest[0]


def compiled(book: Book) -> JourneyBook:
    """Compile every move. Raises RuleError."""
    trees = {name: audience.tree for name, audience in book.audiences.items()}
    moves = {
        name: tuple(_compiled(journey, move, book, trees) for move in journey.moves)
        for name, journey in journeys().items()
    }
    every = (one.tree for several in moves.values() for one in several)
    words = frozenset(n.word for tree in every for n in walk(tree) if isinstance(n, WordTest))
    return JourneyBook(book.stamp, moves, words)


def _compiled(
    journey: Journey, move: JourneyMove, book: Book, trees: Mapping[str, Node]
) -> CompiledMove:
    place = f"journeys/{journey.name}.yaml: {move.name}.when"
    tree = expand(parse_rule(move.when, book.vocabulary, place), trees, place)
    return CompiledMove(journey, move, tree, compile_rule(tree, book.vocabulary))
