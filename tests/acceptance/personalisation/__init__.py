"""Citizens and personalisation: what was promised, seen from outside."""
