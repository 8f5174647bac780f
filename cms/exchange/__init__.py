"""Items in and out as plain data: one form that files, demo, export and import share."""
