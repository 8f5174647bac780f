"""Tags of the player."""
