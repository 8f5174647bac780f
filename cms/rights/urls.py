"""The addresses of a citizen's rights within a municipality's portal."""

from django.urls import path

from cms.rights.views import consents, looks, my_data

app_name = "rights"

urlpatterns = [
    path("min-profil/alt/", my_data.everything, name="everything"),
    path("min-profil/samtykker/", consents.consents, name="consents"),
    path("min-profil/set-af/", looks.looks, name="looks"),
    path("min-profil/hent/", my_data.export, name="export"),
    path("min-profil/hent/laesbar/", my_data.readable, name="readable"),
    path("min-profil/slet/", my_data.erase, name="erase"),
]
