"""When items happen."""
