"""A set read from its file: every line checked, a bad one refused with its number and the reason."""

from __future__ import annotations

import json
from collections.abc import Iterable
from decimal import Decimal, InvalidOperation
from pathlib import Path
from typing import Any

from app.files import one_file
from eval.errors import BadSetLine, EmptySet
from eval.question import LANGUAGES, STATUSES, TYPES, UNCHECKED, VERDICTS, GoldNumber, Place, Question

_WANTED = ("id", "filings", "lang", "type", "question", "status")
_TEXTS = ("filings", "phrases", "list", "also_phrases", "after", "scopes")
_KEYS = frozenset((*_WANTED, *_TEXTS, "numbers", "evidence", "how", "also", "verdict"))
_PLACE_KEYS = frozenset(("filing", "page", "table", "row", "column", "quote"))


def load_set(path: Path, filings: Path | None = None) -> tuple[Question, ...]:
    """The questions in the file's order; raises BadSetLine for the first bad line, EmptySet where there is none.

    With `filings`, each question's filings must lie in that folder.
    """
    questions: list[Question] = []
    seen: dict[str, int] = {}
    for number, line in enumerate(one_file(path).read_bytes().removeprefix(b"\xef\xbb\xbf").split(b"\n"), start=1):
        if not line.strip():
            continue
        try:
            question = dict_to_question(json.loads(line.decode("utf-8"), object_pairs_hook=_without_repeats))
            _check_new(question, seen)
            _check_filings(question, filings)
        except UnicodeDecodeError:
            raise BadSetLine(path, number, "it is not UTF-8 text") from None
        except json.JSONDecodeError as error:
            raise BadSetLine(path, number, f"it is not JSON ({error.msg}, column {error.colno})") from None
        except (ValueError, RecursionError) as error:
            raise BadSetLine(path, number, str(error)) from None
        seen[question.id] = number
        questions.append(question)
    if not questions:
        raise EmptySet(path)
    return tuple(questions)


def dict_to_question(data: Any) -> Question:
    """One question; raises ValueError with the reason that it is none."""
    if not isinstance(data, dict):
        raise ValueError("it is not a JSON object in braces")
    if UNCHECKED in data:
        raise ValueError(
            f'its gold is not filled in: what stands under "{UNCHECKED}" is what the program said. Work the answer out from the '
            f'filing, write type, status, numbers, phrases, list, evidence and how, then take "{UNCHECKED}" out'
        )
    if extra := sorted(set(data) - _KEYS):
        raise ValueError(f"unknown key {_quoted(extra)}")
    if missing := [key for key in _WANTED if not data.get(key)]:
        raise ValueError(f"{_quoted(missing)} is missing or empty")
    for key, allowed in (("lang", LANGUAGES), ("type", TYPES), ("status", STATUSES), ("verdict", VERDICTS)):
        if key in data and data[key] not in allowed:
            raise ValueError(f'"{key}" is {data[key]!r}, not one of {", ".join(allowed)}')
    question = Question(
        id=_text(data, "id"), lang=data["lang"], type=data["type"], question=_text(data, "question"), status=data["status"],
        how=_text(data, "how"), verdict=_text(data, "verdict"), numbers=_numbers(data, "numbers"), also=_numbers(data, "also"),
        evidence=tuple(_place(place, data["filings"]) for place in _list(data, "evidence")),
        **{key: _texts(data, key) for key in _TEXTS},
    )  # fmt: skip
    _check_gold(question)
    return question


def _check_gold(question: Question) -> None:
    gold = question.numbers or question.phrases or question.list
    if question.status == "answered" and not gold and not question.evidence:
        raise ValueError("it has no gold: an answered question needs numbers, phrases, a list or evidence")
    if question.status == "not_found" and question.numbers:
        raise ValueError('it is "not_found", yet it has gold numbers')


def _check_new(question: Question, seen: dict[str, int]) -> None:
    if question.id in seen:
        raise ValueError(f'the id "{question.id}" stands in line {seen[question.id]} already')


def _check_filings(question: Question, folder: Path | None) -> None:
    for name in question.filings if folder else ():
        if folder and not (folder / name).is_file():
            raise ValueError(f"its filing {name} is not in {folder}")


def _without_repeats(pairs: Iterable[tuple[str, Any]]) -> dict[str, Any]:
    data: dict[str, Any] = {}
    for key, value in pairs:
        if key in data:
            raise ValueError(f'"{key}" stands in it twice')
        data[key] = value
    return data


def _quoted(keys: Iterable[str]) -> str:
    return ", ".join(f'"{key}"' for key in keys)


def _text(data: dict[str, Any], key: str) -> str:
    value = data.get(key, "")
    if not isinstance(value, str):
        raise ValueError(f'"{key}" is not a text in quotes')
    return value


def _list(data: dict[str, Any], key: str) -> list[Any]:
    value = data.get(key, [])
    if not isinstance(value, list):
        raise ValueError(f'"{key}" is not a list')
    return value


def _texts(data: dict[str, Any], key: str) -> tuple[str, ...]:
    values = _list(data, key)
    if not all(isinstance(value, str) and value.strip() for value in values):
        raise ValueError(f'"{key}" holds something that is no text, or an empty one')
    return tuple(values)


def _numbers(data: dict[str, Any], key: str) -> tuple[GoldNumber, ...]:
    return tuple(_number(item, key) for item in _list(data, key))


def _number(item: Any, key: str) -> GoldNumber:
    if not isinstance(item, dict) or not {"value"} <= set(item) <= {"value", "unit"}:
        raise ValueError(f'"{key}" holds something other than {{"value": …, "unit": …}}')
    value, unit = item["value"], item.get("unit") or ""
    if not isinstance(value, str) or not isinstance(unit, str):
        raise ValueError(f'"{key}" holds a value or unit that is not a text in quotes (money is never a float)')
    try:
        amount = Decimal(value)
    except InvalidOperation:
        amount = Decimal("NaN")
    if not amount.is_finite():
        raise ValueError(f'"{key}" holds {value!r}, which is no decimal number')
    return GoldNumber(amount, unit)


def _place(item: Any, filings: Any) -> Place:
    if not isinstance(item, dict) or set(item) - _PLACE_KEYS:
        raise ValueError(f'"evidence" holds something other than places with {_quoted(sorted(_PLACE_KEYS))}')
    if item.get("filing") not in filings:
        raise ValueError(f'its evidence is in {item.get("filing")!r}, which is not among its "filings"')
    page = item.get("page")
    if page is not None and (not isinstance(page, int) or page < 1):
        raise ValueError(f"its evidence is on page {page!r}: pages are 1, 2, 3, …")
    if not item.get("quote") and item.get("row") is None:
        raise ValueError('its evidence has neither a "quote" nor a "row"')
    texts = {key: item[key] for key in ("table", "row", "column", "quote") if item.get(key) is not None}
    if not all(isinstance(text, str) for text in texts.values()):
        raise ValueError("its evidence has a table, row, column or quote that is not a text")
    return Place(item["filing"], page, **texts)
