"""The editors' screens for a municipality's site: statement, contact, privacy, old addresses."""
