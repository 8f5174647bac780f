"""Looking at a municipality's portal as a made-up person: only editors, only to read."""
