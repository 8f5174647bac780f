"""What floors above may need to hear of a citizen."""

from __future__ import annotations

from django.dispatch import Signal

# Sent with `citizen`, in the same transaction, before everything about the citizen is erased:
# the moment to give back what others wait for. Rows need not be removed; they go by themselves.
citizen_leaves = Signal()

# Sent with `citizen`, in the same transaction, after some of the citizen's answers changed.
answers_changed = Signal()

# Sent with `citizen`, `identity` and `is_new` in the transaction of a log-in that succeeded.
citizen_arrives = Signal()

# Sent with `citizen` and `attribute` (its declaration) in the transaction that saves an answer
# which stands on consent: the citizen has just ticked that it may be used.
citizen_consents = Signal()

# Sent with `old` and `new` (one person as two municipalities' citizen) and `taken`, the names of
# what the citizen chose to take along, in the transaction of the move. A floor above that keeps
# something of the citizen's own declares it in `cms.citizens.moving.declare_own`, or moves it here.
citizen_moves = Signal()
