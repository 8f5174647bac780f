"""Applying: a letter, answers and chosen papers to the owner, or one's own notes of it."""
