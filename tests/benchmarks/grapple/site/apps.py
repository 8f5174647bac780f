"""Their app."""

from django.apps import AppConfig


class SiteConfig(AppConfig):
    """The measured models."""

    name = "tests.benchmarks.grapple.site"
    label = "grapple_site"
