"""Search: one query tree, and the engines that answer it."""
