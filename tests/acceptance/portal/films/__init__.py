"""Walks of four people through the portal, filmed and photographed scene by scene."""
