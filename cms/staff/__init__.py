"""Who works for whom: letting people in, giving and taking roles."""
