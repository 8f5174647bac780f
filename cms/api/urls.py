"""Addresses of the GraphQL door."""

from django.urls import path

from cms.api.graphiql import graphiql
from cms.api.reference_view import reference
from cms.api.views import graphql

urlpatterns = [
    path("graphql/", graphql, name="graphql"),
    path("graphql/reference/", reference, name="graphql_reference"),
    path("graphiql/", graphiql, name="graphiql"),
]
