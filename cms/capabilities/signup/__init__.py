"""Signing up: places, waiting list and who comes."""
