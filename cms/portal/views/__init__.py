"""The citizens' pages: each view reads through the shelf and the feed."""
