"""Who did what, when, and what was there before: written once, read for ever (mission M13.2)."""
