"""Tags for the templates in themes/."""
