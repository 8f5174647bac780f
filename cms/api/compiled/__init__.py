"""Reads of declared types as one SQL statement that answers the JSON itself."""
