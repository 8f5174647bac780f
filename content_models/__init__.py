"""The Django app that holds the models built from the declarations beside it."""
