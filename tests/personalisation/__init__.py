"""Tests of rules, the feed and its reasons."""
