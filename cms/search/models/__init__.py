"""What search keeps: changes to follow, what editors say about words, and what found nothing."""

from cms.search.models.changes import Change
from cms.search.models.misses import Miss
from cms.search.models.wordbook import Recommendation, RecommendedItem, SynonymGroup

__all__ = ["Change", "Miss", "Recommendation", "RecommendedItem", "SynonymGroup"]
