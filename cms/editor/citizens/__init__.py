"""The staff's page of a citizen: only what the declarations give, and every look is noted."""
