"""On which terms competences are kept, as the citizen reads it."""

from __future__ import annotations

from django.utils.functional import lazy
from django.utils.translation import gettext_lazy as _

from cms.rights.terms import Terms, declare_terms, while_here


def declare() -> None:
    """Called once, when the apps are ready."""
    declare_terms(
        "competences",
        Terms(
            purpose=_("Så du kan se, hvad du kan, og bruge det i CV og ansøgninger."),
            retention=lazy(while_here, str)(),
        ),
    )
    declare_terms(
        "competence_answers",
        Terms(
            purpose=_("Så du kan holde pause i testen og se, hvad der gav hvad."),
            retention=lazy(while_here, str)(),
        ),
    )
