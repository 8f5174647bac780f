"""The door of companies and vendors: their own page, where they write and send in."""
