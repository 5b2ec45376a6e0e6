"""The SQL tables of a library; all of them can be made again from its folder."""

from __future__ import annotations

from decimal import Decimal
from typing import Any, Final

from sqlalchemy import (
    Boolean,
    Column,
    Dialect,
    Index,
    Integer,
    LargeBinary,
    MetaData,
    Numeric,
    String,
    Table,
    Text,
    TypeDecorator,
)
from sqlalchemy.types import TypeEngine

# Tables of another version are dropped and filled again.
SCHEMA_VERSION: Final = "1"

metadata = MetaData()


class ExactDecimal(TypeDecorator[Decimal]):
    """A Decimal with just the digits it was given: NUMERIC where the database keeps them, text in SQLite."""

    impl = Text
    cache_ok = True

    def load_dialect_impl(self, dialect: Dialect) -> TypeEngine[Any]:
        """NUMERIC without precision in PostgreSQL, which keeps the scale."""
        return dialect.type_descriptor(Numeric() if dialect.name == "postgresql" else Text())

    def process_bind_param(self, value: Decimal | None, dialect: Dialect) -> Any:
        """Decimal to the database."""
        return value if value is None or dialect.name == "postgresql" else format(value, "f")

    def process_result_value(self, value: Any, dialect: Dialect) -> Decimal | None:
        """The database's value to Decimal."""
        return None if value is None else Decimal(value)


about = Table("about", metadata, Column("key", String(40), primary_key=True), Column("value", Text, nullable=False))

filings = Table(
    "filings",
    metadata,
    Column("id", String(16), primary_key=True),
    Column("file", Text, nullable=False),
    Column("title", Text, nullable=False),
    Column("department", Text, nullable=False),
    Column("region", Text, nullable=False),
    Column("year", Integer),
    Column("kind", String(16), nullable=False),
    Column("pages", Integer),
    Column("tables", Integer, nullable=False),
    Column("statements", Integer, nullable=False),
    Column("reader", Text, nullable=False),
    Column("stamp", Text, nullable=False),
    Column("superseded", Boolean, nullable=False),
)

claims = Table(
    "claims",
    metadata,
    Column("name", String(500), primary_key=True),
    Column("filing", String(16), primary_key=True, index=True),
    Column("sequence", Integer, nullable=False),
)

passages = Table(
    "passages",
    metadata,
    Column("key", String(32), primary_key=True),
    Column("filing", String(16), nullable=False, index=True),
    Column("paragraph", Integer, nullable=False),
    Column("start", Integer, nullable=False),
    Column("text", Text, nullable=False),
    Column("headings", Text, nullable=False),
    Column("embedded", Text, nullable=False, default=""),
)

vectors = Table(
    "vectors",
    metadata,
    Column("model", String(200), primary_key=True),
    Column("hash", String(32), primary_key=True),
    Column("vector", LargeBinary, nullable=False),
)

facts = Table(
    "facts",
    metadata,
    Column("filing", String(16), primary_key=True),
    Column("number", Integer, primary_key=True, autoincrement=False),
    Column("origin", String(10), nullable=False),
    Column("body", Text, nullable=False),
    Column("year", Integer),
    Column("filing_kind", String(16), nullable=False),
    Column("table_id", Text),
    Column("table_title", Text, nullable=False),
    Column("table_kind", String(60), nullable=False),
    Column("row", Integer),
    Column("code", String(40)),
    Column("label", Text, nullable=False),
    Column("detail", Text, nullable=False),
    Column("level", Integer),
    Column("parents", Text, nullable=False),
    Column("column", Integer),
    Column("column_path", Text, nullable=False),
    Column("value", ExactDecimal),
    Column("unit", Text),
    Column("scope", Text, nullable=False),
    Column("text", Text, nullable=False),
    Column("page", Integer),
    Column("line", Integer),
    Column("paragraph", Integer),
    Index("facts_by_place", "filing", "table_id", "row", "column"),
    Index("facts_by_kind", "table_kind", "year"),
    Index("facts_by_code", "code", "year"),
    Index("facts_by_label", "label"),
)
