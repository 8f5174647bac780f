"""How the editors' door shows what isn't published yet: by the portal's own views."""

# How the editors' door shows an item before it is published.
ITEM_PREVIEW = "cms.portal.preview.preview"
# How it shows a theme before it is published.
THEME_PREVIEW = "cms.portal.theme_preview.preview"
# How it shows a page as a made-up person meets it.
EXAMPLE_PREVIEW = "cms.portal.example.preview"
# How it shows a composed page before it is published.
PAGE_PREVIEW = "cms.portal.page_preview.preview"
