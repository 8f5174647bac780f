"""Values with one exact spelling, the same in both paths and on both databases."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal, InvalidOperation
from typing import Any

import graphene
from django.db.models import Func, TextField
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.timezone import is_naive, make_aware
from graphql import GraphQLError, StringValueNode

from cms.api.compiled.text import SQL
from cms.api.errors import bad_value


class Date(graphene.Scalar):
    """A day: 2026-11-22."""

    @staticmethod
    def serialize(value: Any) -> Any:
        """ISO 8601."""
        return value.isoformat() if isinstance(value, date) else value

    @staticmethod
    def parse_value(value: Any) -> date:
        """Raises GraphQLError for anything but a day."""
        try:
            day = parse_date(value) if isinstance(value, str) else None
        except ValueError:
            day = None
        if day is None:
            raise bad_value("Date", f"{value!r} is no day.", "Write it as 2026-11-22.")
        return day

    @classmethod
    def parse_literal(cls, node: Any, _variables: Any = None) -> date:
        """A day in the document itself."""
        return cls.parse_value(node.value if isinstance(node, StringValueNode) else None)


class DateTime(graphene.Scalar):
    """A moment, in UTC and whole seconds: 2026-11-22T08:30:00Z."""

    @staticmethod
    def serialize(value: Any) -> Any:
        """ISO 8601 with Z."""
        if not isinstance(value, datetime):
            return value
        return value.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")

    @staticmethod
    def parse_value(value: Any) -> datetime:
        """Raises GraphQLError; a moment without an offset is Danish time."""
        try:
            moment = parse_datetime(value) if isinstance(value, str) else None
            # In another zone the calendar's first and last days may not be there.
            moment = moment and aware(moment).astimezone(UTC)
        except (ValueError, OverflowError):
            moment = None
        if moment is None:
            fix = "Write it as 2026-11-22T08:30:00Z."
            raise bad_value("DateTime", f"{value!r} is no moment.", fix)
        return moment

    @classmethod
    def parse_literal(cls, node: Any, _variables: Any = None) -> datetime:
        """A moment in the document itself."""
        return cls.parse_value(node.value if isinstance(node, StringValueNode) else None)


def aware(moment: datetime) -> datetime:
    """The moment; without an offset it is Danish time."""
    return make_aware(moment) if is_naive(moment) else moment


class DecimalText(graphene.Scalar):
    """An exact decimal number as text: "149.50"."""

    class Meta:
        name = "Decimal"

    @staticmethod
    def serialize(value: Any) -> str:
        """The digits as they are."""
        return str(value)

    @staticmethod
    def parse_value(value: Any) -> Decimal:
        """Raises GraphQLError for anything but a number."""
        try:
            number = Decimal(str(value))
        except InvalidOperation:
            number = Decimal("NaN")
        if not number.is_finite() or abs(number.adjusted()) > 20:
            raise bad_value("Decimal", f"{value!r} is no number.", 'Write it as "149.50".')
        return number

    @classmethod
    def parse_literal(cls, node: Any, _variables: Any = None) -> Decimal:
        """A number in the document itself."""
        return cls.parse_value(getattr(node, "value", None))


class AnyJSON(graphene.Scalar):
    """Any JSON value."""

    class Meta:
        name = "JSON"

    @staticmethod
    def serialize(value: Any) -> Any:
        """As it is."""
        return value

    @staticmethod
    def parse_value(value: Any) -> Any:
        """Never taken in."""
        raise GraphQLError(f"JSON is only given, not taken: {value!r}.")

    @classmethod
    def parse_literal(cls, node: Any, _variables: Any = None) -> Any:
        """Never taken in."""
        return cls.parse_value(node)


def decimals_text(value: Any, decimals: int) -> str | None:
    """The number with exactly this many decimals."""
    return None if value is None else f"{Decimal(value):.{decimals}f}"


class DecimalsSQL(Func):
    """A decimal column as text with its decimals."""

    output_field = TextField()
    arity = 1

    def __init__(self, expression: Any, decimals: int) -> None:
        """`decimals` as the declaration has them."""
        super().__init__(expression)
        self.decimals = decimals

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> SQL:
        """PostgreSQL keeps the decimals; SQLite keeps a float."""
        sql, values = compiler.compile(self.source_expressions[0])
        if connection.vendor == "postgresql":
            return f"ROUND({sql}, {self.decimals})::text", list(values)
        # printf writes NULL as 0, so it is kept out; the % is doubled beside placeholders.
        written = f"printf('%%.{self.decimals}f', {sql})"
        return f"CASE WHEN {sql} IS NULL THEN NULL ELSE {written} END", [*values, *values]


class MomentSQL(Func):
    """A moment as text, in UTC and whole seconds."""

    output_field = TextField()
    arity = 1

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> SQL:
        """SQLite keeps UTC as text already."""
        sql, values = compiler.compile(self.source_expressions[0])
        if connection.vendor == "postgresql":
            pattern = 'YYYY-MM-DD"T"HH24:MI:SS"Z"'
            return f"TO_CHAR({sql} AT TIME ZONE 'UTC', '{pattern}')", list(values)
        written = f"substr({sql}, 1, 10) || 'T' || substr({sql}, 12, 8) || 'Z'"
        return f"({written})", [*values, *values]


class DaySQL(Func):
    """A day as text."""

    template = "CAST(%(expressions)s AS text)"
    output_field = TextField()
    arity = 1


class RoundedSQL(Func):
    """A coordinate with six decimals, a tenth of a metre: more digits print differently."""

    output_field = TextField()
    arity = 1

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> SQL:
        """PostgreSQL rounds only exact numbers."""
        sql, values = compiler.compile(self.source_expressions[0])
        if connection.vendor == "postgresql":
            return f"ROUND({sql}::numeric, 6)::float8", list(values)
        return f"ROUND({sql}, 6)", list(values)


def rounded(value: float | None) -> float | None:
    """As `RoundedSQL`."""
    return None if value is None else round(value, 6)


class WholeSQL(Func):
    """A number of seconds without its fraction; none and 0 are NULL."""

    output_field = TextField()
    arity = 1

    def as_sql(self, compiler: Any, connection: Any, *_: Any, **__: Any) -> SQL:
        """PostgreSQL would round where SQLite cuts."""
        sql, values = compiler.compile(self.source_expressions[0])
        cut = f"TRUNC({sql})" if connection.vendor == "postgresql" else sql
        return f"NULLIF(CAST({cut} AS integer), 0)", list(values)
