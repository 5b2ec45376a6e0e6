"""What CONTRACT promises of every answer, as a list of the promises that one answer breaks."""

from __future__ import annotations

import ast
import json
import re
from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from app.wire import answer_to_dict
from budget.answer import Answer, Figure
from budget.number import fold, text_to_decimal

KEYS = {"question", "language", "status", "text", "figures", "citations", "caveats", "options", "plan", "timings_ms"}
FIGURE = {"role", "label", "value", "unit", "display", "formula", "citations"}
CITATION = {
    "id",
    "kind",
    "filing",
    "title",
    "page",
    "line",
    "table",
    "row",
    "column",
    "code",
    "value",
    "unit",
    "quote",
    "box",
}
CAVEAT = {"code", "text", "citations"}
_NUMBER = re.compile(r"\d+(?:,\d{3})*(?:\.\d+)?")
# A year is a name, not a figure.
_YEAR = re.compile(r"(?<![\d.])(?:19|20)\d\d(?![\d.]|,\d)")
_PLAIN = re.compile(r"-?\d+(?:\.\d+)?")


def broken_promises(answer: Answer, longest: int = 900) -> list[str]:
    """One sentence for each promise that the answer breaks; empty where it keeps them all."""
    printed = json.loads(json.dumps(answer_to_dict(answer, "q1"), ensure_ascii=False))
    found = [*_shape(printed), *_citations(printed), *_figures(printed)]
    if len(answer.text) > longest:
        found.append(f"the text has {len(answer.text)} characters")
    # The limit that a refusal names is the program's own.
    stated = [] if printed["status"] == "refused" else invented(printed)
    found += [f"the text states {number}, which stands nowhere" for number in stated]
    found += [
        f"{f.label}: {f.formula} is {compute(f)}, not {f.value} {f.unit}"
        for f in answer.figures
        if f.formula and not recomputes(f)
    ]
    return found


def _shape(printed: dict[str, Any]) -> Iterator[str]:
    if lacking := (KEYS | {"id"}) - set(printed):
        yield f"the answer lacks {sorted(lacking)}"
    for name, keys in (("figures", FIGURE), ("citations", CITATION), ("caveats", CAVEAT)):
        for one in printed[name]:
            if lacking := keys - set(one):
                yield f"one of {name} lacks {sorted(lacking)}"
    if printed["status"] not in ("answered", "not_found", "clarify", "refused"):
        yield f"status {printed['status']}"
    if printed["status"] != "answered" and printed["figures"]:
        yield f"{printed['status']} with figures"
    if not printed["text"].strip():
        yield "no text"
    if (printed["status"] == "clarify") != bool(printed["options"]):
        yield "options and status do not fit"


def _citations(printed: dict[str, Any]) -> Iterator[str]:
    ids = [citation["id"] for citation in printed["citations"]]
    if ids != list(range(1, len(ids) + 1)):
        yield f"citation ids {ids}"
    marked = [int(mark) for mark in re.findall(r"\[(\d+)\]", printed["text"])]
    used = [*marked, *(i for f in (*printed["figures"], *printed["caveats"]) for i in f["citations"])]
    if strange := set(used) - set(ids):
        yield f"citations {sorted(strange)} are not listed"
    for citation in printed["citations"]:
        if not citation["quote"].strip() and citation["kind"] == "text":
            yield f"citation {citation['id']} quotes nothing"
        if citation["kind"] == "cell" and (
            citation["row"] is None or citation["column"] is None or not citation["table"]
        ):
            yield f"citation {citation['id']} names no cell"


def _figures(printed: dict[str, Any]) -> Iterator[str]:
    for figure in printed["figures"]:
        if not _PLAIN.fullmatch(figure["value"]):
            yield f"the value {figure['value']!r} is no plain decimal"
        if figure["role"] not in ("result", "operand"):
            yield f"role {figure['role']}"
        if figure["role"] == "result" and not (figure["citations"] or figure["formula"]):
            yield f"{figure['label']} {figure['display']} is neither cited nor computed"
    if printed["status"] == "answered" and not printed["citations"] and not printed["figures"]:
        yield "answered without a figure or a citation"


def invented(printed: dict[str, Any]) -> list[str]:
    """The numbers of the text that stand in no figure, quote, cited cell, page or the question."""
    text = re.sub(r"\[\d+\]", " ", printed["text"])
    text = _YEAR.sub(" ", re.sub(r"(?m)^\d+\. ", " ", text))  # the places of a ranking
    known = set(_numbers(fold(printed["question"])))
    for figure in printed["figures"]:
        known |= set(_numbers(f"{figure['display']} {figure['label']} {figure['value']}"))
    for citation in printed["citations"]:
        told = ("quote", "row", "column", "table", "title", "filing", "value", "page", "line", "code")
        known |= set(_numbers(" ".join(str(citation[name]) for name in told if citation[name] is not None)))
    return [number for number in _NUMBER.findall(text) if text_to_decimal(number) not in known]


def _numbers(text: str) -> Iterator[Decimal]:
    for found in _NUMBER.findall(text):
        if (value := text_to_decimal(found)) is not None:
            yield value


def compute(figure: Figure) -> Decimal:
    """What the figure's formula comes to; a percentage is a ratio times 100."""
    value = _value(ast.parse(figure.formula or "", mode="eval").body)
    return value * 100 if figure.unit == "%" else value


def recomputes(figure: Figure) -> bool:
    """True where the formula gives the value, rounded to the value's digits."""
    exponent = figure.value.as_tuple().exponent
    places = max(0, -exponent) if isinstance(exponent, int) else 0
    got = compute(figure)
    return any(
        scaled.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) == figure.value
        for scaled in ((got, got / 100) if figure.unit == "%" else (got,))
    )


def _value(node: ast.expr) -> Decimal:
    match node:
        case ast.Constant(value=int() | float()):
            return Decimal(ast.unparse(node))
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand)
        case ast.BinOp(left=left, op=op, right=right):
            a, b = _value(left), _value(right)
            match op:
                case ast.Add():
                    return a + b
                case ast.Sub():
                    return a - b
                case ast.Mult():
                    return a * b
                case ast.Div():
                    return a / b
    raise ValueError(f"{ast.unparse(node)} is no arithmetic")
