"""The SQL side of a library: which filings there are, their passages and facts, and the vectors that were computed."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from sqlalchemy import Connection, Engine, create_engine, delete, event, insert, select, update
from sqlalchemy.exc import DatabaseError, OperationalError, SQLAlchemyError

from budget.filing import Filing, FilingKind
from index import schema
from index.facts import filing_to_facts
from index.passages import Passage, filing_to_passages
from index.settings import LibraryError

_REVISION: Final = "revision"
_EMBEDDINGS: Final = "embeddings"


@dataclass(frozen=True, slots=True)
class Entry:
    """What a list of filings shows of one; `tables` and `statements` are counts. A superseded filing is not asked."""

    id: str
    file: str
    title: str
    department: str
    region: str
    year: int | None
    kind: FilingKind
    pages: int | None
    tables: int
    statements: int
    reader: str
    stamp: str
    superseded: bool


@dataclass(frozen=True, slots=True)
class Indexed:
    """A passage with the key that it has in the vector store, and the model that embedded it ("" where none did)."""

    passage: Passage
    key: str
    filing_id: str
    embedded: str


class Catalogue:
    """The database of a library."""

    def __init__(self, url: str) -> None:
        self.engine = _connect(url)

    def close(self) -> None:
        """Let go of the database."""
        self.engine.dispose()

    def is_current(self) -> bool:
        """True where the tables are there and of this program's version."""
        try:
            return self._about("schema") == schema.SCHEMA_VERSION
        except SQLAlchemyError:
            return False

    def make(self) -> None:
        """Make the tables afresh, empty."""
        with self.engine.begin() as connection:
            schema.metadata.drop_all(connection)
            schema.metadata.create_all(connection)
            first = {"schema": schema.SCHEMA_VERSION, _REVISION: "0", _EMBEDDINGS: "0"}
            connection.execute(insert(schema.about), [{"key": key, "value": value} for key, value in first.items()])

    def revision(self) -> str:
        """A counter that changes with every change of the filings, whichever process made it."""
        return self._about(_REVISION) or ""

    def embeddings(self) -> str:
        """A counter that changes with every change of the vector store, whichever process made it."""
        return self._about(_EMBEDDINGS) or ""

    def has_embedded(self, model: str) -> bool:
        """True where the vector store has vectors by this model."""
        part = schema.passages.c
        with self.engine.connect() as connection:
            return connection.scalar(select(part.key).where(part.embedded == model).limit(1)) is not None

    def stamps(self) -> dict[str, str]:
        """The indexed filings, each with the stamp of the record it was indexed from."""
        with self.engine.connect() as connection:
            rows = connection.execute(select(schema.filings.c.id, schema.filings.c.stamp))
            return {row.id: row.stamp for row in rows}

    def entries(self) -> tuple[Entry, ...]:
        """All filings, ordered by file name and id."""
        held = schema.filings.c
        with self.engine.connect() as connection:
            rows = connection.execute(select(schema.filings).order_by(held.file, held.id)).mappings()
            return tuple(Entry(**{**row, "kind": FilingKind(row["kind"])}) for row in rows)

    def claims(self) -> dict[str, dict[str, int]]:
        """For each name the contents that were added under it, with when."""
        with self.engine.connect() as connection:
            return _claims(connection)

    def put(self, id: str, filing: Filing, reader: str, stamp: str, claims: Mapping[str, int], length: int) -> None:
        """Index a filing in the place of whatever was known of it, in one transaction."""
        embedded = self._embedded(id)
        with self.engine.begin() as connection:
            _drop(connection, id)
            connection.execute(insert(schema.filings).values(_filing_row(id, filing, reader, stamp)))
            _insert(connection, schema.claims, (_claim_row(id, name, at) for name, at in claims.items()))
            _insert(connection, schema.passages, _passage_rows(id, filing, length, embedded))
            _insert(connection, schema.facts, filing_to_facts(id, filing))
            _settle(connection)

    def drop(self, id: str) -> None:
        """Forget a filing, in one transaction."""
        with self.engine.begin() as connection:
            _drop(connection, id)
            _settle(connection)

    def passages(self, current_only: bool = True) -> list[Indexed]:
        """The passages of the filings that are asked (or of all), in reading order."""
        held, part = schema.filings.c, schema.passages.c
        query = select(schema.passages, held.file).join_from(schema.passages, schema.filings, part.filing == held.id)
        if current_only:
            query = query.where(held.superseded.is_(False))
        query = query.order_by(held.file, part.filing, part.paragraph, part.start)
        with self.engine.connect() as connection:
            return [_to_indexed(row) for row in connection.execute(query)]

    def mark_embedded(self, keys: Sequence[str], model: str) -> None:
        """Remember that the vector store has these passages' vectors by this model."""
        with self.engine.begin() as connection:
            part = schema.passages
            connection.execute(update(part).where(part.c.key.in_(list(keys))).values(embedded=model))
            _bump(connection, _EMBEDDINGS)

    def forget_embedded(self) -> None:
        """The vector store is gone: no passage has a vector there."""
        with self.engine.begin() as connection:
            connection.execute(update(schema.passages).values(embedded=""))
            _bump(connection, _EMBEDDINGS)

    def vectors(self, model: str, hashes: Sequence[str]) -> dict[str, bytes]:
        """The vectors that were computed before, by the hash of their text."""
        known = schema.vectors.c
        query = select(known.hash, known.vector).where(known.model == model, known.hash.in_(list(hashes)))
        with self.engine.connect() as connection:
            return {row.hash: row.vector for row in connection.execute(query)}

    def keep_vectors(self, model: str, vectors: Mapping[str, bytes]) -> None:
        """Keep vectors by the hash of their text, so that no text is embedded twice."""
        with self.engine.begin() as connection:
            known = schema.vectors.c
            connection.execute(delete(schema.vectors).where(known.model == model, known.hash.in_(list(vectors))))
            rows = ({"model": model, "hash": hash, "vector": vector} for hash, vector in vectors.items())
            _insert(connection, schema.vectors, rows)

    def _about(self, key: str) -> str | None:
        with self.engine.connect() as connection:
            return connection.scalar(select(schema.about.c.value).where(schema.about.c.key == key))

    def _embedded(self, id: str) -> dict[str, str]:
        part = schema.passages.c
        with self.engine.connect() as connection:
            rows = connection.execute(select(part.key, part.embedded).where(part.filing == id))
            return {row.key: row.embedded for row in rows}


def open_catalogue(url: str, file: Path) -> Catalogue:
    """The database at the URL, or in the file where the URL is empty; a file that is no database is put aside."""
    if url:
        return _reachable(Catalogue(url))
    try:
        return _reachable(Catalogue(f"sqlite:///{file}"))
    except LibraryError:
        if not file.is_file():
            raise
        file.replace(file.with_suffix(".damaged"))
        return _reachable(Catalogue(f"sqlite:///{file}"))


def _reachable(catalogue: Catalogue) -> Catalogue:
    try:
        catalogue.engine.connect().close()
    except (OperationalError, DatabaseError) as error:
        catalogue.close()
        where = catalogue.engine.url.render_as_string(hide_password=True)
        raise LibraryError(f"{where}: the database can't be opened ({error.orig}): check the URL") from error
    return catalogue


def _connect(url: str) -> Engine:
    try:
        engine = create_engine(url)
    except (SQLAlchemyError, ImportError) as error:
        advice = "check it, and that its driver is installed"
        raise LibraryError(f"the database URL can't be used ({error}): {advice}") from error
    if engine.dialect.name == "sqlite":
        event.listen(engine, "connect", _prepare_sqlite)
    return engine


def _prepare_sqlite(connection: Any, _record: Any) -> None:
    """Readers go on while one writes; a writer waits for another instead of failing."""
    cursor = connection.cursor()
    cursor.execute("PRAGMA busy_timeout=30000")
    cursor.execute("PRAGMA journal_mode=WAL")
    cursor.execute("PRAGMA synchronous=NORMAL")
    cursor.close()


def _filing_row(id: str, filing: Filing, reader: str, stamp: str) -> dict[str, Any]:
    return {
        "id": id,
        "file": filing.file,
        "title": filing.title,
        "department": filing.department,
        "region": filing.region,
        "year": filing.year,
        "kind": filing.kind.value,
        "pages": filing.pages,
        "tables": len(filing.tables),
        "statements": len(filing.statements),
        "reader": reader,
        "stamp": stamp,
        "superseded": False,
    }


def _claim_row(id: str, name: str, sequence: int) -> dict[str, Any]:
    return {"name": name, "filing": id, "sequence": sequence}


def _passage_rows(id: str, filing: Filing, length: int, embedded: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        {
            "key": passage.key,
            "filing": id,
            "paragraph": passage.paragraph,
            "start": passage.start,
            "text": passage.text,
            "headings": json.dumps(passage.headings, ensure_ascii=False),
            "embedded": embedded.get(passage.key, ""),
        }
        for passage in filing_to_passages(filing, length, name=id)
    ]


def _to_indexed(row: Any) -> Indexed:
    passage = Passage(row.file, row.paragraph, row.start, row.text, tuple(json.loads(row.headings)))
    return Indexed(passage, row.key, row.filing, row.embedded)


def _insert(connection: Connection, table: Any, rows: Iterable[dict[str, Any]]) -> None:
    if listed := list(rows):
        connection.execute(insert(table), listed)


def _drop(connection: Connection, id: str) -> None:
    for table in (schema.facts, schema.passages, schema.claims):
        connection.execute(delete(table).where(table.c.filing == id))
    connection.execute(delete(schema.filings).where(schema.filings.c.id == id))


def _claims(connection: Connection) -> dict[str, dict[str, int]]:
    by_name: dict[str, dict[str, int]] = {}
    for row in connection.execute(select(schema.claims)):
        by_name.setdefault(row.name, {})[row.filing] = row.sequence
    return by_name


def _settle(connection: Connection) -> None:
    """Name every filing by the first name that is still its own, mark those with none left, and count the change."""
    held = schema.filings
    names: dict[str, tuple[int, str]] = {}  # by filing: when it got its name, and the name
    for name, sequences in _claims(connection).items():
        owner = max(sequences, key=lambda id: sequences[id])
        names[owner] = min(names.get(owner, (sequences[owner], name)), (sequences[owner], name))
    for row in connection.execute(select(held.c.id, held.c.file, held.c.superseded)).all():
        name = names[row.id][1] if row.id in names else row.file
        superseded = row.id not in names
        if (name, superseded) != (row.file, row.superseded):
            connection.execute(update(held).where(held.c.id == row.id).values(superseded=superseded, file=name))
    _bump(connection, _REVISION)


def _bump(connection: Connection, counter: str) -> None:
    known = schema.about.c
    value = int(connection.scalar(select(known.value).where(known.key == counter)) or 0) + 1
    connection.execute(update(schema.about).where(known.key == counter).values(value=str(value)))
