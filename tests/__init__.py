"""Tests; the folders mirror cms/."""
