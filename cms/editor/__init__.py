"""The editors' door: Wagtail's admin, narrowed to what one's owners own."""
