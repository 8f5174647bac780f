"""What the floors above may listen to. Sent inside the transaction that makes the change."""

from django.dispatch import Signal

# Arguments: type_name (str), item_id (int). An item's published content, or whether it is live.
item_changed = Signal()
# Arguments: type_name, item_id, municipality_id. A municipality's choice or overlay of one item.
shelf_changed = Signal()
