"""A filing goes to JSON and comes back with everything in it."""

from __future__ import annotations

import gc
import json
import time
from dataclasses import replace
from decimal import Decimal

import pytest

from budget.filing import Field, Filing, FilingKind, Paragraph, Project
from budget.filing_json import VERSION, FilingFormatError, filing_from_dict, filing_to_dict
from budget.problem import Problem
from budget.source import Source
from budget.statement import Statement
from budget.table import Cell, Row, Table


def full_filing() -> Filing:
    """Every field of every value differs from its default."""
    place = Source("a.pdf", 3, 7, (1.5, 2.0, 30.25, 12.1), "t1", 0, 1, 4)
    cell = Cell(">=8.50万人", Decimal("8.50"), "万人", ">=", 3, 8, (0.1, 0.2, 0.3, 0.4), True)
    row = Row("基本养老", (cell, Cell()), "2080501", 3, ("社会保障", "养老"), "项目甲", 3, 9, (1.0, 2.0, 3.0, 4.0))
    table = Table(
        "t1", "支出表", "expenditure", "万元", ("合计", "一 / 二"), (row,), (3, 4), 5, "income", "项目甲", "空表"
    )
    statement = Statement(
        "项目支出",
        "原句",
        place,
        "支出预算",
        ("类", "款"),
        ("第三部分",),
        2025,
        Decimal("1E+3"),
        "万元",
        Decimal("78.90"),
        "支出",
        Decimal("-0.00"),
        "元",
        Decimal("-73.15"),
        "上年预算",
        "因为",
        "用于",
    )
    line = Field("政策依据", "文件", place)
    return Filing(
        "a.pdf", "标题", "部门", "地区", 2026, FilingKind.UNIT_FINAL, 12, (table,),
        (Paragraph("正文", replace(place, filing="other.pdf"), ("第三部分", "一"), True),), (statement,),
        (Project("项目甲", (line,), place),), (line,), (Problem("shifted", "移了一列", Source()),),
    )  # fmt: skip


def through_json(filing: Filing) -> Filing:
    return filing_from_dict(json.loads(json.dumps(filing_to_dict(filing))))


def test_everything_comes_back():
    filing = full_filing()
    back = through_json(filing)
    assert back == filing
    assert repr(back) == repr(filing)  # a Decimal's digits and exponent too, which == does not see


def test_an_empty_filing_comes_back():
    assert through_json(Filing("")) == Filing("")


def test_a_blank_cell_takes_no_room():
    filing = Filing("a", tables=(Table("t", "", "", "", ("x",), (Row("r", (Cell(), Cell("0", Decimal(0)))),)),))
    assert filing_to_dict(filing)["filing"][7][0][5] == [["r", [[], ["0", "0"]]]]
    cells = through_json(filing).tables[0].rows[0].cells
    assert cells[0].value is None and cells[1].value == 0


def test_renaming_the_file_renames_its_sources_but_no_others():
    data = filing_to_dict(full_filing()) | {"file": "b.pdf"}
    back = filing_from_dict(data)
    assert back.file == "b.pdf"
    assert back.statements[0].source.filing == "b.pdf"
    assert back.paragraphs[0].source.filing == "other.pdf"


def test_a_filing_written_before_a_field_was_added_still_reads():
    data = filing_to_dict(
        Filing("a", tables=(Table("t", "", "", "", (), (Row("r", (Cell("1", Decimal(1), "元", page=2),)),)),))
    )
    data["layouts"]["Cell"] = ["text", "value", "page"]
    data["filing"][7][0][5][0][1][0] = ["1", "1", 2]
    assert filing_from_dict(data).tables[0].rows[0].cells[0] == Cell("1", Decimal(1), page=2)


def test_another_version_is_refused_with_a_sentence():
    data = filing_to_dict(full_filing()) | {"version": VERSION + 1}
    with pytest.raises(
        FilingFormatError, match=r"format is version 2, this program reads version 1; read the original"
    ):
        filing_from_dict(data)


def test_a_field_of_a_later_program_is_refused_by_name():
    data = filing_to_dict(full_filing())
    data["layouts"]["Cell"] = [*data["layouts"]["Cell"], "colour"]
    with pytest.raises(FilingFormatError, match="Cell has fields unknown here: colour"):
        filing_from_dict(data)


@pytest.mark.parametrize(
    "torn", [{}, {"filing": [0, "t", "", "", 2026, "no such kind"]}, {"filing": None}, {"layouts": {}}]
)
def test_torn_data_is_refused_with_a_sentence(torn):
    data = filing_to_dict(full_filing()) | torn if torn else {"version": VERSION}
    with pytest.raises(FilingFormatError, match="damaged"):
        filing_from_dict(data)


def test_ten_times_the_cells_take_about_ten_times_as_long_to_load() -> None:
    def spent(count: int) -> float:
        rows = tuple(
            Row(
                f"行{at}",
                tuple(Cell(f"{at}.{c}", Decimal(f"{at}.{c}"), page=3, box=(1.5, 2.0, 3.0, 4.0)) for c in range(10)),
            )
            for at in range(count)
        )
        text = json.dumps(filing_to_dict(Filing("a", tables=(Table("t", "", "", "万元", tuple("abcdefghij"), rows),))))
        gc.disable()  # the collector looks through all that other tests hold
        begun = time.thread_time()
        filing = filing_from_dict(json.loads(text))
        taken = time.thread_time() - begun
        gc.enable()
        assert filing.tables[0].rows == rows
        return taken

    spent(100)
    assert spent(2000) < 40 * min(spent(200) for _ in range(3))
