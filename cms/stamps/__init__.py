"""Words in the database that stand for what some tables hold, renewed by the database itself."""
