"""The citizens' door: the pages of the portal."""
