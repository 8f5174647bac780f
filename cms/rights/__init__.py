"""What the law gives citizens: consents, who looked, what is kept and for how long (M13)."""
