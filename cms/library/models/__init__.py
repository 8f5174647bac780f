"""Items, the words they are marked with, and what municipalities do with them."""

from cms.library.models.items import Item, ItemQuerySet, ItemTerm, PresentedItemSaved
from cms.library.models.links import CheckedLink, LinkProblem
from cms.library.models.shelf import Loan, Overlay, ShelfChoice, ShelfRecord, ShelfVisit
from cms.library.models.terms import Term
from cms.library.models.translations import Translation

__all__ = [
    "CheckedLink",
    "Item",
    "ItemQuerySet",
    "ItemTerm",
    "LinkProblem",
    "Loan",
    "Overlay",
    "PresentedItemSaved",
    "ShelfChoice",
    "ShelfRecord",
    "ShelfVisit",
    "Term",
    "Translation",
]
