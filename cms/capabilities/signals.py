"""How capabilities tell one another what happened, since none of them knows another.

`citizen_advanced` (item, citizen): a part of the item is done, such as a video watched or a quiz
passed. `item_completed` (item, citizen): nothing is left, and it has been written down. Both are
sent inside the transaction that wrote it, so a receiver's changes stand or fall with it.

`question_answered` (citizen, item, key, answer): somebody at the item's owner has answered what the
citizen asked; `key` names the answer. Messages listen.
"""

from django.dispatch import Signal

citizen_advanced = Signal()
item_completed = Signal()
question_answered = Signal()
