"""When an item happens: once or again and again, with times that are moved or cancelled."""
