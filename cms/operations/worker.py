"""The worker that gunicorn runs: when it is to stop, nobody is left waiting at its door."""

from __future__ import annotations

from select import select

from gunicorn.workers.gthread import ThreadWorker  # type: ignore[import-untyped]


class PortalWorker(ThreadWorker):
    """Takes in who has come before it stops, and closes the door at once.

    gunicorn's own leaves it ajar until the last request is answered: who comes then is neither
    answered nor refused, and a balancer can't send them elsewhere.
    """

    def set_accept_enabled(self, enabled: bool) -> None:
        """Begin or end taking requests; at the end of its life for good."""
        if not self.alive and self._accepting:
            for listener in self.sockets:
                while select([listener], [], [], 0)[0]:
                    self.accept(listener)
        super().set_accept_enabled(enabled)
        if not self.alive:
            for listener in self.sockets:
                listener.close()
