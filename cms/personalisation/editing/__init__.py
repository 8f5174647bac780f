"""Where editors write audiences and rules without code: forms and views in Wagtail's admin."""
