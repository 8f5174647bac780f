"""Pieces that the editors' screens share."""
