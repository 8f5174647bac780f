"""What lies where others might write is believed only when it was made for that very place."""

from __future__ import annotations

import pytest

from cms.api.sealing import LARGEST, LARGEST_PRESSED, PRESSED_FROM, Seal
from cms.api.version import version

SEALER = Seal("secret", "release")
NAME = SEALER.name(("key", 1, None))


@pytest.mark.parametrize("length", [0, 1, PRESSED_FROM - 1, PRESSED_FROM, 100_000])
def test_what_was_sealed_is_opened(length: int) -> None:
    body = b'{"data":1}' * length
    sealed = SEALER.sealed(NAME, body)
    assert sealed is not None and SEALER.opened(NAME, sealed) == body
    assert len(sealed) <= max(len(body) + 17, PRESSED_FROM)


def test_the_same_key_has_one_name_and_another_has_another() -> None:
    assert SEALER.name(("key", 1, None)) == NAME
    others = {SEALER.name(key) for key in (("key", 1, ""), ("key", "1", None), ("key1", None), ())}
    others |= {Seal(*made).name(("key", 1, None)) for made in (("secret", "b"), ("b", "release"))}
    assert NAME not in others and len(others) == 6


@pytest.mark.parametrize("where", ["name", "release", "installation"])
def test_an_answer_of_another_place_is_none(where: str) -> None:
    sealed = SEALER.sealed(NAME, b"{}")
    sealer = {
        "name": SEALER,
        "release": Seal("secret", "next"),
        "installation": Seal("other", "release"),
    }[where]
    assert sealer.opened(NAME + (b"x" if where == "name" else b""), sealed) is None


@pytest.mark.parametrize("value", [None, b"", b"{}", 7, "text", [b"1"], b"\0" * 100, b"1" * 17])
def test_garbage_is_no_answer(value: object) -> None:
    assert SEALER.opened(NAME, value) is None


def test_one_changed_bit_is_seen() -> None:
    sealed = SEALER.sealed(NAME, b"answer" * 1_000)
    assert sealed is not None
    for place in range(len(sealed)):
        changed = bytearray(sealed)
        changed[place] ^= 1
        assert SEALER.opened(NAME, bytes(changed)) is None


def test_a_large_answer_is_not_sealed() -> None:
    from random import Random

    assert SEALER.sealed(NAME, b"x" * (LARGEST + 1)) is None
    assert SEALER.sealed(NAME, Random(1).randbytes(LARGEST_PRESSED + 1)) is None
    assert SEALER.sealed(NAME, b"x" * LARGEST) is not None


def test_a_release_has_one_word() -> None:
    word = version()
    version.cache_clear()
    assert version() == word and len(word) == 16
