"""The modeller's commands, run in a copy of the project."""
