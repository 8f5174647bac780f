"""The product's settings, with one address more: a view that returns a constant."""

from cms.settings import *  # noqa: F403

ROOT_URLCONF = "tests.benchmarks.urls"
