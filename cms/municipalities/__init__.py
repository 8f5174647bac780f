"""Owners, municipalities, roles, and whose portal a request is for."""
