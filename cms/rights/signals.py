"""What floors above may need to hear about a citizen's rights."""

from __future__ import annotations

from django.dispatch import Signal

# Sent with `citizen` and `purpose` in the same transaction. Who hears that a consent is
# withdrawn stops, and deletes what stood on it.
consent_given = Signal()
consent_withdrawn = Signal()

# Sent with `citizen` and `deletes_at` (a moment): the citizen has not been here for long, and
# is deleted then unless they come back. Whoever can reach the citizen says so.
citizen_expires_soon = Signal()
