"""Favourite: a citizen saves an item, perhaps with a last day and a note."""
