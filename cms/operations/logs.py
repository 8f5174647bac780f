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
from http.client import responses
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
    """The message; of those that quote what a browser sent, only what is ours."""
    status = getattr(record, "status_code", None)
    if record.name.startswith(QUOTING):
        return f"{status} {responses.get(status, '')}".strip() if status else record.name
    if record.name.startswith("gunicorn.") and "equest" in str(record.msg):
        # "Error handling request %s", "Invalid request from ip=...": with the address of either.
        return _QUOTED_ADDRESS.split(str(record.msg))[0]
    return record.getMessage()


QUOTING = ("django.request", "django.security")
_QUOTED_ADDRESS = re.compile(r" (?:%s|from ip=)")
_PLACE = re.compile(r'\s*File "')
# What stands in quotes, addresses of mail, and numbers that may be somebody's.
_VALUE = re.compile(
    r"""'[^'\n]*'|"[^"\n]*"|[\w.+-]+@[\w-]+\.[\w.]+|\d[\d -]{4,}\d""",
)


def without_values(traceback: str) -> str:
    """The places where it failed, and the fault's words without what they may quote of people.

    PostgreSQL tells in a line of its own which values it stumbled over; most others in quotes.
    """
    kept = (line for line in traceback.splitlines() if not line.startswith(("DETAIL:", "CONTEXT:")))
    return "\n".join(line if _PLACE.match(line) else _VALUE.sub("…", line) for line in kept)
