"""Word lists, one folder a language: base words, irregular forms, small words, synonyms."""
