"""Figures that were read from a scan carry the caveat, and no others do."""

from __future__ import annotations

from dataclasses import replace

import pytest

from budget.problem import Problem
from budget.source import Source
from tests.answering import ask_these
from tests.made_up_filing import FILE, filing, row, statement, table


@pytest.mark.parametrize(("code", "caveats"), [("ocr", ["ocr"]), ("ocr_layer", ["ocr"]), ("aslant_text", [])])
def test_a_cell_of_a_recognised_page_has_the_caveat(code: str, caveats: list[str]) -> None:
    rows = (row("", "合计", "30.00", page=3), row("201", "一般公共服务支出", "20.00", page=4))
    made = replace(
        filing(table("expenditure", ["金额"], *rows)), problems=(Problem(code, "page 4 …", Source(FILE, page=4)),)
    )
    answer = ask_these("一般公共服务支出是多少？", made)
    assert "20.00" in answer.text
    told = [caveat for caveat in answer.caveats if caveat.code == "ocr"]
    assert [caveat.code for caveat in told] == caveats
    if told:
        assert told[0].text.startswith("第4页是扫描图像")
        assert {c.page for c in answer.citations if c.id in told[0].citations} == {4}


def test_a_sentence_of_a_recognised_page_has_it_in_english() -> None:
    said = statement("项目支出", "项目支出120.50万元。", amount="120.50")
    said = replace(said, source=replace(said.source, page=2))
    made = replace(filing(statements=[said]), problems=(Problem("ocr", "page 2 …", Source(FILE, page=2)),))
    answer = ask_these("How much is 项目支出?", made)
    assert [caveat.text for caveat in answer.caveats] == [
        "Page 2 is a scan whose text was recognised by OCR: compare the figures with the page."
    ]
