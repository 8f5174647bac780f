"""The municipality's own items whose links don't work."""
