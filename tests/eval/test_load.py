"""The loader refuses a bad line with its number and the reason."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.errors import BadSetLine, EmptySet, NoFilings, UnknownSet
from eval.load import load_set
from eval.sets import open_set
from eval.settings import EvalSettings
from eval.store import question_to_dict

GOOD: dict[str, Any] = {
    "id": "q1", "filings": ["a.txt"], "lang": "zh", "type": "lookup", "question": "多少？", "status": "answered",
    "numbers": [{"value": "1.50", "unit": "万元"}], "phrases": [], "list": [],
    "evidence": [{"filing": "a.txt", "page": None, "table": "表", "row": "合计", "column": "合计"}], "how": "",
}  # fmt: skip


def written(tmp_path: Path, *lines: Any) -> Path:
    path = tmp_path / "set.jsonl"
    texts = (line if isinstance(line, str) else json.dumps(line, ensure_ascii=False) for line in lines)
    path.write_text("\n".join(texts) + "\n", encoding="utf-8")
    return path


def test_a_good_line_is_read_and_written_back_the_same(tmp_path: Path) -> None:
    (question,) = load_set(written(tmp_path, GOOD))
    assert str(question.numbers[0].value) == "1.50"
    assert load_set(written(tmp_path, question_to_dict(question))) == (question,)


@pytest.mark.parametrize(
    ("change", "reason"),
    [
        ({"answer": "1.5"}, 'unknown key "answer"'),
        ({"question": ""}, '"question" is missing or empty'),
        ({"filings": []}, '"filings" is missing or empty'),
        ({"filings": "a.txt"}, '"filings" is not a list'),
        ({"lang": "fr"}, "\"lang\" is 'fr', not one of zh, en"),
        ({"type": "guess"}, "\"type\" is 'guess', not one of lookup, change"),
        ({"status": "maybe"}, "\"status\" is 'maybe', not one of answered"),
        ({"verdict": "perhaps"}, "\"verdict\" is 'perhaps', not one of yes, no"),
        ({"numbers": [{"value": 1.5, "unit": "万元"}]}, "money is never a float"),
        ({"numbers": [{"value": "a lot", "unit": "万元"}]}, "'a lot', which is no decimal number"),
        ({"numbers": [{"value": "NaN", "unit": ""}]}, "'NaN', which is no decimal number"),
        ({"numbers": ["1.5"]}, '"numbers" holds something other than'),
        ({"phrases": [" "]}, '"phrases" holds something that is no text, or an empty one'),
        ({"evidence": [{"filing": "b.txt", "row": "合计"}]}, "its evidence is in 'b.txt', which is not among"),
        ({"evidence": [{"filing": "a.txt", "page": 0, "row": "合计"}]}, "its evidence is on page 0"),
        ({"evidence": [{"filing": "a.txt"}]}, 'neither a "quote" nor a "row"'),
        ({"evidence": [{"filing": "a.txt", "cell": "A1"}]}, '"evidence" holds something other than places'),
        ({"numbers": [], "evidence": []}, "it has no gold"),
        ({"status": "not_found"}, 'it is "not_found", yet it has gold numbers'),
        ({"how": 3}, '"how" is not a text in quotes'),
    ],
)
def test_a_bad_line_is_refused_with_its_number_and_reason(tmp_path: Path, change: dict[str, Any], reason: str) -> None:
    path = written(tmp_path, GOOD, "", {**GOOD, "id": "q2", **change})
    with pytest.raises(BadSetLine) as caught:
        load_set(path)
    assert caught.value.line == 3
    assert str(caught.value).startswith(f"{path}, line 3: ")
    assert reason in str(caught.value)


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "it is not JSON"),
        ("[]", "it is not a JSON object in braces"),
        ('{"id": "a", "id": "b"}', '"id" stands in it twice'),
        (GOOD, 'the id "q1" stands in line 1 already'),
    ],
)
def test_what_is_no_question_is_refused(tmp_path: Path, line: Any, reason: str) -> None:
    with pytest.raises(BadSetLine, match="line 2: ") as caught:
        load_set(written(tmp_path, GOOD, line))
    assert reason in str(caught.value)


def test_bytes_that_are_no_text_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "set.jsonl"
    path.write_bytes(json.dumps(GOOD).encode() + b"\n\xff\xfe\n")
    with pytest.raises(BadSetLine, match="line 2: it is not UTF-8 text"):
        load_set(path)


def test_a_filing_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(BadSetLine, match=r"line 1: its filing a\.txt is not in"):
        load_set(written(tmp_path, GOOD), tmp_path)


def test_an_empty_set_is_refused_because_it_would_look_perfect(tmp_path: Path) -> None:
    with pytest.raises(EmptySet, match="would look perfect"):
        load_set(written(tmp_path, ""))


def test_a_set_that_is_not_there_is_refused_with_the_names_of_those_that_are() -> None:
    with pytest.raises(UnknownSet, match="name one of bugs, develop, evaluate"):
        open_set("best", EvalSettings())


def test_a_folder_of_filings_that_is_not_there_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NoFilings, match="--filings DIR"):
        open_set(None, EvalSettings().model_copy(update={"filings": tmp_path / "none"}))


def test_all_sets_together_have_every_question_once() -> None:
    whole = open_set(None, EvalSettings())
    parts = [open_set(name, EvalSettings()).questions for name in ("bugs", "develop", "evaluate")]
    assert whole.questions == tuple(question for part in parts for question in part)
    assert len(whole.filing_names()) == 4
