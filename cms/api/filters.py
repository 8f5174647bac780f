"""Filters: an input type per declared type, and the conditions that follow from a value of it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import lru_cache
from typing import Any, cast

import graphene
from django.db.models import BooleanField, Exists, F, FloatField, OuterRef, Q, Value
from django.db.models.functions import ACos, Coalesce, Cos, Least, Radians, Sin
from django.db.models.lookups import Exact, LessThanOrEqual

from cms.api.compiled.parameters import Parameter, for_column, prepared
from cms.api.errors import bad_value
from cms.api.kinds import choice_enum
from cms.api.objects import LanguageCode, OwnerKindName
from cms.api.rows import CHOICE
from cms.api.scalars import Date, DateTime, DecimalText
from cms.declarations import ContentType, FieldDeclaration, current, did_you_mean
from cms.declarations.names import camel
from cms.library.models import Item, ItemTerm
from cms.library.registry import item_model

EARTH_KILOMETRES = 6371.0
LARGEST_LIST = 100
Condition = Callable[[type[Item], str, Any, str], Q]


class IntRange(graphene.InputObjectType):
    """Whole numbers from `min` to `max`, both included."""

    min = graphene.Int()
    max = graphene.Int()


class DecimalRange(graphene.InputObjectType):
    """Exact numbers from `min` to `max`, both included."""

    min = DecimalText()
    max = DecimalText()


class DateRange(graphene.InputObjectType):
    """Days from `min` to `max`, both included."""

    min = Date()
    max = Date()


class DateTimeRange(graphene.InputObjectType):
    """Moments from `min` to `max`, both included."""

    min = DateTime()
    max = DateTime()


class Near(graphene.InputObjectType):
    """A circle on the map."""

    latitude = graphene.Float(required=True, description="Degrees north, -90 to 90.")
    longitude = graphene.Float(required=True, description="Degrees east, -180 to 180.")
    kilometres = graphene.Float(required=True, description="Radius, above 0 and at most 1000.")


def _column(model: type[Item], name: str) -> Any:
    return model._meta.get_field(name)


def _values(given: Any, place: str) -> list[Any]:
    if len(given) > LARGEST_LIST:
        fix = f"Send at most {LARGEST_LIST}."
        raise bad_value(place, f"{len(given)} values are too many.", fix)
    return [getattr(value, "value", value) for value in given]


def _any_of(model: type[Item], name: str, given: Any, place: str) -> Q:
    return Q(**{f"{name}__in": _values(given, place)})


def _terms(model: type[Item], name: str, given: Any, place: str) -> Q:
    vocabulary = str(model.declaration.fields[name].vocabulary)
    known = _known_terms(vocabulary)

    def check(slug: str) -> str:
        if slug not in known:
            raise bad_value(
                place, f"{slug!r} is no term of {vocabulary}.", did_you_mean(slug, known)
            )
        return slug

    slugs = [prepared(value, check) for value in _values(given, place)]
    marks = ItemTerm.objects.filter(item_id=OuterRef("pk"), field=name, term__slug__in=slugs)
    return Q(Exists(marks))


@lru_cache(maxsize=32)
def _known_terms(vocabulary: str) -> frozenset[str]:
    declared = current().vocabularies[vocabulary]
    return frozenset(term.slug for term in declared.terms)


def _range(model: type[Item], name: str, given: Any, place: str) -> Q:
    field = _column(model, name)
    condition = Q()
    for key, lookup in (("min", "gte"), ("max", "lte")):
        if given.get(key) is not None:
            condition &= Q(**{f"{name}__{lookup}": for_column(given[key], field)})
    return condition


def _check_degrees(name: str, limit: float, place: str) -> Callable[[float], float]:
    def check(value: float) -> float:
        if not -limit <= value <= limit:
            raise bad_value(
                f"{place}.{name}", f"{value} is outside.", f"Use {-limit:g} to {limit:g}."
            )
        return float(value)

    return check


def _check_radius(place: str) -> Callable[[float], float]:
    def check(value: float) -> float:
        if not 0 < value <= 1000:
            raise bad_value(f"{place}.kilometres", f"{value} is outside.", "Use 0.1 to 1000.")
        return float(value)

    return check


def _near(model: type[Item], name: str, given: Any, place: str) -> Q:
    """Within a distance, by the spherical law of cosines; items without a point are left out."""
    here = prepared(given["latitude"], _check_degrees("latitude", 90, place))
    there = prepared(given["longitude"], _check_degrees("longitude", 180, place))
    radius = prepared(given["kilometres"], _check_radius(place))
    angle = prepared(radius, lambda kilometres: kilometres / EARTH_KILOMETRES)
    latitude, longitude = Radians(_float(here)), Radians(_float(there))
    own = Radians(F(f"{name}_latitude"))
    cosine = Sin(latitude) * Sin(own) + Cos(latitude) * Cos(own) * Cos(
        Radians(F(f"{name}_longitude")) - longitude
    )
    within = ACos(Least(cosine, _float(1.0), output_field=FloatField()))
    return Q(**{f"{name}_latitude__isnull": False}) & Q(LessThanOrEqual(within, _float(angle)))


def _float(value: Any) -> Any:
    if isinstance(value, Parameter):
        return Parameter(value.path, value.steps, FloatField())
    return Value(value, output_field=FloatField())


def _references(model: type[Item], name: str, given: Any, place: str) -> Q:
    """Items that point at one of these, whether or not those stand on the shelf themselves."""
    slugs = _values(given, place)
    field = cast(Any, _column(model, name))
    if not model.declaration.fields[name].many:
        return Q(**{f"{name}__slug__in": slugs})
    through = field.remote_field.through._default_manager
    links = through.filter(
        **{
            f"{field.m2m_field_name()}_id": OuterRef("pk"),
            f"{field.m2m_reverse_field_name()}__slug__in": slugs,
        }
    )
    return Q(Exists(links))


def _list(type_: Any) -> Callable[[], Any]:
    return lambda: graphene.List(graphene.NonNull(type_))


KINDS: dict[str, tuple[Callable[[ContentType, str, FieldDeclaration], Any], Condition]] = {
    "choice": (lambda d, n, _f: _list(choice_enum(d, n))(), _any_of),
    "language": (lambda _d, _n, _f: _list(LanguageCode)(), _any_of),
    "terms": (lambda _d, _n, _f: _list(graphene.String)(), _terms),
    "number": (lambda _d, _n, f: (DecimalRange if f.decimals else IntRange)(), _range),
    "money": (lambda _d, _n, _f: DecimalRange(), _range),
    "duration": (lambda _d, _n, _f: IntRange(), _range),
    "date": (lambda _d, _n, _f: DateRange(), _range),
    "date_time": (lambda _d, _n, _f: DateTimeRange(), _range),
    "place": (lambda _d, _n, _f: Near(), _near),
    "reference": (lambda _d, _n, _f: _list(graphene.String)(), _references),
}


def _pinned(_model: type[Item], _name: str, given: Any, _place: str) -> Q:
    # Said as an expression: excluding through a relation would make a query without a scope.
    pinned = Coalesce(F(f"{CHOICE}__pinned"), Value(False), output_field=BooleanField())
    return Q(Exact(pinned, Value(given)))


# Conditions that hold for every type, by the filter's field.
COMMON: dict[str, tuple[Callable[[], Any], Condition]] = {
    "slug": (_list(graphene.String), _any_of),
    "owner": (_list(graphene.String), lambda m, _n, g, p: _any_of(m, "owner__slug", g, p)),
    "owner_kind": (_list(OwnerKindName), lambda m, _n, g, p: _any_of(m, "owner__kind", g, p)),
    "pinned": (graphene.Boolean, _pinned),
}


@lru_cache
def filter_type(type_name: str) -> Any:
    """The input type of a declared type's filter; public fields only."""
    declaration = item_model(type_name).declaration
    fields = {name: make() for name, (make, _condition) in COMMON.items()}
    for name, field in filterable(declaration).items():
        fields[name] = _input(KINDS[field.kind][0](declaration, name, field), field)
    return type(
        f"{declaration.class_name}Filter",
        (graphene.InputObjectType,),
        {"__doc__": "Every field that is said must hold; one of its values is enough.", **fields},
    )


def _input(made: Any, field: FieldDeclaration) -> graphene.InputField:
    """The filter's field, with what the declaration says of its going."""
    going = field.deprecated.notice if field.deprecated else None
    return graphene.InputField(made.get_type(), deprecation_reason=going)


def filterable(declaration: ContentType) -> dict[str, FieldDeclaration]:
    """The fields one may filter by."""
    return {
        name: field
        for name, field in declaration.fields.items()
        if field.kind in KINDS and field.access == "public" and name not in COMMON
    }


def conditions(model: type[Item], given: Mapping[str, Any] | None) -> dict[str, Q]:
    """The condition of each field that the filter says. Raises GraphQLError for a bad value."""
    found: dict[str, Q] = {}
    for name, value in (given or {}).items():
        if value is None:
            continue
        kind = None if name in COMMON else model.declaration.fields[name].kind
        condition = COMMON[name][1] if kind is None else KINDS[kind][1]
        found[name] = condition(model, name, value, f"filter.{camel(name)}")
    return found
