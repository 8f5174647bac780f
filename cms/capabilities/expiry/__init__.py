"""Expiry: an item is open until a declared day, and those who kept it are told before it goes."""
