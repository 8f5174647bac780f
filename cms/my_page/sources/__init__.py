"""What can fill an element of a citizen's page: one module a source, each with a `SOURCE`."""
