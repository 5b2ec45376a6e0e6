"""Runs are kept whole, found again, compared question by question, and reported in one file."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest

from eval.compare import compare
from eval.errors import BrokenRun, NothingToCompare, TwoRuns, UnknownRun
from eval.printing import comparison_to_lines, run_to_lines
from eval.question import Question
from eval.record import Run, describe, hash_of, program_hash, run_name
from eval.report import run_to_html, write_report
from eval.sets import QuestionSet
from eval.store import find, last_two, load, names, save

MakeRun = Callable[..., Run]


@pytest.fixture
def make_run(question: Question, answer: dict[str, Any]) -> MakeRun:
    """Makes runs over three questions; `changes` are made to the answers of those ids, None drops one."""

    def make(name: str = "20260101-000000-made", about: dict[str, Any] | None = None, **changes: Any) -> Run:
        questions = tuple(
            replace(question, id=id, type=type) for id, type in (("a", "change"), ("b", "why"), ("c", "sum"))
        )
        answers = {
            each.id: {**answer, "id": each.id, **(changes.get(each.id) or {})}
            for each in questions
            if changes.get(each.id, {}) is not None
        }
        return Run(name, {"set": "made", "set_hash": "1", "program_hash": "1", **(about or {})}, questions, answers)

    return make


WRONG = {"text": "没有找到", "status": "not_found", "figures": []}


def test_a_run_is_read_back_as_it_was_kept(tmp_path: Path, make_run: MakeRun) -> None:
    run = make_run(b=None, about={"seconds": 1.5, "filings": {"a.txt": "ff"}})
    home = save(run, tmp_path)
    back = load(home)
    assert back.questions == run.questions
    assert back.answers == run.answers
    assert back.marks == run.marks
    assert str(back.about["seconds"]) == "1.5"
    assert sorted(file.name for file in home.iterdir()) == ["answers.jsonl", "questions.jsonl", "run.json"]


def test_runs_are_found_by_name_by_part_and_as_the_last(tmp_path: Path, make_run: MakeRun) -> None:
    for stamp in ("20260101-000000", "20260102-000000"):
        save(make_run(f"{stamp}-made"), tmp_path)
    assert names(tmp_path) == ["20260101-000000-made", "20260102-000000-made"]
    assert find("0101", tmp_path).name == "20260101-000000-made"
    assert find("last", tmp_path).name == "20260102-000000-made"
    assert last_two(tmp_path) == ("20260101-000000-made", "20260102-000000-made")
    with pytest.raises(TwoRuns, match="made fits 2 runs"):
        find("made", tmp_path)
    with pytest.raises(UnknownRun, match="There is no run 2025"):
        find("2025", tmp_path)


def test_the_last_two_are_of_one_set(tmp_path: Path, make_run: MakeRun) -> None:
    save(make_run("20260101-000000-made"), tmp_path)
    save(make_run("20260102-000000-other", about={"set": "other"}), tmp_path)
    with pytest.raises(UnknownRun, match="to compare the last one with"):
        last_two(tmp_path)
    save(make_run("20260103-000000-made"), tmp_path)
    assert last_two(tmp_path) == ("20260101-000000-made", "20260103-000000-made")


def test_half_a_run_is_no_run(tmp_path: Path, make_run: MakeRun) -> None:
    home = save(make_run(), tmp_path)
    (home / "answers.jsonl").write_text('{"id": ', encoding="utf-8")
    with pytest.raises(BrokenRun, match="run the set again"):
        find("made", tmp_path)
    (home / "run.json").unlink()
    assert names(tmp_path) == []


def test_a_comparison_shows_what_got_worse_and_better(make_run: MakeRun, answer: dict[str, Any]) -> None:
    before = make_run("before", a=WRONG)
    uncited = {"citations": answer["citations"][1:]}
    after = make_run("after", about={"program_hash": "2"}, b=None, c=uncited)
    found = compare(before, after)
    assert [shift.question.id for shift in found.better] == ["a"]
    assert [shift.question.id for shift in found.worse] == ["b", "c"]
    assert found.worse[1].lost == ("evidence",)
    assert (found.count, found.left_out, found.changed) == (3, 0, ("program_hash",))
    assert [str(share) for share in found.right] == ["66.7", "66.7"]
    printed = "\n".join(comparison_to_lines(found))
    assert "right 66.7% → 66.7% of 3 questions" in printed
    assert "2 worse\n  b [why]" in printed
    assert "    -evidence" in printed


def test_an_answer_that_is_only_worded_anew_is_neither(make_run: MakeRun, answer: dict[str, Any]) -> None:
    found = compare(make_run("before"), make_run("after", a={"text": answer["text"] + "完。"}))
    assert (found.worse, found.better, found.mixed) == ((), (), ())
    assert [shift.question.id for shift in found.reworded] == ["a"]


def test_a_question_whose_gold_was_changed_is_not_compared(make_run: MakeRun) -> None:
    before = make_run("before", a=WRONG)
    after = make_run("after")
    changed = (replace(after.questions[0], phrases=("别的",)), *after.questions[1:])
    found = compare(before, replace(after, questions=changed))
    assert (found.count, found.left_out, found.better) == (2, 1, ())
    with pytest.raises(NothingToCompare):
        compare(before, replace(after, questions=(replace(after.questions[0], id="z"),)))


def test_the_table_and_the_misses_are_printed(make_run: MakeRun) -> None:
    printed = "\n".join(run_to_lines(make_run(a=WRONG, b=None), misses=1))
    assert printed.startswith("33.3% of 3 questions right")
    assert "evidence 66.7" in printed
    assert "evidence precision 33.3 · evidence recall 33.3" in printed
    assert re.search(r"^all +3 +33\.3", printed, re.M)
    assert re.search(r"^a\.txt +3 +33\.3", printed, re.M)
    assert re.search(r"^change +1 +0\.0", printed, re.M)
    assert "a [change] 项目支出比上年减少多少？" in printed
    assert "b [why]" not in printed
    assert "2 of 3 questions missed: --misses 2 lists them" in printed


class Elements(HTMLParser):
    """The tags of a page, with whether each was closed, and what they load from elsewhere."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.loaded: list[str] = []
        self.articles: list[str] = []
        self.feed(page)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.loaded += [
            value or "" for name, value in attrs if name in ("src", "href") and not str(value).startswith("#")
        ]
        if tag != "meta":
            self.open.append(tag)
        if tag == "article":
            self.articles.append("")

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if "article" in self.open:
            self.articles[-1] += data


def test_the_report_holds_every_miss_with_gold_answer_and_evidence(tmp_path: Path, make_run: MakeRun) -> None:
    said = {**WRONG, "text": "<script>alert(1)</script> 没有找到"}
    run = make_run(a=said, b=None)
    page = write_report(run, tmp_path / "deep" / "report.html").read_text(encoding="utf-8")
    elements = Elements(page)
    assert elements.open == []
    assert elements.loaded == []
    assert "<script" not in page
    assert len(elements.articles) == 2
    first = elements.articles[0]
    for shown in (
        "项目支出比上年减少多少？",
        "-8261.02 万元",
        "“直接拨到专户”",
        "alert(1)",
        "比上年预算减少8261.02万元",
        "合计 3032.71",
    ):
        assert shown in first
    assert "No answer." in elements.articles[1]
    assert "<b>33.3%</b>right" in page
    assert "$" not in re.sub(r"<style>.*?</style>", "", page, flags=re.S)


def test_the_report_charts_every_group_and_measure(make_run: MakeRun) -> None:
    page = run_to_html(make_run(a=WRONG, b=None))
    for label in (
        "change<small>1</small>",
        "zh<small>3</small>",
        "a.txt<small>3</small>",
        "reason found",
        "evidence recall",
    ):
        assert label in page
    assert page.count('<i class="computed" style="width:100.0%"></i>') == 1  # the one right answer is of its own type
    assert page.count('<i class="computed" style="width:33.3%"></i>') == 2  # its language, its filing
    assert '<span class="column"><b>2</b><i style="height:100.0%"></i><small>≤ 20</small></span>' in page
    assert "What computing and structure buy" not in page


def test_a_baseline_is_kept_told_and_shown_beside_the_answers(tmp_path: Path, make_run: MakeRun) -> None:
    passage = {"text": "比上年减少 8,261.02 万元 <b>", "status": "answered", "figures": [], "citations": []}
    run = replace(make_run(b=None), baselines={"passages": {"b": {**passage, "id": "b"}}})
    back = load(save(run, tmp_path))
    assert back.baselines == run.baselines
    assert [mark.right for mark in back.baseline_marks["passages"]] == [False, False, False]
    page = run_to_html(back)
    assert Elements(page).open == []
    assert "computed <b>66.7%</b>" in page
    assert "passages <b>0.0%</b>" in page
    assert page.count('<i class="passages"') == 1 + 3 + 1 + 1  # the legend, the types, the language, the filing
    assert '<p class="text">比上年减少 8,261.02 万元 &lt;b&gt;</p>' in page
    printed = "\n".join(run_to_lines(back, misses=0))
    assert re.search(r"^right, by whom +computed +passages$", printed, re.M)
    assert re.search(r"^sum +100\.0 +0\.0$", printed, re.M)


def test_a_report_without_misses_says_so(make_run: MakeRun) -> None:
    assert "<p>None.</p>" in run_to_html(make_run())


def test_hashes_tell_one_set_and_program_from_another(tmp_path: Path) -> None:
    (tmp_path / "a").write_text("1")
    one = hash_of([tmp_path / "a"])
    (tmp_path / "a").write_text("2")
    assert hash_of([tmp_path / "a"]) != one
    assert program_hash() == program_hash()


def test_a_program_that_was_changed_while_it_was_asked_is_told(tmp_path: Path) -> None:
    asked = QuestionSet("made", (), tmp_path, ())
    now = datetime(2026, 1, 2, 3, 4, 5, tzinfo=UTC)
    assert run_name(asked, now) == "20260102-030405-made"
    assert describe(asked, now, 1.23, {}, program_hash())["changed_meanwhile"] is False
    assert describe(asked, now, 1.23, {}, "another")["changed_meanwhile"] is True
