"""The lists of audiences and of rules, what is in force and what is being worked on."""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.utils.translation import gettext as _

from cms.library.labels import language
from cms.personalisation.book import current_book
from cms.personalisation.draft_models import Draft, Part
from cms.personalisation.editing.access import own_drafts, owners_of, visible
from cms.personalisation.editing.base import OwnersView
from cms.personalisation.editing.figures import how_many_each
from cms.personalisation.kept import MODELS, values_of
from cms.personalisation.models import EffectKind, Rule
from cms.personalisation.sayings import said_rule
from cms.personalisation.sentence import in_language, sentence
from cms.shared.alphabet import alphabetical

# How many audiences are counted in one query; a database takes only so long a question.
AT_ONCE = 40


class ListView(OwnersView):
    """What the editor may see, own first."""

    def get(self, request: HttpRequest) -> HttpResponse:
        """Each row with its sentence."""
        # Read once: to see whether it still holds costs a query.
        self.book = current_book()
        own = set(owners_of(self.person).values_list("pk", flat=True))
        found = list(visible(MODELS[self.part], self.person).select_related("owner"))
        drafts = {draft.name: draft for draft in own_drafts(self.part, self.person)}
        counts = self._counts(found)
        rows = [
            self._row(one, one.owner_id in own, drafts.pop(one.name, None), counts)
            for one in self._with_audiences(found)
        ]
        rows += [self._of_draft(draft) for draft in drafts.values()]
        rows.sort(key=lambda row: (not row["is_own"], alphabetical(str(row["title"]))))
        title = _("Målgrupper") if self.part == Part.AUDIENCE else _("Regler")
        return self.page(
            request,
            "list",
            own=[row for row in rows if row["is_own"]],
            others=[row for row in rows if not row["is_own"]],
            title=title,
            add_url=self.address("_new"),
        )

    def _with_audiences(self, found: list[Any]) -> list[Any]:
        if self.part == Part.RULE:
            keys = [one.pk for one in found]
            return list(Rule.objects.filter(pk__in=keys).select_related("owner", "audience"))
        return found

    def _row(
        self, one: Any, is_own: bool, draft: Draft | None, counts: dict[str, str]
    ) -> dict[str, Any]:
        is_rule = self.part == Part.RULE
        return {
            "title": one.name if is_rule else in_language(one.labels, language(), one.name),
            "owner": one.owner.name,
            "is_own": is_own,
            "said": self._said(one),
            "count": counts.get(one.name, ""),
            "state": self._state(one),
            "draft": draft,
            "edit_url": self.address("_edit", one.name),
            "delete_url": self.address("_delete", one.name),
        }

    def _of_draft(self, draft: Draft) -> dict[str, Any]:
        return {
            "title": str(draft),
            "owner": draft.owner.name,
            "is_own": True,
            "said": _("Ikke udgivet endnu."),
            "count": "",
            "state": "",
            "draft": draft,
            "edit_url": self.address("_edit", draft.name),
            "delete_url": "",
        }

    def _state(self, one: Any) -> str:
        now = timezone.now()
        if one.ends and one.ends <= now:
            return str(_("sluttet"))
        if isinstance(one, Rule) and not one.active:
            return str(_("ikke i brug"))
        if isinstance(one, Rule) and one.starts and one.starts > now:
            return str(_("begynder senere"))
        return ""

    def _said(self, one: Any) -> str:
        """The row in words, without a query for each."""
        book = self.book
        if isinstance(one, Rule):
            label = in_language(one.audience.labels, language(), one.audience.name)
            values = {**values_of(one), "content": _without_items(one.content)}
            shown = said_rule(values, one.owner, language(), label)
            reason = in_language(one.reason, language())
            return f"{shown}. {reason}" if reason and one.effect != EffectKind.HIDE else shown
        compiled = book.audiences.get(one.name)
        left_out = _("Kan ikke bruges: %(why)s") % {"why": book.broken.get(f"audience {one.name}")}
        return sentence(compiled.tree, book.vocabulary, language()) if compiled else left_out

    def _counts(self, found: list[Any]) -> dict[str, str]:
        """How many of the owner's citizens each audience has; a query for some dozens of them."""
        owners = list(owners_of(self.person)[:2])
        if self.part == Part.RULE or len(owners) != 1:
            return {}
        book, home = self.book, owners[0]
        usable = {one.name: one.tree for one in book.audiences_for(home.pk)}
        asked = [one.name for one in found if one.name in usable]
        counts: dict[str, str] = {}
        for start in range(0, len(asked), AT_ONCE):
            trees = {name: usable[name] for name in asked[start : start + AT_ONCE]}
            counts |= how_many_each(home, trees, book.vocabulary)
        return counts


def _without_items(content: Any) -> dict[str, Any]:
    """Items by how many they are: their titles would cost a query for each row."""
    known = {key: value for key, value in content.items() if key != "items"}
    count = len(content.get("items", []))
    return {**known, "count": count} if count else known
