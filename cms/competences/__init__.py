"""What a citizen can do: from courses, from a short test, and in the citizen's own words.

The test and the words are declared in `content_models`; nothing here knows a competence.
"""
