"""The tables: what is agreed and registered, and what citizens have opened."""

from cms.capabilities.launch.models.agreed import (
    Agreement,
    LaunchClient,
    LaunchDay,
    LaunchSettings,
    Way,
)
from cms.capabilities.launch.models.opened import (
    LaunchConsent,
    LaunchTicket,
    Opening,
    Pseudonym,
)

__all__ = [
    "Agreement",
    "LaunchClient",
    "LaunchConsent",
    "LaunchDay",
    "LaunchSettings",
    "LaunchTicket",
    "Opening",
    "Pseudonym",
    "Way",
]
