"""How long a film lasts, read from the file itself."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from typing import IO

# The first four bytes of a box are its size, the next four its name.
_BOX = struct.Struct(">I4s")
_LONG = struct.Struct(">Q")
_SCALE_AND_LENGTH = {0: (12, struct.Struct(">II")), 1: (20, struct.Struct(">IQ"))}


def seconds_of(file: IO[bytes]) -> float:
    """The length of an MP4 file in seconds; 0 where it doesn't say, and for other files.

    The file is left at its beginning.
    """
    file.seek(0)
    try:
        return _movie_length(file)
    except (struct.error, IndexError, ZeroDivisionError):
        return 0.0
    finally:
        file.seek(0)


def _movie_length(file: IO[bytes]) -> float:
    file.seek(0, 2)
    for start, end in _boxes(file, 0, file.tell(), b"moov"):
        for inner, _end in _boxes(file, start, end, b"mvhd"):
            file.seek(inner)
            header = file.read(32)
            place, form = _SCALE_AND_LENGTH[min(header[0], 1)]
            scale, length = form.unpack_from(header, place)
            return float(length / scale)
    return 0.0


def _boxes(file: IO[bytes], start: int, end: int, wanted: bytes) -> Iterator[tuple[int, int]]:
    """Where the content of each box of a name begins and ends."""
    while start + _BOX.size <= end:
        file.seek(start)
        size, name = _BOX.unpack(file.read(_BOX.size))
        head = _BOX.size
        if size == 1:
            (size,) = _LONG.unpack(file.read(_LONG.size))
            head += _LONG.size
        size = size or end - start
        if size < head:
            return
        if name == wanted:
            yield start + head, min(start + size, end)
        start += size
