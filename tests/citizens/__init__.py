"""Tests of the citizens' floor."""
