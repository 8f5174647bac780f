"""A stretch of code that can't write to the database, whatever it calls."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from django.db import connection

WRITES = re.compile(r"\s*(insert|update|delete|replace|merge|create|alter|drop)\b", re.IGNORECASE)


class WouldWrite(RuntimeError):
    """Something was about to be written where nothing may be."""


@contextmanager
def read_only() -> Iterator[None]:
    """Refuse every statement that would write. Raises WouldWrite inside the block."""
    with connection.execute_wrapper(_refuse_writes):
        yield


def _refuse_writes(
    execute: Callable[..., Any], sql: str, parameters: Any, many: bool, context: dict[str, Any]
) -> Any:
    if WRITES.match(sql):
        raise WouldWrite(sql.split("(", maxsplit=1)[0][:80])
    return execute(sql, parameters, many, context)
