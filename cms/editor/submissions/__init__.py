"""What others have sent in: look, approve, or send back."""
