"""An asked question becomes a line whose gold a person must fill in; until then the set is refused."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from eval.add import add_question, target
from eval.draft import answer_to_line, append_line, lay_filing, next_id, unchecked_lines
from eval.errors import BadSetLine, FilingTaken, NoSuchFiling
from eval.load import load_set
from eval.sets import open_set
from eval.settings import EvalSettings

FILING = "kashgar-social-insurance-2026.txt"


@pytest.fixture
def settings(tmp_path: Path) -> EvalSettings:
    """Runs and sets of the user's own in a folder of the test."""
    changed = {"runs": tmp_path / "runs", "own": tmp_path / "questions"}
    return EvalSettings().model_copy(update=changed)


def filled(line: dict[str, Any]) -> dict[str, Any]:
    """The line as a person leaves it who found the proposal right."""
    proposal = line.pop("unchecked")
    return {**line, **{key: proposal[key] for key in ("status", "numbers", "evidence")}, "type": "lookup", "how": "表6"}


def test_a_question_becomes_a_line_that_is_refused_until_its_gold_is_filled_in(settings: EvalSettings) -> None:
    file, filing = target("reported", settings), EvalSettings().filings / FILING
    added = add_question("津贴补贴是多少？", [str(filing)], [], file, settings)
    assert (added.file, added.line, added.id) == (settings.own / "reported.jsonl", 1, "reported-001")
    line = json.loads(file.read_text(encoding="utf-8"))
    assert (line["status"], line["numbers"], line["evidence"], line["lang"]) == ("", [], [], "zh")
    assert line["unchecked"]["status"] == "answered"
    assert {"value": "76.56", "unit": "万元"} in line["unchecked"]["numbers"]
    assert {"filing": FILING, "table": "一般公共预算基本支出情况表", "row": "津贴补贴", "column": "合计"} in line[
        "unchecked"
    ]["evidence"]
    with pytest.raises(BadSetLine, match='line 1: its gold is not filled in: what stands under "unchecked"'):
        open_set("reported", settings)
    file.write_text(json.dumps(filled(line), ensure_ascii=False) + "\n", encoding="utf-8")
    asked = open_set("reported", settings)
    assert asked.filings == settings.own / "filings"
    assert (asked.filings / FILING).read_bytes() == filing.read_bytes()
    assert [str(number.value) for number in asked.questions[0].numbers] == ["76.56"]


def test_the_second_line_follows_the_first_and_keeps_what_was_asked_before(settings: EvalSettings) -> None:
    file = target("mine", settings)
    add_question("项目支出是多少？", [str(EvalSettings().filings / FILING)], [], file, settings)
    added = add_question("那占总支出的多少？", [FILING], ["基本支出是多少？"], file, settings)
    assert (added.id, added.line, unchecked_lines(file)) == ("mine-002", 2, [1, 2])
    second = json.loads(file.read_text(encoding="utf-8").splitlines()[1])
    assert second["after"] == ["基本支出是多少？"]
    assert second["filings"] == [FILING]


def test_a_name_that_no_set_has_begins_one_and_the_projects_sets_keep_theirs(settings: EvalSettings) -> None:
    assert target("bugs", settings) == settings.sets / "bugs.jsonl"
    assert target("some/where.jsonl", settings) == Path("some/where.jsonl")
    assert target("mine", settings) == settings.own / "mine.jsonl"


def test_a_filing_that_is_nowhere_adds_no_line(settings: EvalSettings) -> None:
    file = target("reported", settings)
    with pytest.raises(NoSuchFiling, match=r"There is no filing none\.pdf"):
        add_question("多少？", ["none.pdf"], [], file, settings)
    assert not file.exists()


def test_another_filing_of_the_same_name_is_not_overwritten(tmp_path: Path) -> None:
    for folder, text in (("one", "甲"), ("two", "乙")):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text(text, encoding="utf-8")
    shelf = tmp_path / "filings"
    assert lay_filing(tmp_path / "one" / "a.txt", shelf) == "a.txt"
    assert lay_filing(tmp_path / "one" / "a.txt", shelf) == "a.txt"
    with pytest.raises(FilingTaken, match="rename one of the two"):
        lay_filing(tmp_path / "two" / "a.txt", shelf)
    assert (shelf / "a.txt").read_text(encoding="utf-8") == "甲"


def test_a_line_is_put_behind_a_last_line_without_an_end(tmp_path: Path, answer: dict[str, Any]) -> None:
    path = tmp_path / "own.jsonl"
    path.write_text('{"id": "own-007"}\nno json', encoding="utf-8")
    assert next_id(path) == "own-008"
    assert append_line(path, answer_to_line("own-008", answer, ["a.txt"])) == 3
    assert next_id(path) == "own-009"
    assert unchecked_lines(path) == [3]


def test_a_sentence_is_proposed_by_its_words_and_a_cell_by_its_place(answer: dict[str, Any]) -> None:
    proposal = answer_to_line("x-001", answer, ["a.txt"])["unchecked"]
    assert proposal["evidence"] == [
        {"filing": "a.txt", "table": "支出表", "row": "合计", "column": "项目支出"},
        {"filing": "a.txt", "quote": "资金直接拨到专户"},
    ]
    assert proposal["numbers"] == [{"value": "-8261.02", "unit": "万元"}, {"value": "-73.15", "unit": "%"}]


def test_the_projects_own_sets_hold_no_line_that_waits(settings: EvalSettings) -> None:
    for file in settings.sets.glob("*.jsonl"):
        assert unchecked_lines(file) == []
        assert load_set(file)
