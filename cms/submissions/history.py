"""What the history knows of submissions and releases."""

from __future__ import annotations

from django.utils.translation import gettext_lazy as _

from cms.history.services import declare_action, keep_history_of

SENT, APPROVED, RETURNED = "submission.send", "submission.approve", "submission.return"
WITHDRAWN, TAKEN_DOWN = "submission.withdraw", "submission.take_down"
TWO_EYES = "municipality.two_eyes"
PLANNED, RELEASED = "release.plan", "release.publish"
STOPPED, CALLED_OFF = "release.stop", "release.call_off"
ACTIONS = {
    SENT: _("Sendt ind"),
    APPROVED: _("Godkendt"),
    RETURNED: _("Sendt tilbage"),
    WITHDRAWN: _("Trukket tilbage"),
    TAKEN_DOWN: _("Taget ned"),
    TWO_EYES: _("Ændrede reglen om to par øjne"),
    PLANNED: _("Planlagde en samlet udgivelse"),
    RELEASED: _("Udgivet samlet"),
    STOPPED: _("Den samlede udgivelse kunne ikke gennemføres"),
    CALLED_OFF: _("Aflyste en samlet udgivelse"),
}


def keep() -> None:
    """Register what is kept. Items are kept by the library."""
    from cms.submissions.models import Release, Rules, Submission

    for model in (Submission, Release, Rules):
        keep_history_of(model)
    for name, label in ACTIONS.items():
        declare_action(name, label)
