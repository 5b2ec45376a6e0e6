"""An answer that is kept holds its figures exactly and all of its sources, and runs nothing where it is opened."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from decimal import Decimal
from urllib.parse import parse_qs

from openpyxl import load_workbook

from app.interface import wording
from app.views.export import answer_to_csv, answer_to_markdown, answer_to_text
from app.views.export_xlsx import answer_to_xlsx
from app.views.share import answer_to_query
from budget.answer import Answer
from tests.app.fake_desk import FILE, SENTENCE, WHY, FakeDesk

WORDS = wording("zh")
ANSWER = FakeDesk().ask(WHY)


def csv_rows(answer: Answer) -> list[list[str]]:
    return list(csv.reader(io.StringIO(answer_to_csv(answer, WORDS).removeprefix("\ufeff"))))


def test_csv_has_a_line_for_each_figure_and_each_of_its_sources() -> None:
    head, *lines = csv_rows(ANSWER)
    pairs = [(line[head.index("数额")], line[head.index("编号")]) for line in lines]
    assert pairs == [
        ("-60.00", "1"), ("-60.00", "2"), ("-60.65", "3"), ("1210.40", "1"), ("-1815.60", "2"), ("1180.40", "3"), ("-1819.60", "3"),
        ("", "4"),
    ]  # fmt: skip
    first = dict(zip(head, lines[0], strict=True))
    assert (first["问题"], first["表"], first["行"], first["列"]) == (
        WHY,
        "部门支出总体情况表",
        "合计",
        "支出预算 / 项目支出",
    )


def test_a_formula_in_a_filing_stays_text_in_csv_and_workbook() -> None:
    evil = replace(ANSWER, question="=1+1", citations=(replace(ANSWER.citations[0], row='=HYPERLINK("x")\x07'),))
    head, first, *_ = csv_rows(evil)
    assert first[0] == "'=1+1" and first[head.index("行")].startswith("'=HYPERLINK")
    book = load_workbook(io.BytesIO(answer_to_xlsx(evil, WORDS)))
    assert book["回答"]["B1"].value == "=1+1" and book["回答"]["B1"].data_type == "s"
    assert book["出处"]["G2"].value == '=HYPERLINK("x")' and book["出处"]["G2"].data_type == "s"


def test_the_workbook_has_figures_as_numbers_and_all_sources() -> None:
    book = load_workbook(io.BytesIO(answer_to_xlsx(ANSWER, WORDS, "https://a.example/?q=1")))
    assert book.sheetnames == ["回答", "数字", "出处"]
    values = [cell.value for cell in book["数字"]["C"][1:]]
    assert [Decimal(str(value)) for value in values] == [one.value for one in ANSWER.figures]
    assert [cell.value for cell in book["出处"]["A"][1:]] == [1, 2, 3, 4]
    assert book["出处"]["I3"].value == SENTENCE
    assert ["链接", "https://a.example/?q=1"] in [[cell.value for cell in row] for row in book["回答"].rows]


def test_markdown_has_question_answer_figures_and_sources() -> None:
    told = answer_to_markdown(ANSWER, WORDS, "https://a.example/?q=1")
    assert told.startswith(f"# {WHY}\n")
    assert "| 得数 | 项目支出比上年变化率（全部支出） | -60.00 | % | 下降 60.00% |" in told
    assert f"2. 云溪市养老服务中心 2026 年单位预算公开 ({FILE} · 第 303 行): “{SENTENCE}”" in told
    assert "<https://a.example/?q=1>" in told


def test_markdown_has_no_markup_of_a_filing() -> None:
    evil = replace(ANSWER, text="<script>1</script> a|b", figures=(replace(ANSWER.figures[0], label="a|b"),))
    told = answer_to_markdown(evil, WORDS)
    assert "<script>" not in told and r"| a\|b |" in told


def test_what_is_copied_has_the_places_of_its_sources() -> None:
    copied = answer_to_text(ANSWER, WORDS)
    assert copied.startswith(f"{WHY}\n\n{ANSWER.text}")
    assert (
        "[1] 云溪市养老服务中心 2026 年单位预算公开 · 第 215 行 · 部门支出总体情况表 · 合计 · 支出预算 / 项目支出"
        in copied
    )


def test_a_link_asks_the_whole_question_of_the_same_filings() -> None:
    follow = replace(ANSWER, question="那上年呢？", plan={"asked": "2025年项目支出 & 基本支出？"})
    asked = parse_qs(answer_to_query(follow, ("a b.pdf", "c#d.pdf"), wording("en")).removeprefix("?"))
    assert asked == {"q": ["2025年项目支出 & 基本支出？"], "filing": ["a b.pdf", "c#d.pdf"], "lang": ["en"]}
