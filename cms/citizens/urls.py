"""The citizen's addresses within a municipality's portal."""

from django.urls import path

from cms.citizens.views import login, moving, profile, screening

app_name = "citizens"

urlpatterns = [
    path("log-ind/", login.choose, name="login"),
    path("log-ind/<slug:key>/", login.login_with, name="login_with"),
    path("log-ind/<slug:key>/retur/", login.callback, name="callback"),
    path("log-ud/", login.log_out, name="logout"),
    path("logget-ud/", login.logged_out, name="logged_out"),
    path("flyttet/", moving.moved, name="moved"),
    path("flyttet/fra/<slug:slug>/", moving.take_along, name="take_along"),
    path("om-dig/", screening.start, name="screening"),
    path("om-dig/faerdig/", screening.done, name="screening_done"),
    path("om-dig/senere/", screening.later, name="screening_later"),
    path("om-dig/spoergsmaal/<slug:name>/", screening.question, name="question"),
    path("min-profil/", profile.profile, name="profile"),
    path("min-profil/svar/<slug:name>/", profile.change, name="change"),
]
