"""Letters laid in a folder as files, for whoever tries the product without a mail server."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from uuid import UUID

from cms.pushes.gateways.base import Fate, GatewayAway, HandingOver, Message, NotAccepted
from cms.pushes.gateways.mail import mail_of

ENDING = "eml"


@dataclass(frozen=True)
class Files:
    """A folder; a file of one name is made once, so a letter can be repeated at no risk."""

    folder: str
    sender: str

    repeats_safely = True
    can_be_asked = True

    @contextmanager
    def session(self) -> Iterator[Files]:
        """Make the folder. Raises GatewayAway."""
        try:
            Path(self.folder).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise GatewayAway("no_folder") from error
        yield self

    def send(self, message: Message, handing_over: HandingOver) -> None:
        """Write the file, whole or not at all. Raises NotAccepted."""
        target = self._file(message.key)
        unfinished = target.with_suffix(".unfinished")
        mail = mail_of(message, self.sender)
        # Read by people, not by mail programs: the letters as they are.
        words = "\n".join(f"{name}: {value}" for name, value in mail.items())
        handing_over()
        try:
            unfinished.write_text(f"{words}\n\n{message.text}\n", encoding="utf-8")
            unfinished.replace(target)
        except OSError as error:
            raise NotAccepted("no_file") from error

    def ask(self, key: UUID) -> Fate:
        """Whether the file is there."""
        return Fate.ACCEPTED if self._file(key).exists() else Fate.NOT_ACCEPTED

    def _file(self, key: UUID) -> Path:
        return Path(self.folder) / f"{key.hex}.{ENDING}"
