"""The editors' screen of what flows in from outside."""
