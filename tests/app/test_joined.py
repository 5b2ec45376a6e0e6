"""Questions on a filing in two files: asked as one, each figure cited by the file that prints it."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.answering.service import AnswerService
from index.library import memory_library
from ingest.read import read_filing

NARRATIVE = """河岸市档案馆 2026 年部门预算

一、关于支出预算的说明

2026 年支出预算 120.00 万元，比上年预算增加 20.00 万元，增长 20.00%，主要原因是新建库房。
"""
TABLES = """河岸市档案馆 2026 年部门预算表

表三 部门支出总体情况表

单位：万元

项目\t合计\t基本支出\t项目支出
合计\t120.00\t90.00\t30.00
201 一般公共服务支出\t100.00\t80.00\t20.00
208 社会保障和就业支出\t20.00\t10.00\t10.00
"""


@pytest.fixture
def service(tmp_path: Path) -> AnswerService:
    (tmp_path / "said.txt").write_text(NARRATIVE, encoding="utf-8")
    (tmp_path / "tables.txt").write_text(TABLES, encoding="utf-8")
    return AnswerService(memory_library(read_filing(tmp_path / name) for name in ("said.txt", "tables.txt")))


@pytest.mark.parametrize("only", [(), ("said.txt",), ("tables.txt",)])
def test_each_figure_is_cited_by_the_file_that_prints_it(service: AnswerService, only: tuple[str, ...]) -> None:
    table = service.ask("一般公共服务支出的项目支出是多少？", filings=only)
    assert "20.00" in table.text
    assert {citation.filing for citation in table.citations} == {"tables.txt"}
    said = service.ask("支出预算为什么增加？", filings=only)
    assert "新建库房" in said.text
    assert "said.txt" in {citation.filing for citation in said.citations}
    assert {citation.title for citation in said.citations} == {"河岸市档案馆2026年部门预算"}
