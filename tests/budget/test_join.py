"""Narrative and tables in two files are one filing; versions and other bodies' filings are not joined."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from budget.fact import filing_to_facts
from budget.filing import Filing, FilingKind, Paragraph
from budget.join import join_filings, joined_file, paragraph_in_file
from budget.source import Source
from budget.statement import Statement
from budget.table import Cell, Row, Table

SAID = Statement("项目支出", "项目支出30.00万元。", Source("said.pdf", page=3), amount=Decimal("30.00"), unit="万元")
ROW = Row("合计", (Cell("30.00", Decimal("30.00")),), level=0)
TABLE = Table("t1", "部门支出总体情况表", "expenditure", "万元", ("项目支出",), (ROW,))
NARRATIVE = Filing(
    "said.pdf", "河岸市档案馆2026年部门预算", "河岸市档案馆", "", 2026, FilingKind.DEPARTMENT_BUDGET,
    paragraphs=(Paragraph(SAID.quote, SAID.source),), statements=(SAID,),
)  # fmt: skip
TABLES = replace(NARRATIVE, file="tables.pdf", title="预算01表", tables=(TABLE,), paragraphs=(), statements=())


@pytest.mark.parametrize("filings", [(NARRATIVE, TABLES), (TABLES, NARRATIVE)])
def test_narrative_and_tables_are_one_filing(filings: tuple[Filing, ...]) -> None:
    (joined,) = join_filings(filings)
    assert (joined.file, joined.title) == ("tables.pdf", "河岸市档案馆2026年部门预算")
    assert (joined.tables, joined.statements, joined.paragraphs) == ((TABLE,), (SAID,), NARRATIVE.paragraphs)


def test_every_source_keeps_its_own_file() -> None:
    (joined,) = join_filings((NARRATIVE, TABLES))
    assert {fact.source.filing for fact in filing_to_facts(joined) if fact.from_cell} == {"tables.pdf"}
    assert {fact.source.filing for fact in filing_to_facts(joined) if not fact.from_cell} == {"said.pdf"}


def test_notes_of_the_tables_are_counted_behind_the_narrative() -> None:
    note = Paragraph("注：本表无数据。", Source("tables.pdf", page=2, paragraph=0))
    (joined,) = join_filings((NARRATIVE, replace(TABLES, paragraphs=(note,))))
    assert joined.paragraphs[1].text == note.text
    assert joined.paragraphs[1].source == Source("tables.pdf", page=2, paragraph=1)
    assert paragraph_in_file(joined, joined.paragraphs[1].source) == 0
    assert paragraph_in_file(joined, Source("said.pdf", paragraph=0)) == 0


@pytest.mark.parametrize(
    "other",
    [
        replace(TABLES, year=2025),
        replace(TABLES, department="河岸市图书馆"),
        replace(TABLES, kind=FilingKind.UNIT_BUDGET),
        replace(TABLES, statements=(SAID, SAID)),  # a whole filing of its own
        replace(NARRATIVE, file="again.pdf"),
    ],
)
def test_what_does_not_belong_together_stays_apart(other: Filing) -> None:
    assert join_filings((NARRATIVE, other)) == (NARRATIVE, other)


def test_filings_of_unknown_bodies_are_never_joined() -> None:
    unknown = tuple(replace(filing, department="") for filing in (NARRATIVE, TABLES))
    assert join_filings(unknown) == unknown


def test_three_files_of_one_kind_are_not_guessed_at() -> None:
    three = (NARRATIVE, TABLES, replace(TABLES, file="newer.pdf"))
    assert join_filings(three) == three


def test_either_file_s_name_leads_to_the_joined_filing() -> None:
    both = (NARRATIVE, TABLES)
    joined = join_filings(both)
    assert [joined_file(name, both, joined) for name in ("said.pdf", "tables.pdf", "none.pdf")] == [
        "tables.pdf", "tables.pdf", "none.pdf",
    ]  # fmt: skip
