"""What somebody asked to have shown, what was said about it, and what goes out together."""

from cms.submissions.models.releases import Release, ReleaseEntry, ReleaseState
from cms.submissions.models.rules import Rules
from cms.submissions.models.sent import Remark, Submission, SubmissionState

__all__ = [
    "Release",
    "ReleaseEntry",
    "ReleaseState",
    "Remark",
    "Rules",
    "Submission",
    "SubmissionState",
]
