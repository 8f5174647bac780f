"""What this area promises, seen from outside: who I am decides what I meet, and I can see why."""
