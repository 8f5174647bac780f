"""Releases: several national drafts that go out at one moment, all or none."""
