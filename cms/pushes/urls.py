"""The citizen's addresses of messages, within a municipality's portal."""

from django.urls import path

from cms.pushes.views import contacts, inbox, settings, unsubscribe, web_push

app_name = "pushes"

urlpatterns = [
    path("indbakke/", inbox.inbox, name="inbox"),
    path("indbakke/alle-laest/", inbox.all_read, name="all_read"),
    path("indbakke/indstillinger/", settings.settings, name="settings"),
    path("indbakke/kontakt/<slug:kind>/", contacts.contact, name="contact"),
    path("indbakke/kontakt/<slug:kind>/kode/", contacts.code, name="code"),
    path("indbakke/kontakt/<slug:kind>/slet/", contacts.forget, name="forget_contact"),
    path("indbakke/skaerm/", web_push.subscribe, name="web_push"),
    path("indbakke/skaerm/slet/", web_push.unsubscribe, name="web_push_off"),
    path("indbakke/<uuid:public_id>/", inbox.show, name="push"),
    path("indbakke/<uuid:public_id>/ulaest/", inbox.unread, name="unread"),
    path("indbakke/<uuid:public_id>/slet/", inbox.remove, name="remove"),
    path("afmeld/<str:token>/", unsubscribe.unsubscribe, name="unsubscribe"),
]
