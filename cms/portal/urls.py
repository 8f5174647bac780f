"""The citizens' addresses in a municipality. Types' own paths are declared, so they come last."""

from django.urls import path

from cms.portal.views import home, items, search, site

app_name = "portal"

urlpatterns = [
    path("", home.home, name="home"),
    path("soeg/", search.search_page, name="search"),
    path("soeg/forslag/", search.suggestions, name="suggestions"),
    path("hjaelp/", site.help_page, name="help"),
    path("tilgaengelighed/", site.accessibility, name="accessibility"),
    path("privatliv/", site.privacy, name="privacy"),
    path("enklere-visning/", site.simple_view, name="simple_view"),
    path("grund/<str:key>/fra/", site.reason_off, name="reason_off"),
    path("ikon.svg", site.icon, name="icon"),
    path("app.webmanifest", site.manifest, name="manifest"),
    path("<slug:path>/", items.room, name="room"),
    path("<slug:path>/", items.room, name="list"),
    path("<slug:path>/<slug:slug>/", items.detail, name="detail"),
    path("<slug:path>/<slug:slug>/<slug:capability>/", items.action, name="action"),
]
