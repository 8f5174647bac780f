"""Addresses that vendors' systems ask; the same at the common front and in each portal."""

from django.urls import path

from cms.capabilities.launch import views

app_name = "launch"

urlpatterns = [
    path(".well-known/openid-configuration", views.description, name="description"),
    path("aabn/autoriser/", views.authorize, name="authorize"),
    path("aabn/token/", views.token, name="token"),
    path("aabn/noegler.json", views.public_keys, name="keys"),
]
