"""Measurements, printed by `make bench`; none of them can fail a build."""
