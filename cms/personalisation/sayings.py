"""Audiences and rules in one sentence, for lists, versions and the step where one decides."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from django.conf import settings
from django.utils.translation import gettext as _
from django.utils.translation import ngettext, override

from cms.library.labels import term_labels
from cms.library.languages import CONTENT_LANGUAGES
from cms.municipalities.models import Owner
from cms.personalisation.checks import readable_items
from cms.personalisation.declared import declared_types
from cms.personalisation.draft_models import Part
from cms.personalisation.kept import Values
from cms.personalisation.models import Audience, EffectKind
from cms.personalisation.sentence import in_language, sentence
from cms.personalisation.understanding import understand

MOST_NAMED = 4


def said_in_all(part: str, values: Values, owner: Owner) -> dict[str, str]:
    """Give the sentence in each language that editors read."""
    found = {}
    for code, _name in settings.WAGTAILADMIN_PERMITTED_LANGUAGES:
        with override(code):
            found[code] = said(part, values, owner, code)
    return found


def said(part: str, values: Values, owner: Owner, language: str) -> str:
    """Say an audience's rule, or what a rule does; "" where it can't be understood."""
    return (
        _said_audience(values, owner, language)
        if part == Part.AUDIENCE
        else said_rule(values, owner, language)
    )


def _said_audience(values: Values, owner: Owner, language: str) -> str:
    understood = understand(values.get("rule"), owner)
    if understood.tree is None:
        return ""
    return sentence(understood.tree, understood.vocabulary, language)


def said_rule(values: Values, owner: Owner, language: str, audience: str = "") -> str:
    """Say a rule: "Sæt øverst for »nye ledige«: Kursus · emnet jobsøgning"."""
    names = dict(EffectKind.choices)
    return _("%(effect)s (»%(audience)s«): %(content)s") % {
        "effect": names.get(values.get("effect", ""), values.get("effect", "")),
        "audience": audience or _label(str(values.get("audience", "")), language),
        "content": said_content(values.get("content") or {}, owner, language) or _("intet valgt"),
    }


def _label(name: str, language: str) -> str:
    found = Audience.objects.filter(name=name).values_list("labels", flat=True).first()
    return in_language(found or {}, language, name)


def said_content(content: Any, owner: Owner, language: str) -> str:
    """Say which content is meant; all that is said must hold."""
    parts = _content_parts(content, owner, language) if isinstance(content, dict) else ()
    return " · ".join(parts)


def _content_parts(content: dict[str, Any], owner: Owner, language: str) -> Iterator[str]:
    types = declared_types()
    if content.get("types"):
        yield _few(in_language(types.get(name, {}), language, name) for name in content["types"])
    for vocabulary, slugs in (content.get("terms") or {}).items():
        labels = term_labels(vocabulary, language)
        yield _few(labels.get(slug, slug) for slug in slugs)
    if content.get("items"):
        titles = item_titles(content["items"], owner)
        yield _few(f"»{titles.get(address, address)}«" for address in content["items"])
    if content.get("count"):
        count = content["count"]
        yield ngettext("%(count)s enkelt ting", "%(count)s enkelte ting", count) % {"count": count}
    if content.get("language"):
        yield CONTENT_LANGUAGES.get(content["language"], content["language"])


def item_titles(addresses: Iterable[str], owner: Owner) -> dict[str, str]:
    """Give the titles of items by ``type/slug``, in one query: of those that the owner can read."""
    slugs = {str(address).partition("/")[2] for address in addresses}
    rows = readable_items(owner).filter(slug__in=slugs)
    found = rows.values_list("type_name", "slug", "listed_title")
    return {f"{type_name}/{slug}": title for type_name, slug, title in found}


def _few(names: Iterable[str]) -> str:
    listed = list(names)
    more = len(listed) - MOST_NAMED
    shown = ", ".join(listed[:MOST_NAMED])
    return f"{shown} {_('og %(count)s mere') % {'count': more}}" if more > 0 else shown
