"""Audiences, rules, the feed and the reasons: what meets whom, and why."""
