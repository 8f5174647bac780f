"""Pushes: what a citizen is told, in the portal's inbox and through the channels they chose."""
