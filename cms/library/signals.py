"""What the floors above may listen to. Sent inside the transaction that makes the change."""

from django.dispatch import Signal

# Arguments: type_name (str), item_id (int). An item's published content, or whether it is live.
item_changed = Signal()
# Arguments: type_name, item_id, municipality_id. A municipality's choice or overlay of one item.
shelf_changed = Signal()
# Argument: item. It is about to be saved, and what follows from its fields is worked out; nothing
# is in the database yet, and drafts come here too.
item_filled_in = Signal()
