"""The few words that kinds of answers and roles bring with them."""

from __future__ import annotations

from django.utils.translation import gettext as _

from cms.declarations.attributes import Role

YES, NO = "yes", "no"


def yes_no_labels() -> tuple[str, str]:
    """Yes and no in the language of the moment."""
    return _("Ja"), _("Nej")


def role_labels() -> dict[Role, str]:
    """Who may see an answer, as a citizen would say it."""
    return {
        "citizen": _("dig selv"),
        "journey_assistant": _("din jobrejseassistent"),
        "job_adviser": _("din jobrådgiver"),
        "personal_job_consultant": _("din personlige jobkonsulent"),
    }
