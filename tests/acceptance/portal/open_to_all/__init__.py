"""Finding every page of the portal, and looking at it as people who can't see, point or zoom do."""
