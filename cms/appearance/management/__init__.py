"""What an operator does with themes."""
