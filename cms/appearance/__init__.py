"""Themes made in the browser: a municipality's drafts and published versions."""
