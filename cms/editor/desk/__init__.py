"""The editors' front page: what to do, what waits, and what is new, for each role."""
