"""Tables as data: a TSV file holds several, each with its keys, its header rows and its body."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

LEFT: Final = "<"
UP: Final = "^"
_KEYS: Final = frozenset(
    {"table", "label", "title", "subtitle", "unit", "widths", "align", "header", "landscape", "note"}
)


class BadSheet(ValueError):
    """A table of the data files that is not as it must be; the message names the file, the line and the fault."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One table: a cell "<" belongs to its left, "^" to the cell above; the first `header` rows are its head."""

    id: str
    title: str
    widths: tuple[float, ...]
    align: str
    header: int
    rows: tuple[tuple[str, ...], ...]
    label: str = ""
    subtitle: str = ""
    unit: str = ""
    note: str = ""
    landscape: bool = False

    @property
    def body(self) -> tuple[tuple[str, ...], ...]:
        """The rows under the header."""
        return self.rows[self.header :]

    def plain_rows(self) -> list[list[str]]:
        """All rows with merged places left blank, as a text prints them."""
        return [["" if cell in (LEFT, UP) else cell for cell in row] for row in self.rows]

    def span(self, row: int, column: int) -> tuple[int, int]:
        """How many rows and columns the cell at that place covers."""
        right = column + 1
        while right < len(self.widths) and self.rows[row][right] == LEFT:
            right += 1
        below = row + 1
        while below < len(self.rows) and all(cell == UP for cell in self.rows[below][column:right]):
            below += 1
        return below - row, right - column


def read_sheets(path: Path) -> dict[str, Sheet]:
    """Read the tables of a TSV file by id; raises BadSheet for an unknown key, a row of another width, a double id."""
    sheets: dict[str, Sheet] = {}
    keys: dict[str, str] = {}
    rows: list[tuple[str, ...]] = []
    for number, line in enumerate([*path.read_text(encoding="utf-8").split("\n"), "#table"], start=1):
        if not line.startswith("#"):
            if line:
                rows.append(tuple(line.split("\t")))
            continue
        key, _, value = line[1:].partition(" ")
        if key not in _KEYS:
            raise BadSheet(f"{path.name}, line {number}: unknown key #{key}; known are {', '.join(sorted(_KEYS))}")
        if key == "table" and keys:
            sheet = _sheet(path, keys, rows)
            if sheet.id in sheets:
                raise BadSheet(f"{path.name}: two tables are called {sheet.id}; give one of them another id")
            sheets[sheet.id] = sheet
            keys, rows = {}, []
        keys[key] = value
    return sheets


def _sheet(path: Path, keys: dict[str, str], rows: list[tuple[str, ...]]) -> Sheet:
    where = f"{path.name}, table {keys['table']}"
    missing = [key for key in ("title", "widths", "align", "header") if key not in keys]
    if missing:
        raise BadSheet(f"{where}: the key #{missing[0]} is missing")
    widths = tuple(float(width) for width in keys["widths"].split())
    if len(keys["align"]) != len(widths):
        raise BadSheet(f"{where}: {len(widths)} widths but {len(keys['align'])} letters in #align")
    for row in rows:
        if len(row) != len(widths):
            raise BadSheet(f"{where}: {len(widths)} columns, but the row {'|'.join(row)} has {len(row)}")
    return Sheet(
        id=keys["table"], title=keys["title"], widths=widths, align=keys["align"], header=int(keys["header"]),
        rows=tuple(rows), label=keys.get("label", ""), subtitle=keys.get("subtitle", ""), unit=keys.get("unit", ""),
        note=keys.get("note", ""), landscape=keys.get("landscape") == "yes",
    )  # fmt: skip
