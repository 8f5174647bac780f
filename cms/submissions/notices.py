"""A short mail to those who sent something in, when it has been answered."""

from __future__ import annotations

from functools import partial

from django.core.mail import send_mail
from django.db import transaction
from django.utils.translation import gettext as _

from cms.submissions.models import Submission, SubmissionState


def tell_sender(row: Submission, comment: str) -> None:
    """Once the answer is stored; a mail that can't be sent stops nothing."""
    if row.sent_by is None or not row.sent_by.email:
        return
    approved = row.state == SubmissionState.APPROVED
    subject = _("Godkendt af %(target)s") if approved else _("Sendt tilbage af %(target)s")
    subject %= {"target": row.target.name}
    text = comment.strip() or _("Log ind for at se det.")
    # No sender is named here: Django's own default is the operator's choice.
    mail = partial(send_mail, subject, text, None, [row.sent_by.email], fail_silently=True)
    transaction.on_commit(mail)
