"""The tables of this floor."""

from cms.rights.models.append_only import AppendOnly, Permit, WrittenOnce, permitted
from cms.rights.models.civil_numbers import CivilNumber
from cms.rights.models.consents import ConsentRecord, Wording
from cms.rights.models.farewells import Farewell
from cms.rights.models.kept import KeptRecord, Receipt
from cms.rights.models.looks import Look

__all__ = [
    "AppendOnly",
    "CivilNumber",
    "ConsentRecord",
    "Farewell",
    "KeptRecord",
    "Look",
    "Permit",
    "Receipt",
    "Wording",
    "WrittenOnce",
    "permitted",
]
