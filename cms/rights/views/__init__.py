"""The pages on which citizens use their rights."""
