"""The demo nation: its loader, and the local stand-in for MitID."""
