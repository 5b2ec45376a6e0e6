"""What `inspect` prints: JSON as the contract has it, and the outline."""

from __future__ import annotations

import json
from decimal import Decimal

from app.inspection import cell_to_json, filing_to_json, outline
from budget.filing import Filing, FilingKind
from budget.problem import Problem
from budget.source import Source
from budget.table import Cell, Row, Table

TABLE = Table(
    "t1",
    "部门支出总表",
    "expenditure",
    "万元",
    ("合计", "基本支出", "项目支出"),
    (
        Row(
            "社会保障和就业支出",
            (Cell("9.00", Decimal("9.00")), Cell(), Cell("9.00", Decimal("9.00"), recovered=True)),
            "208",
            page=3,
        ),
        Row("合计", (Cell("9.00", Decimal("9.00")), Cell(), Cell("9.00", Decimal("9.00"))), level=0, page=3),
    ),
    (3,),
)
FILING = Filing(
    "a.pdf",
    "某局2026年部门预算",
    "某局",
    "某省",
    2026,
    FilingKind.DEPARTMENT_BUDGET,
    9,
    (TABLE,),
    problems=(Problem("shifted_column", "一个数", Source("a.pdf", 3, table="t1", row=0, column=2)),),
)


def test_json_has_the_contracts_keys_and_exact_decimals() -> None:
    made = json.loads(json.dumps(filing_to_json(FILING)))
    assert made["filing"] == {
        "file": "a.pdf",
        "title": "某局2026年部门预算",
        "department": "某局",
        "region": "某省",
        "year": 2026,
        "kind": "部门预算",
        "pages": 9,
    }
    table = made["tables"][0]
    assert {name: table[name] for name in ("id", "title", "kind", "pages", "unit", "columns")} == {
        "id": "t1",
        "title": "部门支出总表",
        "kind": "expenditure",
        "pages": [3],
        "unit": "万元",
        "columns": ["合计", "基本支出", "项目支出"],
    }
    row = table["rows"][0]
    assert (row["label"], row["code"], row["level"], row["cells"], row["page"]) == (
        "社会保障和就业支出",
        "208",
        1,
        ["9.00", None, "9.00"],
        3,
    )
    assert row["recovered"] == [2]
    assert made["problems"] == [
        {"code": "shifted_column", "text": "一个数", "place": {"page": 3, "table": "t1", "row": 0, "column": 2}}
    ]
    assert made["statements"] == made["checks"] == []


def test_words_stay_as_printed() -> None:
    assert cell_to_json(Cell(">=8.5万人", Decimal("8.5"), "万人", ">=")) == ">=8.5万人"
    assert cell_to_json(Cell("有效提升")) == "有效提升"
    assert cell_to_json(Cell("3552.7 1", Decimal("3552.71"))) == "3552.71"
    assert cell_to_json(Cell("  ")) is None


def test_the_outline_shows_tables_sums_and_problems() -> None:
    text = outline(FILING)
    assert "某局  某省  2026  部门预算  9 页" in text
    assert "部门支出总表  expenditure  第 3–3 页  万元  2 行" in text
    assert "[shifted_column] 一个数" in text
