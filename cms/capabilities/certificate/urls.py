"""Addresses that belong to no item: a certificate's own, and the issuer's."""

from django.urls import path

from cms.capabilities.certificate import views

app_name = "certificate"

urlpatterns = [
    path("bevis/<str:token>/", views.page, name="page"),
    path("bevis/<str:token>/bevis.pdf", views.paper, name="paper"),
    path("bevis/<str:token>/badge.jwt", views.badge, name="badge"),
    path("bevis/<str:token>/del/", views.share, name="share"),
    path("bevisudsteder/", views.issuer, name="issuer"),
    path("bevisudsteder/status/<int:number>/", views.status, name="status"),
    path(".well-known/did.json", views.did_document, name="did_document"),
]
