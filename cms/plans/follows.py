"""What a citizen follows: companies, industries (terms that may be followed) and words.

Follows stand beside the plan, on its floor: both are what the citizen wants to meet, both steer the
feed above, and both need citizens and the library and nothing else.
"""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet
from django.utils.translation import gettext as _

from cms.citizens.kept import kept_of
from cms.citizens.models import Citizen
from cms.declarations import current
from cms.municipalities.models import Company
from cms.plans.models import LONGEST_VALUE, Followed, FollowKind

MOST_FOLLOWS = 60


class NothingToFollow(ValueError):
    """There is no such company, term or word to follow; the text says what to do."""


@dataclass(frozen=True)
class Follow:
    """One thing followed: `value` is a company's slug, a term's slug or a word.

    `vocabulary` is the term's; empty for companies and words.
    """

    kind: str
    value: str
    vocabulary: str = ""


def followed(citizen: Citizen) -> list[Follow]:
    """Everything that the citizen follows, companies first, then industries and words."""
    return list(kept_of(citizen, "follows", lambda: _follows(citizen)))


def _follows(citizen: Citizen) -> list[Follow]:
    rows = citizen.follows.values_list("kind", "value", "vocabulary")
    return [Follow(*row) for row in rows]


def follow(citizen: Citizen, wanted: Follow) -> Follow:
    """Follow something from now on; doing it twice changes nothing. Raises NothingToFollow."""
    found = _checked(wanted)
    own = Followed.objects.filter(citizen=citizen)
    if own.count() >= MOST_FOLLOWS and not _rows(citizen, found).exists():
        text = _("Du følger allerede %(most)s ting. Stop med at følge noget først.")
        raise NothingToFollow(text % {"most": MOST_FOLLOWS})
    Followed.objects.get_or_create(
        citizen=citizen, kind=found.kind, value=found.value, vocabulary=found.vocabulary
    )
    return found


def stop(citizen: Citizen, unwanted: Follow) -> None:
    """Follow it no more; doing it twice changes nothing."""
    _rows(citizen, unwanted).delete()


def followable_vocabularies() -> tuple[str, ...]:
    """The vocabularies whose terms may be followed: those that say `followable: true`."""
    return tuple(name for name, one in current().vocabularies.items() if one.followable)


def label_of(one: Follow, language: str, companies: dict[str, str] | None = None) -> str:
    """What is followed, as people say it."""
    if one.kind == FollowKind.COMPANY:
        return (companies or {}).get(one.value, one.value)
    if one.kind == FollowKind.INDUSTRY:
        declared = current().vocabularies.get(one.vocabulary)
        terms = {term.slug: term.labels for term in (declared.terms if declared else [])}
        return terms[one.value].in_language(language) if one.value in terms else one.value
    return one.value


def company_names(follows: list[Follow]) -> dict[str, str]:
    """The names of the companies among them, by slug, in one query."""
    slugs = [one.value for one in follows if one.kind == FollowKind.COMPANY]
    return dict(Company.objects.filter(slug__in=slugs).values_list("slug", "name")) if slugs else {}


def _rows(citizen: Citizen, one: Follow) -> QuerySet[Followed]:
    return Followed.objects.filter(
        citizen=citizen, kind=one.kind, value=one.value, vocabulary=one.vocabulary
    )


def _checked(wanted: Follow) -> Follow:
    value = " ".join(wanted.value.split())
    if wanted.kind == FollowKind.COMPANY:
        if Company.objects.filter(slug=value).exists():
            return Follow(FollowKind.COMPANY.value, value)
    elif wanted.kind == FollowKind.INDUSTRY:
        if wanted.vocabulary in followable_vocabularies() and _is_term(wanted.vocabulary, value):
            return Follow(FollowKind.INDUSTRY.value, value, wanted.vocabulary)
    elif wanted.kind == FollowKind.WORD and 1 < len(value) <= LONGEST_VALUE:
        return Follow(FollowKind.WORD.value, value.lower())
    raise NothingToFollow(_("Det kan man ikke følge. Gå tilbage, og prøv igen fra siden."))


def _is_term(vocabulary: str, slug: str) -> bool:
    return any(term.slug == slug for term in current().vocabularies[vocabulary].terms)
