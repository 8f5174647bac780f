"""Playable: a film with captions and a transcript, remembered where one left it."""
