"""Logs as lines of JSON, each with the name of the request it belongs to.

What is said of citizens never gets here: messages are written without it, and of a request the
route is noted, never its path, its query or its address.
"""

from __future__ import annotations

import json
import logging
import re
from contextvars import ContextVar
from datetime import UTC, datetime
from typing import Any
from uuid import uuid4

# What comes from outside is kept only where it can harm no reader of the log.
_GOOD_NAME = re.compile(r"[A-Za-z0-9._-]{8,64}")
_name: ContextVar[str] = ContextVar("request_name", default="")
_OWN = ("method", "route", "status", "milliseconds")


def name_request(given: str) -> None:
    """Name the request at hand: as the web server in front named it, else anew."""
    _name.set(given if _GOOD_NAME.fullmatch(given) else uuid4().hex)


def request_name() -> str:
    """The name of the request at hand, or "" outside of one."""
    return _name.get()


class JSONFormatter(logging.Formatter):
    """One line for each record."""

    def format(self, record: logging.LogRecord) -> str:
        """When, how grave, who says it, what, in which request, and the fault's traceback."""
        said: dict[str, Any] = {
            "time": datetime.fromtimestamp(record.created, UTC).isoformat(timespec="milliseconds"),
            "level": record.levelname,
            "logger": record.name,
            "message": message_of(record),
        }
        if request_name():
            said["request"] = request_name()
        said |= {name: getattr(record, name) for name in _OWN if hasattr(record, name)}
        if record.exc_info:
            said["fault"] = without_values(self.formatException(record.exc_info))
        return json.dumps(said, ensure_ascii=False, default=str)


def message_of(record: logging.LogRecord) -> str:
    """The message; Django's own about a request without the address, which may name a person."""
    if record.name.startswith("django.request") and record.args:
        return str(record.msg).split("%s", maxsplit=1)[0].rstrip(": ")
    return record.getMessage()


def without_values(traceback: str) -> str:
    """PostgreSQL tells in a line of its own which values it stumbled over."""
    kept = (line for line in traceback.splitlines() if not line.startswith(("DETAIL:", "CONTEXT:")))
    return "\n".join(kept)
