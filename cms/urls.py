"""All addresses: the editors' door, the API, and the portal of a municipality or of the nation."""

from django.urls import include, path
from wagtail.admin import urls as admin_urls
from wagtail.documents import urls as document_urls

from cms.capabilities.registry import capability_addresses, common_addresses
from cms.media.serving import media_file
from cms.personalisation.editing.public_schema import schema as schema_of_rules
from cms.portal.views import site

handler404 = "cms.portal.views.site.not_found"

common = [
    path("", include("cms.citizens.going_on_urls")),
    path("admin/", include("cms.editor.signin.urls")),
    path("admin/", include(admin_urls)),
    path("virksomhed/", include("cms.partners.urls")),
    path("documents/", include(document_urls)),
    path("", include("cms.api.urls")),
    path("tema/regler/<slug:digest>.css", site.stylesheet, name="stylesheet"),
    path("tema/<slug:digest>.css", site.theme_css, name="theme_css"),
    path("tema/<slug:slug>/<path:name>", site.theme_picture, name="theme_picture"),
    path("sundhed/", site.health, name="health"),
    path("regler.schema.json", schema_of_rules, name="schema_of_rules"),
    path("media/<path:path>", media_file, name="media_file"),
    *common_addresses(),
]
portal = [
    path("", include("cms.citizens.urls")),
    path("", include("cms.rights.urls")),
    path("", include("cms.pushes.urls")),
    path("", include("cms.journeys.urls")),
    path("", include("cms.competences.urls")),
    *capability_addresses(),
    path("", include("cms.portal.urls")),
]
urlpatterns = [*common, *portal]
