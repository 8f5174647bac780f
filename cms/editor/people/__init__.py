"""The screen of an owner's people: who has which role, and letting somebody in."""
