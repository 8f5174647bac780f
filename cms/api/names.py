"""Names in the API, worked out from the declaration's name and nothing else.

A label may change with the wind; the API's names may not.
"""

from __future__ import annotations


def pascal(name: str) -> str:
    """`guidance_video` is `GuidanceVideo`."""
    return "".join(part.capitalize() for part in name.split("_"))


def camel(name: str) -> str:
    """`guidance_video` is `guidanceVideo`."""
    made = pascal(name)
    return made[:1].lower() + made[1:]


def plural(name: str) -> str:
    """`activity` is `activities`, `guidance_video` is `guidance_videos`."""
    if name.endswith("y") and name[-2:-1] not in "aeiou":
        return f"{name[:-1]}ies"
    return f"{name}es" if name.endswith(("s", "x", "ch", "sh")) else f"{name}s"
