"""A municipality's own pages, composed of declared blocks, and the nation's page templates."""
