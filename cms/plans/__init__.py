"""The citizen's own plan and what the citizen follows."""
