"""Brings letters to their gateways: at most once each, whoever is killed on the way."""
