"""How capabilities tell one another what happened, since none of them knows another.

`citizen_advanced` (item, citizen): a part of the item is done, such as a video watched or a quiz
passed. `item_completed` (item, citizen): nothing is left, and it has been written down. Both are
sent inside the transaction that wrote it, so a receiver's changes stand or fall with it.

`citizen_to_tell` (citizen, kind, key, item, values): a message for the citizen, of a kind declared
in `content_models/pushes`; the same key is told once. The floor that brings messages listens.
`appointments_changed` (item, changes: a list of AppointmentChange): times to come are moved or
cancelled; whoever is expected ought to hear of it. Sent inside the transaction, too.
"""

from django.dispatch import Signal

citizen_advanced = Signal()
item_completed = Signal()
citizen_to_tell = Signal()
appointments_changed = Signal()
