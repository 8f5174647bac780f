"""Addresses of the GraphQL door."""

from django.urls import path

from cms.api import views

urlpatterns = [path("graphql/", views.graphql, name="graphql")]
