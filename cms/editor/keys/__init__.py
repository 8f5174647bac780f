"""The editors' screen for a municipality's web team: keys, websites that may read, webhooks."""
