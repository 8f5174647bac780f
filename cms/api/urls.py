"""Addresses of the GraphQL door."""

from django.urls import path

from cms.api.graphiql import graphiql
from cms.api.views import graphql

urlpatterns = [
    path("graphql/", graphql, name="graphql"),
    path("graphiql/", graphiql, name="graphiql"),
]
