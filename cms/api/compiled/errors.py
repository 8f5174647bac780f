"""Why an operation goes to the executor instead."""


class NotCompilable(Exception):
    """The plan can't say this in SQL; the executor can. Never reaches a reader."""
