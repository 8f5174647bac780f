"""Reads and checks the files in `content_models/`. Pure Python; knows nothing of Django."""

from cms.declarations.catalogue import Catalogue, current, read_catalogue
from cms.declarations.model import ContentType, FieldDeclaration, Term, Text, Vocabulary
from cms.declarations.problems import DeclarationError, Problem, did_you_mean

__all__ = [
    "Catalogue",
    "ContentType",
    "DeclarationError",
    "FieldDeclaration",
    "Problem",
    "Term",
    "Text",
    "Vocabulary",
    "current",
    "did_you_mean",
    "read_catalogue",
]
