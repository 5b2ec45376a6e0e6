"""The consistency report as a page: counts, both languages, and nothing of a filing's own markup."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from app.views.report_file import findings_to_html, summary
from budget.checks import Finding, run_checks
from budget.filing import Filing, Paragraph
from budget.source import Source
from budget.statement import Statement
from budget.table import Cell, Row, Table


def cells(*values: str) -> tuple[Cell, ...]:
    return tuple(Cell(text=value, value=Decimal(value)) for value in values)


ROWS = tuple(Row(f"事项{n}", cells("3.00", "1.00", "2.00")) for n in range(9))
WRONG = Row("<script>", cells("9.00", "1.00", "2.00"))
TABLE = Table("t1", "支出表", "expenditure", "万元", ("合计", "基本支出", "项目支出"), (*ROWS, WRONG))
NOTES = (Paragraph("2026年4月至2026年3月", Source("made.txt", line=3, paragraph=0)),)
FILING = Filing("made.txt", title="<b>某局</b>", year=2026, tables=(TABLE,), paragraphs=NOTES)


def found() -> tuple[Finding, ...]:
    return run_checks([FILING])


def test_the_summary_counts_what_was_checked() -> None:
    checked = [finding for finding in found() if finding.status != "unchecked"]
    broken = [finding for finding in checked if finding.status == "broken"]
    assert len(broken) == 2
    assert summary(found(), "en") == f"{len(checked) - 2} of {len(checked)} checks hold"
    assert summary(found(), "zh") == f"{len(checked)} 项检查中 {len(checked) - 2} 项成立"


def test_the_page_says_what_is_broken_in_the_readers_language_and_escapes_what_is_printed() -> None:
    for language, said in (("zh", "相差 6.00 万元"), ("en", "a difference of 6.00 万元")):
        page = findings_to_html([FILING], found(), language)
        assert said in page and f'<html lang="{language}">' in page
        assert "&lt;script&gt;" in page and "<script>" not in page and "<b>" not in page


def test_what_is_printed_at_the_places_is_shown_and_marked() -> None:
    page = findings_to_html([FILING], found(), "zh")
    assert '<td class="wz-num wz-here wz-col"><mark>9.00</mark></td>' in page
    notes = Paragraph("项目支出80万元，比上年减少20万元，下降2.00%。", Source("made.txt", line=4, paragraph=0))
    said = Statement(
        "项目支出",
        notes.text,
        notes.source,
        year=2026,
        amount=Decimal(80),
        unit="万元",
        delta=Decimal(-20),
        percent=Decimal("-2.00"),
    )
    filing = Filing("made.txt", year=2026, paragraphs=(notes,), statements=(said,))
    page = findings_to_html([filing], run_checks([filing]), "zh")
    assert "<mark>80</mark>万元，比上年减少<mark>20</mark>万元，下降<mark>2.00</mark>%" in page


def test_the_page_says_how_much_was_looked_at() -> None:
    filing = replace(
        FILING, tables=(*FILING.tables, Table("t2", "人员", "", "人", ("人数",), (Row("职工", cells("7")),)))
    )
    assert "96% of the tables&#x27; figures were checked (30 of 31)" in findings_to_html(
        [filing], run_checks([filing]), "en"
    )


def test_a_page_without_contradictions_says_so() -> None:
    sound = Filing("made.txt", tables=(Table("t1", "表", "expenditure", "万元", TABLE.columns, ROWS),))
    assert "No contradiction was found." in findings_to_html([sound], run_checks([sound]), "en")
