"""The operators' floor as a Django app."""

from django.apps import AppConfig


class OperationsConfig(AppConfig):
    """Has commands, checks and addresses, and no tables."""

    name = "cms.operations"
