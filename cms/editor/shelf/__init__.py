"""The shelf screen: what a municipality takes in, leaves out, puts first and says its own way."""
