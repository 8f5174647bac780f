"""What the tests of keys have at hand: the API's small world."""

from tests.api.conftest import world

__all__ = ["world"]
