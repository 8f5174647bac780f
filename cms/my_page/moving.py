"""What of a citizen's own goes along to another municipality, from this floor and those below.

A plan and what is signed up for are agreements with the municipality, and stay there.
"""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cms.citizens.moving import Own, carry_rows, count_rows, declare_own


def declare() -> None:
    """Let what is saved, followed, completed and arranged go along."""
    for relation, label, keys in (
        ("favourites", _("Det, du har gemt"), ("item",)),
        ("follows", _("Det, du følger"), ("kind", "vocabulary", "value")),
        ("completions", _("Det, du har gennemført"), ("item",)),
        ("my_page", _("Hvordan din side ser ud"), ()),
    ):
        declare_own(
            Own(relation, relation, label, count_rows(relation), carry_rows(relation, *keys))
        )
