"""What capabilities let an item's owners look after, such as who comes: one screen for them all."""
