"""What the chat's views make of tables, quotes, figures and wordings: values in, HTML out."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from app.interface import BadWording, example_questions, language_of_locale, load_wording, wording
from app.screens.turn import plain
from app.views.answer import display_to_html, formula_to_text, results_to_html, text_in_steps, text_to_html
from app.views.citation import citation_to_html, find_cell, mark_quote
from app.views.mark import Marker
from app.views.table import WINDOW, Marks, paths_to_header, table_to_html
from budget.answer import Citation, Figure
from tests.app.fake_desk import FILING, WHY, FakeDesk

WORDS = wording("zh")
ANSWER = FakeDesk().ask(WHY)
MARKER = Marker(ANSWER, 0, WORDS)


def test_a_stacked_header_covers_its_columns() -> None:
    lines = paths_to_header(("合计", "财政拨款 / 小计", "财政拨款 / 一般公共预算", "单位资金"))
    drawn = [[(cell.text, cell.first, cell.columns, cell.lines) for cell in line] for line in lines]
    assert drawn == [
        [("合计", 0, 1, 2), ("财政拨款", 1, 2, 1), ("单位资金", 3, 1, 2)],
        [("小计", 1, 1, 1), ("一般公共预算", 2, 1, 1)],
    ]


@pytest.mark.parametrize("columns", [("a / b / c", "a / b / d", "a / e", "f"), ("a", "a"), ("a / b", "a"), ()])
def test_every_header_line_adds_up_to_the_columns(columns: tuple[str, ...]) -> None:
    lines = paths_to_header(columns)
    filled = [[0] * len(columns) for _ in lines]
    for level, line in enumerate(lines):
        for cell in line:
            for deep in range(level, level + cell.lines):
                for column in range(cell.first, cell.first + cell.columns):
                    filled[deep][column] += 1
    assert all(count == 1 for row in filled for count in row)


def test_the_cell_its_row_and_its_column_are_marked() -> None:
    drawn = table_to_html(FILING.tables[0], Marks(14, 2), WORDS)
    assert drawn.count("wz-here") == 1
    assert '<tr class="wz-row wz-total">' in drawn
    assert drawn.count("wz-col") == 2 + len(FILING.tables[0].rows)


def test_blank_cells_stay_blank_and_broken_numbers_are_closed_up() -> None:
    table = FILING.tables[0]
    row = replace(table.rows[0], cells=(replace(table.rows[0].cells[0], text="1985.4 0"), *table.rows[0].cells[1:]))
    drawn = table_to_html(replace(table, rows=(row,)), Marks(), WORDS)
    assert ">1985.40<" in drawn
    assert '<td class="wz-words"></td>' in table_to_html(table, Marks(), WORDS)


def test_a_very_long_table_says_what_it_leaves_out() -> None:
    table = replace(FILING.tables[0], rows=FILING.tables[0].rows[:1] * (3 * WINDOW))
    drawn = table_to_html(table, Marks(WINDOW + 10, 0), WORDS)
    assert "上面还有 10 行" in drawn and f"下面还有 {WINDOW - 11} 行" in drawn


def test_a_cell_is_found_by_label_where_the_citation_has_no_position() -> None:
    citation = replace(ANSWER.citations[0], row_index=None, column_index=None)
    assert find_cell(citation, FILING.tables[0]) == (14, 2)


def test_a_lost_filing_or_table_leaves_the_quote() -> None:
    citation = ANSWER.citations[0]
    assert "已不在库中" in citation_to_html(citation, None, WORDS)
    lost = citation_to_html(replace(citation, table_id="t99", table="没有这张表"), FILING, WORDS)
    assert "没有随文件存下" in lost and citation.quote in lost


def test_a_quote_is_marked_through_other_white_space() -> None:
    assert (
        mark_quote("共 1801\n人，<每人>。", "1801人，<每") == '共 <mark class="wz-here">1801\n人，&lt;每</mark>人&gt;。'
    )


def test_marks_become_links_only_for_citations_that_exist() -> None:
    drawn = text_to_html("甲[1]。乙[99]", Marker(ANSWER, 3, WORDS))
    assert 'data-wz-press="cite-3-1"' in drawn and "[99]" in drawn


def test_who_hears_the_page_is_told_what_a_mark_opens() -> None:
    cell = Citation(
        1, "cell", "a.pdf", "某局 2026 年预算", "甲 1", table="收支总表", row="项目支出", column="本年 / 预算数"
    )
    told = Citation(2, "text", "a.pdf", "", "主要原因是：\n“削减”<会议>" + "很" * 60)
    marker = Marker(replace(ANSWER, citations=(cell, told)), 3, WORDS)
    assert 'aria-label="打开来源 1：某局 2026 年预算，表“收支总表”，“项目支出”行，“本年 预算数”列"' in marker.of_number(
        1
    )
    assert 'aria-label="打开来源 2：a.pdf，“主要原因是： “削减”&lt;会议&gt;很' in marker.of_number(2)
    assert len(marker.of_number(2)) < 220 and marker.of_number(3) == ""
    english = Marker(marker.answer, 3, wording("en")).of_number(1)
    assert "Open source 1: 某局 2026 年预算, table “收支总表”, row “项目支出”, column “本年 预算数”" in english


def test_each_thing_that_is_said_begins_a_line_behind_the_sources_of_the_one_before() -> None:
    assert re.sub(r"<[^>]+>", "", text_to_html("甲[1]。乙[2]，丙[3]。", MARKER)) == "甲1。\n乙2，丙3。"


def test_the_lines_of_a_list_are_drawn_as_such() -> None:
    drawn = text_to_html("两项：\n- 甲[1]；\n- 乙。\n1. 丙\n- 2 是负数吗", MARKER)
    assert drawn.count('class="wz-item"') == 4 and drawn.startswith(
        '<div class="wz-text">两项：\n<span class="wz-item">- 甲'
    )


def test_the_ways_of_saying_one_change_share_a_tile() -> None:
    amount = Figure("result", "项目支出", Decimal(-5), "万元", "减少 5 万元", None, (1, 1))
    percent = Figure("result", "项目支出", Decimal(-10), "%", "下降 10%", "-5 / 50", (1,))
    other = Figure("result", "项目支出", Decimal(-12), "%", "下降 12%", "-6 / 50", (3,))
    drawn = results_to_html(Marker(replace(ANSWER, figures=(amount, percent, other)), 0, WORDS))
    assert drawn.count('class="wz-tile"') == 2 and drawn.count("wz-second") == 1
    assert drawn.count('data-wz-press="cite-0-1"') == 1


def test_steps_grow_to_the_text_and_tear_no_mark() -> None:
    steps = list(text_in_steps("一二三[12]四五", 9))
    assert steps[-1] == "一二三[12]四五"
    assert all(longer.startswith(shorter) for shorter, longer in zip(steps, steps[1:], strict=False))
    assert not any(re.search(r"\[\d*$", step) for step in steps)


def test_a_figure_is_taken_apart_for_display() -> None:
    assert display_to_html("下降 73.15%").count("<span") == 3
    assert (
        display_to_html("-8,261.02 万元") == '<span class="wz-digits">−8,261.02</span><span class="wz-unit">万元</span>'
    )
    assert display_to_html("有 <8 项>").startswith('<span class="wz-word">有 &lt;</span>')


def test_a_formula_is_written_as_on_paper() -> None:
    figure = Figure("result", "", Decimal("12.5"), "%", "", "1234.5 * 2 / (19752 - 0)")
    assert formula_to_text(figure) == "1,234.5 × 2 ÷ (19,752 − 0) = 12.5%"


def test_markdown_in_a_label_reads_as_itself() -> None:
    assert plain("[a](b) $x$ :red[c]") == r"\[a\]\(b\) \$x\$ \:red\[c\]"


def test_every_word_that_the_code_says_exists_in_both_languages() -> None:
    both, staff = load_wording(), load_wording(Path("app/screens/staff.toml"))
    code = "".join(
        path.read_text(encoding="utf-8") for part in ("screens", "views") for path in Path("app", part).glob("*.py")
    )
    said = set(re.findall(r"(?:words\.say|_note)\(\s*f?\"([a-z_]+)\"", code))
    assert len(said) > 20
    assert said <= set(both["zh"].words) | set(staff["zh"].words)
    assert set(both["zh"].words) == set(both["en"].words)


def test_braces_are_the_same_in_both_languages() -> None:
    both = load_wording()
    for key, words in both["zh"].words.items():
        assert set(re.findall(r"\{(\w+)\}", words)) == set(re.findall(r"\{(\w+)\}", both["en"].words[key])), key


def test_a_wording_with_uneven_languages_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "interface.toml"
    path.write_text('[zh]\na = "甲"\n[en]\nb = "B"\n', encoding="utf-8")
    with pytest.raises(BadWording, match=r"one language only: a, b"):
        load_wording(path)


def test_the_interface_language_follows_the_browser() -> None:
    assert [language_of_locale(locale) for locale in ("en-US", "zh-CN", "de", None)] == ["en", "zh", "zh", "zh"]


def test_examples_come_from_the_samples_only_where_a_sample_is_in_the_library(tmp_path: Path) -> None:
    (tmp_path / "filings").mkdir()
    (tmp_path / "filings" / "a.txt").write_text("x", encoding="utf-8")
    (tmp_path / "questions.toml").write_text('[[question]]\nzh = "问"\nen = "ask"\n', encoding="utf-8")
    assert example_questions("en", ["a.txt"], tmp_path) == ("ask",)
    assert example_questions("en", ["b.txt"], tmp_path) == wording("en").starters


def test_a_result_that_the_text_says_twice_is_drawn_once() -> None:
    drawn = results_to_html(Marker(replace(ANSWER, figures=(ANSWER.figures[0], ANSWER.figures[0])), 0, WORDS))
    assert drawn.count('<div class="wz-tile">') == 1 and "wz-second" not in drawn
