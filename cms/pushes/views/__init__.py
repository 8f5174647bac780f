"""The citizen's pages of messages."""
