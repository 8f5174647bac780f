"""The screens on which pages are composed."""
