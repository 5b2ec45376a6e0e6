"""The narrative of a real filing: every change recomputes, every amount is there."""

from __future__ import annotations

import re
from decimal import Decimal
from pathlib import Path

import pytest

from budget.filing import Paragraph
from budget.statement import Statement
from ingest.definitions import read_definitions
from ingest.paragraphs import blocks_to_paragraphs
from ingest.projects import read_projects
from ingest.statements import read_statements
from ingest.text import read_text


@pytest.fixture(scope="module")
def paragraphs(shared: Path) -> tuple[Paragraph, ...]:
    document = read_text(shared / "filings" / "kashgar-social-insurance-2026.txt")
    return blocks_to_paragraphs(document.blocks, document.file)


@pytest.fixture(scope="module")
def statements(paragraphs: tuple[Paragraph, ...]) -> tuple[Statement, ...]:
    return read_statements(paragraphs, 2026)


def recomputes(statement: Statement) -> bool:
    """Change / (amount - change) equals the printed percentage, to its printed digits."""
    assert statement.amount is not None and statement.delta is not None and statement.percent is not None
    exact = statement.delta / (statement.amount - statement.delta) * 100
    return abs(exact - statement.percent) <= Decimal(1).scaleb(int(statement.percent.as_tuple().exponent)) / 2


def test_every_change_of_an_amount_recomputes(statements: tuple[Statement, ...]) -> None:
    changes = [s for s in statements if s.percent is not None and s.delta]
    assert len(changes) == 22
    assert [s.subject for s in changes if not recomputes(s)] == []
    assert all(s.reason and s.basis == "上年预算" for s in changes)


def test_every_sum_of_money_in_the_narrative_is_stated(
    paragraphs: tuple[Paragraph, ...], statements: tuple[Statement, ...]
) -> None:
    stated = {
        (s.source.paragraph, abs(value)) for s in statements for value in (s.amount, s.delta) if value is not None
    }
    printed = [
        (at, Decimal(found))
        for at, paragraph in enumerate(paragraphs)
        if not any("名词解释" in heading for heading in paragraph.headings)
        for found in re.findall(r"(?<![\d.])(\d+(?:\.\d+)?)\s*万元(?!以上)", paragraph.text)
    ]
    assert len(printed) > 100
    assert [figure for figure in printed if figure not in stated] == []


def test_quotes_are_verbatim(paragraphs: tuple[Paragraph, ...], statements: tuple[Statement, ...]) -> None:
    for statement in statements:
        text = paragraphs[statement.source.paragraph or 0].text
        assert statement.quote in text and statement.reason in text and statement.purpose in text


def test_projects_and_terms_are_found(paragraphs: tuple[Paragraph, ...]) -> None:
    projects = read_projects(paragraphs)
    assert len(projects) == 8
    assert {len(project.fields) for project in projects} == {5}
    assert len(read_definitions(paragraphs)) == 8
