"""TAT-QA's question files (`dataset_raw/tatqa_dataset_dev.json`): tables of financial reports with the text around them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Any

from eval.errors import BadOutsideSet
from eval.outside import OutsideSet, OutsideTable, gold_of, read_json, read_text
from eval.question import Place, Question

_TITLE_LENGTH = 80


def read_tatqa(path: Path) -> OutsideSet:
    """The look-ups of the file: the questions that one span of the table or the text answers. Raises UserError."""
    data = read_json(read_text(path), path, "it")
    tables, questions, left_out = [], [], 0
    if not isinstance(data, list):
        raise BadOutsideSet(path, "it is no list of tables with questions")
    for number, entry in enumerate(data, start=1):
        try:
            table = _to_table(entry)
            found = list(_to_questions(entry, table))
            left_out += len(entry["questions"]) - len(found)
        except (KeyError, TypeError, AttributeError) as error:
            raise BadOutsideSet(path, f"entry {number} is none of TAT-QA ({type(error).__name__}: {error})") from None
        if found:
            tables.append(table)
            questions += found
    if not questions:
        raise BadOutsideSet(path, "it holds no look-up with its answer (the file of the test questions has none)")
    return OutsideSet(f"tatqa-{path.stem}", path, tuple(tables), tuple(questions), left_out)


def _to_table(entry: dict[str, Any]) -> OutsideTable:
    """The table; TAT-QA gives it no title, so the first paragraph's beginning is one."""
    said = sorted(entry["paragraphs"], key=lambda paragraph: int(paragraph["order"]))
    paragraphs = tuple(str(paragraph["text"]) for paragraph in said)
    rows = tuple(tuple(str(cell) for cell in row) for row in entry["table"]["table"])
    id = str(entry["table"]["uid"])
    return OutsideTable(id, paragraphs[0][:_TITLE_LENGTH] if paragraphs else id, rows, paragraphs=paragraphs)


def _to_questions(entry: dict[str, Any], table: OutsideTable) -> Iterator[Question]:
    for asked in entry["questions"]:
        answer = asked.get("answer")
        if asked.get("answer_type") != "span" or not isinstance(answer, list) or len(answer) != 1:
            continue
        in_text = asked["answer_from"] == "text"
        gold = {"phrases": (str(answer[0]),)} if in_text else gold_of(str(answer[0]))
        place = Place(table.file, quote=str(answer[0])) if in_text else _place(str(answer[0]), table)
        yield Question(
            str(asked["uid"]), (table.file,), "en", "text" if in_text else "lookup", str(asked["question"]), "answered",
            evidence=(place,) if place else (), how=str(asked.get("derivation") or ""), **gold,
        )  # fmt: skip


def _place(answer: str, table: OutsideTable) -> Place | None:
    """The row of the one cell that is printed so; None where no cell or several are."""
    rows = [row for row in table.rows for cell in row if cell.strip() == answer.strip()]
    return Place(table.file, row=rows[0][0]) if len(rows) == 1 and rows[0][0].strip() else None
