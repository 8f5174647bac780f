"""Reading and checking declarations."""
