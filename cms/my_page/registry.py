"""Which sources there are: every module below `cms.my_page.sources` brings one."""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module

from cms.declarations import Widget
from cms.declarations.engine_names import source_names
from cms.my_page.source import Source

PACKAGE = "cms.my_page.sources."


@lru_cache(maxsize=1)
def all_sources() -> dict[str, Source]:
    """Every source by name."""
    return {name: import_module(f"{PACKAGE}{name}").SOURCE for name in source_names()}


def source_of(widget: Widget) -> Source:
    """What fills a widget; its file has been checked to name one."""
    return all_sources()[widget.source]
