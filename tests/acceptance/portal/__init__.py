"""The portal and what one can do on it, seen from outside."""
