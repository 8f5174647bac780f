"""What this floor does when something happens below it."""

from __future__ import annotations

from cms.capabilities.signals import item_completed, item_reopened
from cms.citizens.models import Citizen
from cms.competences import services
from cms.declarations.catalogue import current_competence_test
from cms.library.models import Item
from cms.rights.signals import consent_given, consent_withdrawn


def connect() -> None:
    """Start listening; called once, when the apps are ready."""
    item_completed.connect(_completed, dispatch_uid="competences")
    item_reopened.connect(_reopened, dispatch_uid="competences")
    consent_given.connect(_given, dispatch_uid="competences")
    consent_withdrawn.connect(_withdrawn, dispatch_uid="competences")


def _completed(sender: object, item: Item, citizen: Citizen, **_signal: object) -> None:
    if current_competence_test() and type(item) in services.marks_competences():
        services.gather_from(citizen, item)


def _reopened(sender: object, item: Item, citizen: Citizen, **_signal: object) -> None:
    services.no_longer_done(citizen, item)


def _is_ours(purpose: str) -> bool:
    test = current_competence_test()
    return test is not None and test.consent == purpose


def _given(sender: object, citizen: Citizen, purpose: str, **_signal: object) -> None:
    """Wherever the yes is said: here, or among all the consents."""
    if _is_ours(purpose):
        services.gather_done(citizen)


def _withdrawn(sender: object, citizen: Citizen, purpose: str, **_signal: object) -> None:
    """Without the yes nothing of it is kept."""
    if _is_ours(purpose):
        services.forget(citizen)
