"""The citizens' addresses in a municipality. Types' own paths are declared, so they come last."""

from django.urls import path

from cms.portal.views import (
    arranging,
    display,
    feeds,
    follows,
    home,
    items,
    overview,
    pages,
    plan,
    search,
    site,
    sitemap,
)

app_name = "portal"

urlpatterns = [
    path("", home.home, name="home"),
    path("min-side/", arranging.arrange, name="arrange"),
    path("min-side/interesse/<slug:name>/", arranging.say_interest, name="say_interest"),
    path("mit-overblik/", overview.overview, name="overview"),
    path("gemt/", overview.saved, name="saved"),
    path("min-plan/", plan.plan, name="plan"),
    path("min-plan/maal/", plan.goal, name="plan_goal"),
    path("min-plan/ny/", plan.add, name="plan_add"),
    path("min-plan/aktivitet/<int:key>/", plan.step, name="plan_activity"),
    path("min-plan/forslag/<str:key>/", plan.suggested, name="plan_suggested"),
    path("det-foelger-du/", follows.follows, name="follows"),
    path("foelg/", follows.follow, name="follow"),
    path("soeg/", search.search_page, name="search"),
    path("soeg/forslag/", search.suggestions, name="suggestions"),
    path("side/<slug:slug>/", pages.page, name="page"),
    path("hjaelp/", site.help_page, name="help"),
    path("tilgaengelighed/", site.accessibility, name="accessibility"),
    path("privatliv/", site.privacy, name="privacy"),
    path("enklere-visning/", site.simple_view, name="simple_view"),
    path("tekst-og-farver/", display.display, name="display"),
    path("grund/", site.reasons_off, name="reasons_off"),
    path("grund/<path:key>/fra/", site.reason_off, name="reason_off"),
    path("grund/<path:key>/til/", site.reason_on, name="reason_on"),
    path("ikon.svg", site.icon, name="icon"),
    path("ikon-app.svg", site.app_icon, name="app_icon"),
    path("favicon.ico", site.favicon, name="favicon"),
    path("app.webmanifest", site.manifest, name="manifest"),
    path("was/", site.statement_address, name="statement_address"),
    path("robots.txt", sitemap.robots, name="robots"),
    path("sitemap.xml", sitemap.sitemap, name="sitemap"),
    path("<slug:path>/feed.rss", feeds.feed, {"form": "rss"}, name="feed_rss"),
    path("<slug:path>/feed.atom", feeds.feed, {"form": "atom"}, name="feed_atom"),
    path("<slug:path>/", items.room, name="room"),
    path("<slug:path>/", items.room, name="list"),
    path("<slug:path>/<slug:slug>/", items.detail, name="detail"),
    path("<slug:path>/<slug:slug>/<slug:capability>/", items.action, name="action"),
    path(
        "<slug:path>/<slug:slug>/<slug:capability>/<path:rest>",
        items.capability_page,
        name="capability_page",
    ),
]
