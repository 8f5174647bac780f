"""Addresses of the partners' door."""

from django.contrib.auth.views import LogoutView
from django.urls import path

from cms.partners import views

app_name = "partners"

urlpatterns = [
    path("", views.overview, name="home"),
    path("log-ind/", views.LoginView.as_view(), name="login"),
    path("log-ud/", LogoutView.as_view(next_page="partners:login"), name="logout"),
    path("sendt/<int:key>/tilbage/", views.take_back, name="take_back"),
    path("<slug:type_name>/ny/", views.write, name="write"),
    path("<slug:type_name>/<int:key>/", views.mend, name="mend"),
    path("<slug:type_name>/<int:key>/send/", views.send, name="send"),
    path("<slug:type_name>/<int:key>/vis/", views.look, name="look"),
    path("<slug:type_name>/<int:key>/tag-ned/", views.stop, name="stop"),
    path("<slug:type_name>/<int:key>/slet/", views.delete, name="delete"),
]
