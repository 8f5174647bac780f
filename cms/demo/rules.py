"""The demo's audiences and rules."""

from __future__ import annotations

from cms.demo.files import folder
from cms.personalisation.services import import_rules


def load_rules() -> object:
    """Import audiences and rules; returns the importer's own report."""
    return import_rules(folder("rules"))
