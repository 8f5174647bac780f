"""Management of media."""
