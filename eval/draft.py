"""An asked question as a new line of a set: what the program said is a proposal beside gold that a person must fill in."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from app.files import whole_file
from eval.errors import FilingTaken
from eval.question import TYPES, UNCHECKED

_CELL = ("table", "row", "column")
_NUMBER = re.compile(r"-(\d+)$")


def answer_to_line(
    id: str, answer: Mapping[str, Any], filings: Iterable[str], after: Iterable[str] = ()
) -> dict[str, Any]:
    """The line of a set for a question that got this answer. The loader refuses it as long as `unchecked` stands in it."""
    operation = (answer.get("plan") or {}).get("operation")
    numbers = [_number(figure) for figure in answer.get("figures", []) if figure.get("role") == "result"]
    places = [_place(citation) for citation in answer.get("citations", [])]
    proposal = {
        "type": operation if operation in TYPES else "", "status": answer["status"], "text": answer["text"],
        "numbers": numbers, "evidence": places,
    }  # fmt: skip
    said_before = {"after": list(after)} if after else {}
    return {
        "id": id, "filings": list(filings), "lang": answer["language"], "type": "", **said_before,
        "question": answer["question"], "status": "", "numbers": [], "phrases": [], "list": [], "evidence": [], "how": "",
        UNCHECKED: proposal,
    }  # fmt: skip


def _number(figure: Mapping[str, Any]) -> dict[str, str]:
    return {"value": str(figure["value"]), "unit": figure.get("unit") or ""}


def _place(citation: Mapping[str, Any]) -> dict[str, Any]:
    what = {key: citation[key] for key in _CELL if citation.get(key)} if citation.get("kind") == "cell" else {}
    page = {"page": citation["page"]} if citation.get("page") else {}
    return {"filing": citation["filing"], **page, **(what or {"quote": citation["quote"]})}


def next_id(path: Path) -> str:
    """The first free number of the set, under the set's own name."""
    used = [0]
    for line in _lines(path):
        found = _NUMBER.search(str(_loaded(line).get("id", "")))
        used += [int(found[1])] if found else []
    return f"{path.stem}-{max(used) + 1:03d}"


def append_line(path: Path, line: Mapping[str, Any]) -> int:
    """Adds the line at the end of the set, made where there is none; returns the line's number."""
    kept = path.read_text(encoding="utf-8") if path.exists() else ""
    if kept and not kept.endswith("\n"):
        kept += "\n"
    with whole_file(path) as draft, draft.open("w", encoding="utf-8", newline="\n") as out:
        out.write(kept + json.dumps(line, ensure_ascii=False) + "\n")
    return kept.count("\n") + 1


def unchecked_lines(path: Path) -> list[int]:
    """The numbers of the lines whose gold is not filled in."""
    return [number for number, line in enumerate(_lines(path), start=1) if UNCHECKED in _loaded(line)]


def lay_filing(file: Path, folder: Path, name: str = "") -> str:
    """Copies a filing to where a set's filings lie, unless it is there; raises FilingTaken where another has its name.

    `name` is what it is called there; as the file is called where none is given.
    """
    there = folder / (name or file.name)
    if not there.exists():
        with whole_file(there) as draft:
            shutil.copyfile(file, draft)
    elif there.read_bytes() != file.read_bytes():
        raise FilingTaken(there, file)
    return there.name


def _lines(path: Path) -> list[str]:
    return path.read_text(encoding="utf-8").split("\n") if path.exists() else []


def _loaded(line: str) -> dict[str, Any]:
    """The line's object; what is none has no id and no proposal, and the loader will say so."""
    try:
        data = json.loads(line)
    except ValueError:
        return {}
    return data if isinstance(data, dict) else {}
