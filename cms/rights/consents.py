"""Consent by purpose: what counts now, and every yes and no there has been."""

from __future__ import annotations

from hashlib import sha256

from django.db import transaction
from django.db.models import OuterRef, QuerySet, Subquery
from django.utils.translation import get_language

from cms.citizens import screening
from cms.citizens.kept import kept_of
from cms.citizens.models import Citizen
from cms.citizens.purposes import attributes_of, purpose_of, purposes
from cms.declarations.attributes import Attribute
from cms.declarations.problems import did_you_mean
from cms.declarations.purposes import Purpose
from cms.rights.models import ConsentRecord, Wording
from cms.rights.signals import consent_given, consent_withdrawn
from cms.stamps.services import only_reads


class UnknownPurpose(ValueError):
    """Consent to something that isn't declared."""

    def __init__(self, purpose: str) -> None:
        fix = did_you_mean(purpose, purposes())
        super().__init__(f"There is no purpose {purpose} in citizens/purposes.yaml: {fix}")


def has_consent(citizen: Citizen, purpose: str) -> bool:
    """Whether the newest word is yes, to the text's edition of today. Raises UnknownPurpose."""
    declared = _declared(purpose)
    rows = ConsentRecord.objects.filter(citizen_id=citizen.pk, purpose=purpose)
    newest = kept_of(citizen, f"consent:{purpose}", rows.first) if only_reads() else rows.first()
    return newest is not None and newest.is_given and newest.edition == declared.edition


def with_consent(citizens: QuerySet[Citizen], purpose: str) -> QuerySet[Citizen]:
    """Those of the citizens who have consented, in the same query. Raises UnknownPurpose."""
    edition = _declared(purpose).edition
    newest = ConsentRecord.objects.filter(citizen=OuterRef("pk"), purpose=purpose).order_by("-pk")
    return citizens.annotate(
        agreed=Subquery(newest.values("is_given")[:1]),
        agreed_edition=Subquery(newest.values("edition")[:1]),
    ).filter(agreed=True, agreed_edition=edition)


@transaction.atomic
def give(citizen: Citizen, purpose: str) -> None:
    """Write a yes to the text as it stands; nothing is written where it counts already.

    Raises UnknownPurpose.
    """
    if not has_consent(citizen, purpose):
        _write(citizen, purpose, is_given=True)
        consent_given.send(sender=Citizen, citizen=citizen, purpose=purpose)


@transaction.atomic
def withdraw(citizen: Citizen, purpose: str) -> None:
    """Write a no, and delete the answers that stood on the yes. Raises UnknownPurpose."""
    newest = citizen.consents.filter(purpose=purpose).first()
    if newest is not None and newest.is_given:
        _write(citizen, purpose, is_given=False)
    _declared(purpose)
    _forget_answers(citizen, purpose)
    consent_withdrawn.send(sender=Citizen, citizen=citizen, purpose=purpose)


def _declared(purpose: str) -> Purpose:
    found = purposes().get(purpose)
    if found is None:
        raise UnknownPurpose(purpose)
    return found


def _write(citizen: Citizen, purpose: str, *, is_given: bool) -> None:
    ConsentRecord.objects.create(
        citizen=citizen,
        purpose=purpose,
        is_given=is_given,
        edition=_declared(purpose).edition,
        wording=wording_of(purpose),
    )


def wording_of(purpose: str) -> Wording:
    """The text as the citizen reads it now, written down the first time somebody agrees to it."""
    language = (get_language() or "da").split("-")[0]
    declared = _declared(purpose)
    text = declared.wording(language)
    told = f"{purpose}\n{declared.edition}\n{language}\n{text}"
    found, _new = Wording.objects.get_or_create(
        fingerprint=sha256(told.encode()).hexdigest(),
        defaults={
            "purpose": purpose,
            "edition": declared.edition,
            "language": language,
            "text": text,
        },
    )
    return found


def _forget_answers(citizen: Citizen, purpose: str) -> None:
    """The questions count as skipped, so that nobody is asked again at once."""
    removed = citizen.answers.filter(attribute__in=attributes_of(purpose))
    for name in set(removed.values_list("attribute", flat=True)) & set(screening.questions()):
        screening.skip(citizen, name)
    removed.delete()


def hear_of_answer(citizen: Citizen, attribute: Attribute, **_signal: object) -> None:
    """The tick at a sensitive question is a consent like any other."""
    purpose = purpose_of(attribute)
    if purpose is not None:
        give(citizen, purpose)
