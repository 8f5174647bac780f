"""Django's registration of this floor."""

from django.apps import AppConfig


class SearchConfig(AppConfig):
    """See the package's documentation."""

    name = "cms.search"
    label = "search"
    verbose_name = "Search"
