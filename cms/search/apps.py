"""Django's registration of this floor."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """One question language; engines that follow what happens to items."""

    name = "cms.search"
    label = "search"
    verbose_name = "Søgning"

    def ready(self) -> None:
        """Listen for changes, and say what is kept of words, under which stamp and how long."""
        from cms.search import listening
        from cms.search.misses import retention  # noqa: F401 - registers itself
        from cms.search.wordbook.history import follow_words
        from cms.search.wordbook.kept import watch

        listening.connect()
        follow_words()
        watch()
