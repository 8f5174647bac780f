"""The small random world of the API's tests serves the library's too."""

from tests.api.conftest import ask, world

__all__ = ["ask", "world"]
