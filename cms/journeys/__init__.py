"""Journeys: where citizens are, what moves them on, and what a person must decide first.

A move is a rule that people wrote and everybody can read; there is no score. What has consequences
for a citizen is only ever proposed (mission M2.4).
"""
