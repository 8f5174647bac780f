"""The content modeller's commands: check, new, plan, apply, export, docs and schema."""
