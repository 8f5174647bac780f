"""The citizen's own pages: logging in, the questions, the profile."""
