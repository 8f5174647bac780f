"""The portal's rooms that a type's list can live in (the portal names and draws them)."""

ROOM_NAMES = ("jobs", "learning", "activities", "market", "meeting", "municipality")
