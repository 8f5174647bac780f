"""A municipality's own words over what others share: beside the original, and all on one list."""
