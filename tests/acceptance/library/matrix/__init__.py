"""Everyone's secrets, and every way in which somebody may try to reach them."""
