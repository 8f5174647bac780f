"""Webhooks: a municipality's own systems are told what comes onto its shelf, changes and goes."""
