"""The ways out: one module for each protocol, all of one shape (`base`)."""
