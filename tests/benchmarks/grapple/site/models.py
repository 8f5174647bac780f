"""Courses with a provider and tags, as one writes them for wagtail-grapple."""

from __future__ import annotations

from django.db import models
from grapple.helpers import register_query_field
from grapple.models import GraphQLCollection, GraphQLForeignKey, GraphQLInt, GraphQLString
from wagtail.snippets.models import register_snippet


@register_snippet
class Provider(models.Model):
    """Who offers."""

    slug = models.SlugField()
    name = models.CharField(max_length=80)
    graphql_fields = [GraphQLString("slug"), GraphQLString("name")]

    def __str__(self) -> str:
        return self.name


@register_snippet
class Tag(models.Model):
    """What it is about."""

    slug = models.SlugField()
    graphql_fields = [GraphQLString("slug")]

    def __str__(self) -> str:
        return self.slug


@register_snippet
@register_query_field("course", "courses")
class Course(models.Model):
    """What is listed."""

    slug = models.SlugField(unique=True)
    title = models.CharField(max_length=120)
    summary = models.CharField(max_length=240)
    level = models.CharField(max_length=20)
    form = models.CharField(max_length=20)
    parts = models.IntegerField(default=1)
    duration = models.IntegerField(default=1)
    provider = models.ForeignKey(Provider, models.CASCADE)
    tags = models.ManyToManyField(Tag)
    graphql_fields = [
        GraphQLString("slug"),
        GraphQLString("title"),
        GraphQLString("summary"),
        GraphQLString("level"),
        GraphQLString("form"),
        GraphQLInt("parts"),
        GraphQLInt("duration"),
        GraphQLForeignKey("provider", Provider),
        GraphQLCollection(GraphQLForeignKey, "tags", Tag),
    ]

    class Meta:
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.title
