"""HiTab's question files (`data/dev_samples.jsonl`) with the tables beside them (`data/tables/raw/<table_id>.json`)."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

from eval.errors import BadOutsideSet
from eval.outside import OutsideSet, OutsideTable, gold_of, read_json, read_text
from eval.question import Place, Question

# Where the tables lie when their archive was unpacked beside the questions, in its folder, or by a program that makes one.
_TABLES = ("tables/raw", "tables/tables/raw", "raw")
_AREA = ("first_row", "first_column", "last_row", "last_column")
_CELL = re.compile(r"\((\d+), ?(\d+)\)")


def read_hitab(path: Path, tables: Path | None = None) -> OutsideSet:
    """The look-ups of the file: the questions without aggregation that one cell answers. Raises UserError."""
    folder = tables or _folder_beside(path)
    read: dict[str, tuple[OutsideTable, dict[str, Any]]] = {}
    questions, left_out = [], 0
    for number, line in enumerate(read_text(path).split("\n"), start=1):
        if not line.strip():
            continue
        sample = read_json(line, path, f"line {number}")
        try:
            if sample["aggregation"] != ["none"] or len(sample["answer"]) != 1:
                left_out += 1
                continue
            id = str(sample["table_id"])
            if id not in read:
                read[id] = _read_table(id, folder)
            questions.append(_to_question(sample, *read[id]))
        except (KeyError, TypeError, AttributeError) as error:
            raise BadOutsideSet(
                path, f"line {number} is no question of HiTab ({type(error).__name__}: {error})"
            ) from None
    if not questions:
        raise BadOutsideSet(path, "it holds no look-up")
    found = tuple(table for table, _ in read.values())
    return OutsideSet(f"hitab-{path.stem}", path, found, tuple(questions), left_out)


def _folder_beside(path: Path) -> Path:
    for name in _TABLES:
        if (path.parent / name).is_dir():
            return path.parent / name
    raise BadOutsideSet(
        path, f"no tables lie beside it ({', '.join(_TABLES)}): unpack tables.zip there, or name --tables DIR"
    )


def _read_table(id: str, folder: Path) -> tuple[OutsideTable, dict[str, Any]]:
    file = folder / f"{id}.json"
    data = read_json(read_text(file), file, "it")
    try:
        rows = tuple(tuple("" if cell is None else str(cell) for cell in row) for row in data["texts"])
        merged = tuple(tuple(int(area[key]) for key in _AREA) for area in data["merged_regions"])
        title = str(data.get("title") or id)
        return OutsideTable(id, title, rows, merged), data  # type: ignore[arg-type]
    except (KeyError, TypeError, ValueError, AttributeError) as error:
        raise BadOutsideSet(file, f"it is no table of HiTab ({type(error).__name__}: {error})") from None


def _to_question(sample: dict[str, Any], table: OutsideTable, data: dict[str, Any]) -> Question:
    place = _place(sample, table, data)
    return Question(
        str(sample["id"]), (table.file,), "en", "lookup", str(sample["question"]), "answered",
        evidence=(place,) if place else (), how=str(sample.get("answer_formulas", "")), **gold_of(sample["answer"][0]),
    )  # fmt: skip


def _place(sample: dict[str, Any], table: OutsideTable, data: dict[str, Any]) -> Place | None:
    """The cell that the sample names as its answer's: its row's last label, its column's last heading."""
    cells = [cell for answers in sample["linked_cells"]["quantity_link"].values() for cell in answers]
    at = _CELL.fullmatch(str(cells[0])) if len(cells) == 1 else None
    if at is None:
        return None
    row, column = int(at[1]), int(at[2])
    labels = [text for text in table.rows[row][: int(data["left_header_columns_num"])] if text.strip()]
    heads = [line[column] for line in table.rows[: int(data["top_header_rows_num"])] if line[column].strip()]
    return Place(table.file, row=labels[-1], column=heads[-1] if heads else None) if labels else None
