"""Tests of the demo nation: its files and their loading."""
