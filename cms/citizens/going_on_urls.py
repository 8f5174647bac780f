"""Addresses that every door needs: what is left of a log-in, and a provider that ends one."""

from django.urls import path

from cms.citizens.views import back_channel, going_on

urlpatterns = [
    path("log-ind/tid/", going_on.time_left, name="login_time_left"),
    path("log-ind/bliv/", going_on.stay, name="login_stay"),
    path("log-ind/igen/", going_on.again, name="logged_in_again"),
    path(
        "log-ud/fra-udbyder/<slug:door>/<slug:key>/",
        back_channel.log_out_from_provider,
        name="log_out_from_provider",
    ),
]
