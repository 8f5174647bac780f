"""Tests of the operators' floor."""
