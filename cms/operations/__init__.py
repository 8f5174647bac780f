"""Running the product: health, figures, logs, backup and restore."""
