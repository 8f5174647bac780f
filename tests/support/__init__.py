"""Fixtures that many tests share: database, demo nation, site and browser."""
