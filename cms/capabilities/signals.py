"""How capabilities tell one another and the floors above what happened; none knows another.

`citizen_advanced` (item, citizen): a part of the item is done, such as a video watched or a quiz
passed. `item_completed` (item, citizen): nothing is left, and it has been written down.

To be told to citizens, as the messages' floor hears it: `citizen_to_tell` (citizen, kind, key,
item, values): a message of a kind declared in `content_models/pushes`; the same key is told once.
`appointments_changed` (item, changes: a list of AppointmentChange): times to come are moved or
cancelled. `seat_given` (item, citizen): somebody who waited has a seat now. `word_from_host` (item,
citizens, words, key): those who own an item write to these citizens; `key` names the word among
all. `time_agreed` and `time_called_off` (item, citizen, starts, key): a time of one's own was
booked, or the owner has called it off. `question_answered` (citizen, item, key, answer): somebody at
the item's owner has answered what the citizen asked; `key` names the answer.

All are sent inside the transaction that wrote it, so a receiver's changes stand or fall with it.
"""

from django.dispatch import Signal

citizen_advanced = Signal()
item_completed = Signal()
citizen_to_tell = Signal()
appointments_changed = Signal()
seat_given = Signal()
word_from_host = Signal()
time_agreed = Signal()
time_called_off = Signal()
question_answered = Signal()
