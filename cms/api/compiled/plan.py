"""A plan: what was made of an operation once, and answers it from then on."""

from __future__ import annotations

import logging
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from graphql import GraphQLError, OperationDefinitionNode

from cms.api.compiled.errors import NotCompilable
from cms.api.compiled.holes import Filler, without_holes
from cms.api.compiled.parameters import Slot, filled
from cms.api.compiled.piece import Piece
from cms.api.compiled.running import Run

logger = logging.getLogger(__name__)
# HTML in which Wagtail has links by name, which only Python can turn into addresses.
INNER_LINK = "linktype="


@dataclass(frozen=True)
class Plan:
    """Answers the JSON of the fields in `keys`; `rest` is for the executor.

    `statement` gives the text, in which `fillers` fill the holes; a plan whose fields are all
    Python's has the text itself and no statement.
    """

    statement: Piece | None
    text: str
    keys: tuple[str, ...]
    rest: OperationDefinitionNode | None
    checks: tuple[Slot, ...] = ()
    fillers: tuple[Filler, ...] = ()
    # Whether a stamp tells of every change to what is read.
    is_watched: bool = False
    # Those that fillers run.
    others: tuple[Piece, ...] = ()

    @property
    def statements(self) -> tuple[Piece, ...]:
        """All that may be run."""
        return self.others if self.statement is None else (self.statement, *self.others)

    @property
    def may_be_kept(self) -> bool:
        """Whether the whole answer may be kept until that stamp is renewed."""
        return self.is_watched and self.rest is None

    def run(self, request: HttpRequest, values: Mapping[str, Any]) -> str | None:
        """The JSON text. None where this request needs the executor after all."""
        run = Run(request, values)
        try:
            if self.checks:
                filled(self.checks, values)
            text = self.text if self.statement is None else run.rows(self.statement)[0][0]
            text = without_holes(text, self.fillers, run)
        except (GraphQLError, NotCompilable):
            return None
        except Exception:
            # Whatever a resolver stumbles on: the executor, which takes everything too, is asked
            # next, and tells the reader at which field something went wrong.
            logger.warning("A plan failed; the executor answers instead.", exc_info=True)
            return None
        return None if INNER_LINK in text else text
