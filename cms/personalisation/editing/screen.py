"""What the screens show beside their forms."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db.models import Q
from django.urls import reverse
from django.utils.translation import gettext as _

from cms.citizens.personas import personas
from cms.library.labels import language
from cms.municipalities.models import Municipality, Owner, OwnerKind, User
from cms.personalisation.draft_models import Draft, Part
from cms.personalisation.editing.access import Work, own_drafts, visible
from cms.personalisation.editing.controls import controls
from cms.personalisation.editing.figures import moving
from cms.personalisation.editing.trying_out import Reader, book_with, readers
from cms.personalisation.editing.words import words
from cms.personalisation.kept import values_of
from cms.personalisation.models import Audience
from cms.personalisation.proposals import proposed_reasons
from cms.personalisation.publishing import NotInOrder, draft_of, versions_of
from cms.personalisation.sayings import said
from cms.personalisation.sentence import in_language
from cms.personalisation.understanding import audiences_open_to, understand, vocabulary_for
from cms.personalisation.vocabulary import Labels
from cms.shared.alphabet import alphabetical

MOST_SHOWN = 30
VISITOR = "visitor"


def audience_screen(user: User, owner: Owner, name: str, spoken: str) -> dict[str, Any]:
    """What the builder needs: what a rule may say, whom it can be asked about, and the words."""
    del user  # what a rule may name follows from its owner
    rows = list(Audience.objects.filter(audiences_open_to(owner)).exclude(name=name))
    return {
        "owner": owner,
        "builder": {
            "controls": controls(vocabulary_for(rows), spoken),
            "personas": [{"value": key, "label": one.shown_as} for key, one in personas().items()],
            "words": words(),
            "check": reverse("personalisation_check"),
            "items": reverse("personalisation_items"),
            "owner": owner.pk,
            "name": name,
        },
    }


def audiences_offered(user: User, also: str = "") -> list[tuple[str, str]]:
    """The audiences that a rule may be for: those in force, and the one that it is for already."""
    found: list[tuple[str, str]] = [
        (one.name, f"{in_language(one.labels, language(), one.name)} ({one.owner.name})")
        for one in visible(Audience, user).select_related("owner")
    ]
    known = dict(found)
    if also and also not in known:
        drafts = own_drafts(Part.AUDIENCE, user).filter(name=also)
        found += [(one.name, _("%(name)s (kladde)") % {"name": one}) for one in drafts]
    return sorted(found, key=lambda pair: alphabetical(pair[1]))


def drafts_together(draft: Draft) -> list[Draft]:
    """The rule's draft, and its audience's where that was never published."""
    name = str(draft.values.get("audience", ""))
    audience = draft_of(Part.AUDIENCE, name)
    if audience is None or audience.owner_id != draft.owner_id:
        return [draft]
    return [draft] if Audience.objects.filter(name=name).exists() else [audience, draft]


def proposals_for(audience: str, owner: Owner) -> Labels:
    """A reason in each language, made from the rule of the audience."""
    draft = draft_of(Part.AUDIENCE, audience)
    own = draft if draft and draft.owner_id == owner.pk else None
    row = Audience.objects.filter(audiences_open_to(owner), name=audience).first()
    rule = own.values.get("rule") if own else row.rule if row else None
    understood = understand(rule, owner, audience)
    if understood.tree is None:
        return {}
    return proposed_reasons(understood.tree, understood.vocabulary)


@dataclass(frozen=True)
class Trial:
    """What would change: mistakes that hinder it, citizens in and out, and each reader's lists."""

    home: Municipality | None
    homes: list[Municipality]
    problems: tuple[str, ...] = ()
    entering: str = ""
    leaving: str = ""
    readers: tuple[Reader, ...] = ()
    draft: str = ""

    @property
    def previews(self) -> list[tuple[str, str]]:
        """Whom one can look at the portal as, with the draft in force."""
        if self.home is None or not self.draft:
            return []
        people = [(name, one.shown_as) for name, one in personas().items()]
        people.append((VISITOR, _("En besøgende")))
        query = f"?kommune={self.home.slug}&kladde={self.draft}"
        return [
            (reverse("editor_personas_open", args=[name]) + query, shown) for name, shown in people
        ]


def trial_of_audience(work: Work, kommune: str) -> Trial:
    """Who enters and leaves the audience, and what becomes of its members' pages."""
    home, homes = _homes(work.owner, kommune)
    if work.draft is None:
        return Trial(home, homes, problems=(_("Der er ingen kladde at prøve af."),))
    new = understand(work.draft.values.get("rule"), work.owner, work.name)
    if new.whole is None:
        return Trial(home, homes, problems=tuple(str(one) for one in new.problems))
    old = work.published and understand(values_of(work.published)["rule"], work.owner, work.name)
    before = old.whole if old else None
    entering, leaving = moving(work.owner, before, new.whole, new.vocabulary)
    return _tried([work.draft], home, homes, [], entering, leaving)


def trial_of_rule(work: Work, kommune: str) -> Trial:
    """What becomes of each persona's pages."""
    home, homes = _homes(work.owner, kommune)
    if work.draft is None:
        return Trial(home, homes, problems=(_("Der er ingen kladde at prøve af."),))
    content = work.draft.values.get("content") or {}
    types = [*content.get("types", []), *(one.split("/")[0] for one in content.get("items", []))]
    return _tried(drafts_together(work.draft), home, homes, types)


def _tried(
    drafts: list[Draft],
    home: Municipality | None,
    homes: list[Municipality],
    types: list[str],
    entering: str = "",
    leaving: str = "",
) -> Trial:
    named = "_".join(str(one.pk) for one in drafts)
    try:
        book = book_with(drafts)
    except NotInOrder as error:
        return Trial(home, homes, error.problems, entering, leaving)
    found = readers(book, home, types, language()) if home else []
    return Trial(home, homes, (), entering, leaving, tuple(found), named)


def _homes(owner: Owner, kommune: str) -> tuple[Municipality | None, list[Municipality]]:
    """Where it is tried out: at home; of the nation, where somebody is a citizen."""
    if owner.kind != OwnerKind.NATIONAL:
        home = Municipality.objects.filter(pk=owner.pk).first()
        return home, []
    somewhere = Q(pk__in=Municipality.objects.filter(citizens__isnull=False).values("pk"))
    homes = list(Municipality.objects.filter(somewhere)) or list(Municipality.objects.all()[:1])
    return next((one for one in homes if one.slug == kommune), homes[0] if homes else None), homes


def versions_shown(view: Any, work: Work | None) -> list[dict[str, Any]]:
    """The versions with what each changed: the sentence before it and its own."""
    if work is None:
        return []
    found = list(versions_of(work.part, work.name, work.owner)[: MOST_SHOWN + 1])
    earlier: list[Any] = [*found[1:], None][: len(found)]
    in_force = values_of(work.published) if work.published else None
    return [
        {
            "version": one,
            "said": _said(one),
            "before": _said(before) if before else "",
            "is_in_force": in_force is not None and one == found[0],
        }
        for one, before in zip(found, earlier, strict=True)
    ][:MOST_SHOWN]


def _said(version: Any) -> str:
    kept = in_language(version.said, language())
    return kept or said(version.part, version.values, version.owner, language())
