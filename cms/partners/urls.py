"""Addresses of the partners' door."""

from django.urls import path

from cms.partners import desks, signin, views

app_name = "partners"

urlpatterns = [
    path("", views.overview, name="home"),
    path("log-ind/", views.LoginView.as_view(), name="login"),
    path("log-ind/<slug:key>/", signin.login_with, name="login_with"),
    path("log-ind/<slug:key>/retur/", signin.callback, name="callback"),
    path("log-ud/", signin.log_out, name="logout"),
    path("sendt/<int:key>/tilbage/", views.take_back, name="take_back"),
    path("<slug:type_name>/ny/", views.write, name="write"),
    path("<slug:type_name>/<int:key>/", views.mend, name="mend"),
    path("<slug:type_name>/<int:key>/send/", views.send, name="send"),
    path("<slug:type_name>/<int:key>/vis/", views.look, name="look"),
    path("<slug:type_name>/<int:key>/tag-ned/", views.stop, name="stop"),
    path("<slug:type_name>/<int:key>/slet/", views.delete, name="delete"),
    path("<slug:type_name>/<int:key>/bord/<slug:capability>/", desks.desk, name="desk"),
    path(
        "<slug:type_name>/<int:key>/bord/<slug:capability>/<path:rest>",
        desks.desk_page,
        name="desk_page",
    ),
]
