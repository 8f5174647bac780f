"""What the product promises, seen from outside."""
