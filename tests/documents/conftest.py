"""Two people of Thisted's portal, and files as people have them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from cms.citizens.models import Citizen
from tests.rights.conftest import as_citizen, karoline, somebody, thisted, vejen, viggo

__all__ = ["as_citizen", "karoline", "somebody", "thisted", "vejen", "viggo"]
AsCitizen = Callable[[Citizen], Client]
PDF = b"%PDF-1.7\nKarolines hemmelige CV\n%%EOF"


def pdf(name: str = "cv.pdf", content: bytes = PDF) -> SimpleUploadedFile:
    """A file that says it is a PDF, and is."""
    return SimpleUploadedFile(name, content, "application/pdf")


def word(name: str = "brev.docx") -> SimpleUploadedFile:
    """The smallest thing that Word would have written."""
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as made:
        made.writestr("[Content_Types].xml", "<Types/>")
        made.writestr("word/document.xml", "<document/>")
    return SimpleUploadedFile(name, held.getvalue())
