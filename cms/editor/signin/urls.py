"""Addresses of the log-in; they stand before Wagtail's own."""

from django.urls import path

from cms.editor.signin import views

urlpatterns = [
    path("logout/", views.log_out, name="staff_logout"),
    path("log-ind/<slug:key>/", views.login_with, name="staff_login_with"),
    path("log-ind/<slug:key>/retur/", views.callback, name="staff_callback"),
]
