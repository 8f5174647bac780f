"""What a municipality's own web team is let in by: keys of the API, and origins of web pages."""
