"""Outside sets: files of the published formats with content of our own, read, laid out as pages, and run."""

from __future__ import annotations

import json
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from eval.errors import BadOutsideSet
from eval.hitab import read_hitab
from eval.outside import OutsideSet, OutsideTable, printed_number, table_to_html
from eval.outside_run import run_outside, table_ranks
from eval.passages import Passage
from eval.printing import outside_to_lines
from eval.question import GoldNumber, Place
from eval.settings import EvalSettings
from eval.store import load, save
from eval.tatqa import read_tatqa

LOANS = {
    "title": "library loans by branch & reader, 2021", "top_header_rows_num": 2, "left_header_columns_num": 1,
    "texts": [["branch", "loans", "", "visits"], ["", "children", "adults", ""],
              ["north", "1,204", 3310, "5,020"], ["south", "640", "2,115", "3,870"]],
    "merged_regions": [
        {"first_row": 0, "last_row": 1, "first_column": 0, "last_column": 0},
        {"first_row": 0, "last_row": 0, "first_column": 1, "last_column": 2},
    ],
}  # fmt: skip
SAMPLE = {
    "id": "a1", "table_id": "77/x", "question": "how many loans did adults make in the south branch?", "answer": [2115.0],
    "aggregation": ["none"], "answer_formulas": ["=C4"],
    "linked_cells": {"entity_link": {}, "quantity_link": {"[ANSWER]": {"(3, 2)": 2115.0}}},
}  # fmt: skip
TICKETS = {
    "table": {"uid": "t-1", "table": [["", "2021", "2020"], ["Bus tickets", "$ 1,452.4", "1,146.2"], ["Other", "44.1", "4.00%"]]},
    "paragraphs": [
        {"uid": "b", "order": 2, "text": "Tickets are sold by the drivers themselves."},
        {"uid": "a", "order": 1, "text": "The town's income from tickets is set out below."},
    ],
    "questions": [
        {"uid": "q1", "question": "What came from bus tickets in 2021?", "answer": ["$ 1,452.4"], "answer_type": "span",
         "answer_from": "table", "derivation": ""},
        {"uid": "q2", "question": "Who sells the tickets?", "answer": ["the drivers themselves"], "answer_type": "span",
         "answer_from": "text"},
        {"uid": "q3", "question": "In which year was more sold?", "answer": ["2021"], "answer_type": "span", "answer_from": "table"},
        {"uid": "q4", "question": "What is the change?", "answer": -12.6, "answer_type": "arithmetic", "answer_from": "table"},
        {"uid": "q5", "question": "Which years?", "answer": ["2021", "2020"], "answer_type": "multi-span", "answer_from": "table"},
    ],
}  # fmt: skip


def hitab_file(folder: Path, *samples: Any, table: Any = LOANS) -> Path:
    (folder / "tables" / "raw" / "77").mkdir(parents=True, exist_ok=True)
    (folder / "tables" / "raw" / "77" / "x.json").write_text(json.dumps(table), encoding="utf-8")
    file = folder / "dev_samples.jsonl"
    lines = (sample if isinstance(sample, str) else json.dumps(sample) for sample in samples)
    file.write_text("\n".join(lines) + "\n", encoding="utf-8")
    return file


def tatqa_file(folder: Path, data: Any) -> Path:
    file = folder / "tatqa_dataset_dev.json"
    file.write_text(json.dumps(data), encoding="utf-8")
    return file


def test_hitab_gives_its_look_ups_with_their_cells(tmp_path: Path) -> None:
    summed = {**SAMPLE, "id": "a2", "aggregation": ["sum"]}
    named = {**SAMPLE, "id": "a3", "answer": ["north"], "linked_cells": {"entity_link": {}, "quantity_link": {}}}
    found = read_hitab(hitab_file(tmp_path, SAMPLE, summed, named))
    assert (found.name, found.left_out, [one.id for one in found.questions]) == ("hitab-dev_samples", 1, ["a1", "a3"])
    first, last = found.questions
    assert first.numbers == (GoldNumber(Decimal(2115), ""),)
    assert first.evidence == (Place("77_x.html", row="south", column="adults"),)
    assert (last.phrases, last.evidence) == (("north",), ())
    assert found.tables[0].rows[2] == ("north", "1,204", "3310", "5,020")


def test_a_table_becomes_a_page_with_its_merged_cells(tmp_path: Path) -> None:
    page = table_to_html(read_hitab(hitab_file(tmp_path, SAMPLE)).tables[0])
    assert "<h1>library loans by branch &amp; reader, 2021</h1>" in page
    assert (
        '<tr><td rowspan="2" colspan="1">branch</td><td rowspan="1" colspan="2">loans</td><td>visits</td></tr>' in page
    )
    assert "<tr><td>children</td><td>adults</td><td></td></tr>" in page


def test_tatqa_gives_its_spans_in_tables_and_in_text(tmp_path: Path) -> None:
    found = read_tatqa(tatqa_file(tmp_path, [TICKETS]))
    assert (found.name, found.left_out) == ("tatqa-tatqa_dataset_dev", 2)
    table, text, year = found.questions
    assert (table.numbers, table.evidence) == (
        (GoldNumber(Decimal("1452.4"), ""),),
        (Place("t-1.html", row="Bus tickets"),),
    )
    assert (text.type, text.phrases, text.evidence[0].quote) == (
        "text",
        ("the drivers themselves",),
        "the drivers themselves",
    )
    assert (year.numbers, year.phrases, year.evidence) == ((), ("2021",), ())
    page = table_to_html(found.tables[0])
    assert page.index("income from tickets") < page.index("Tickets are sold")


@pytest.mark.parametrize(
    ("text", "value", "unit"),
    [("$1,496.5", "1496.5", ""), ("(12.6)", "-12.6", ""), ("4.00%", "4.00", "%"), ("- 7", "-7", ""), ("$ 13,448", "13448", "")],
)  # fmt: skip
def test_a_printed_number_is_read(text: str, value: str, unit: str) -> None:
    assert printed_number(text) == GoldNumber.of(value, unit)


@pytest.mark.parametrize("text", ["2019", "north", "3 branches", "", "1,2,3"])
def test_words_and_years_are_no_numbers(text: str) -> None:
    assert printed_number(text) is None


@pytest.mark.parametrize(
    ("lines", "reason"),
    [
        (["{"], "line 1 is not JSON"),
        ([{"id": "x"}], "line 1 is no question of HiTab (KeyError: 'aggregation')"),
        ([["x"]], "line 1 is no question of HiTab (TypeError"),
        ([{**SAMPLE, "aggregation": ["sum"]}], "it holds no look-up"),
    ],
)
def test_what_is_no_hitab_is_said_in_a_sentence(tmp_path: Path, lines: list[Any], reason: str) -> None:
    with pytest.raises(BadOutsideSet) as caught:
        read_hitab(hitab_file(tmp_path, *lines))
    assert reason in str(caught.value)


def test_tables_that_are_missing_or_none_are_said(tmp_path: Path) -> None:
    with pytest.raises(BadOutsideSet, match=r"x\.json: it is no table of HiTab"):
        read_hitab(hitab_file(tmp_path, SAMPLE, table={"title": "?"}))
    alone = tmp_path / "alone"
    alone.mkdir()
    (alone / "dev_samples.jsonl").write_text(json.dumps(SAMPLE), encoding="utf-8")
    with pytest.raises(BadOutsideSet, match=r"unpack tables\.zip there, or name --tables DIR"):
        read_hitab(alone / "dev_samples.jsonl")
    hitab_file(tmp_path, SAMPLE)
    assert read_hitab(alone / "dev_samples.jsonl", tmp_path / "tables" / "raw").questions


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        ({}, "it is no list of tables"),
        ([{"table": 3}], "entry 1 is none of TAT-QA"),
        ([{**TICKETS, "questions": [{"uid": "q", "question": "?"}]}], "the file of the test questions has none"),
    ],
)
def test_what_is_no_tatqa_is_said_in_a_sentence(tmp_path: Path, data: Any, reason: str) -> None:
    with pytest.raises(BadOutsideSet) as caught:
        read_tatqa(tatqa_file(tmp_path, data))
    assert reason in str(caught.value)


def test_the_place_of_the_right_table_among_all_is_told(tmp_path: Path) -> None:
    questions = read_tatqa(tatqa_file(tmp_path, [TICKETS])).questions
    files = iter((["t-1.html", "b.html"], ["b.html", "t-1.html", "t-1.html"], ["b.html"]))
    ranks = table_ranks(
        questions, lambda asked, names: [Passage(file, None, "") for file in next(files)], ["t-1.html"], print
    )
    assert ranks == [1, 2, None]


def test_only_the_tables_of_the_questions_that_are_asked_are_kept(tmp_path: Path) -> None:
    other = replace(read_tatqa(tatqa_file(tmp_path, [TICKETS])).questions[0], id="z", filings=("b.html",))
    whole = read_tatqa(tatqa_file(tmp_path, [TICKETS]))
    both = OutsideSet("x", tmp_path, (*whole.tables, OutsideTable("b", "b", ())), (*whole.questions, other), 0)
    assert [table.id for table in both.first(2).tables] == ["t-1"]
    assert both.first(0) == both


def test_an_outside_set_is_run_kept_and_told(tmp_path: Path) -> None:
    settings = EvalSettings().model_copy(update={"runs": tmp_path / "runs"})
    run, broken = run_outside(read_tatqa(tatqa_file(tmp_path, [TICKETS])), settings)
    assert broken == []
    back = load(save(run, settings.runs))
    assert back.baselines.keys() == {"passages"}
    right = {mark.id: mark.right for mark in back.baseline_marks["passages"]}
    assert (right["q1"], right["q2"]) == (True, True)
    told = "\n".join(outside_to_lines(back))
    assert "Of 1 tables the right one is found first for 100.0% of the questions" in told
    assert "2 other questions want more than a look-up" in told
