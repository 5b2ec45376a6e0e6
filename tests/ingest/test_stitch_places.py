"""A page that parts its cells otherwise than the page before: columns are found by where they stand."""

from __future__ import annotations

from ingest.document import Document, Grid, GridCell, TextBlock
from ingest.stitch_places import move_under
from ingest.tables import document_to_tables

Printed = tuple[str, float, float, int]  # text, left and right edge, how many columns it covers


def line(top: float, *cells: Printed, page: int = 1) -> tuple[GridCell | None, ...]:
    row: list[GridCell | None] = []
    for text, left, right, span in cells:
        row += [GridCell(text, page, None, (left, top, right, top + 20), span), *[None] * (span - 1)]
    return tuple(row)


def texts(rows: list[tuple[GridCell | None, ...]] | None) -> list[list[str]] | None:
    return None if rows is None else [[cell.text if cell else "" for cell in row] for row in rows]


HEADER = line(
    100,
    ("一级指标", 0, 50, 1),
    ("二级指标", 50, 100, 1),
    ("三级指标", 100, 200, 2),
    ("指标值", 200, 250, 1),
    ("分值", 250, 300, 1),
)
PAIRS = line(80, ("项目名称", 0, 50, 1), ("教学改革", 50, 100, 1), ("实施单位", 100, 150, 1), ("某大学", 150, 300, 3))
FIRST = line(
    120,
    ("产出指标", 0, 50, 1),
    ("数量指标", 50, 100, 1),
    ("课程数量", 100, 200, 2),
    ("≥20门", 200, 250, 1),
    ("10", 250, 300, 1),
)
NEXT = line(
    40,
    ("效益指标", 0, 50, 1),
    ("社会效益", 50, 100, 1),
    ("学生能力", 100, 200, 1),
    ("显著提升", 200, 250, 1),
    ("30", 250, 300, 1),
    page=2,
)


def test_values_of_a_form_s_next_page_stand_under_their_titles() -> None:
    """Above the indicators one column was parted in two, on the next page it is not."""
    blocks = (TextBlock("项目绩效目标表", 1), Grid((PAIRS, HEADER, FIRST), 1), Grid((NEXT,), 2))
    indicators = document_to_tables(Document("a.pdf", blocks, 2))[0][1]
    assert indicators.columns == ("指标值", "分值")
    assert [(row.label, [cell.text for cell in row.cells]) for row in indicators.rows] == [
        ("课程数量", ["≥20门", "10"]),
        ("学生能力", ["显著提升", "30"]),
    ]


def test_a_title_over_two_columns_is_no_column() -> None:
    over = line(0, ("项目", 0, 100, 1), ("其中", 100, 200, 2))
    under = (None, *line(20, ("财政资金", 100, 150, 1), ("其他资金", 150, 200, 1)))
    rows = [line(0, ("甲", 0, 100, 1), ("", 100, 150, 1), ("5.00", 150, 200, 1), page=2)]
    assert texts(move_under(rows, (over, under), (over, under))) == [["甲", "", "5.00"]]


def test_a_page_set_further_in_or_narrower_is_laid_over_the_first() -> None:
    header = line(0, ("项目", 0, 100, 1), ("金额", 100, 200, 2))
    rows = [line(0, ("甲", 40, 90, 1), ("5.00", 90, 140, 1), page=2)]
    assert texts(move_under(rows, (header,), (header,))) == [["甲", "5.00", ""]]


def test_where_places_do_not_tell_nothing_is_moved() -> None:
    header = line(0, ("项目", 0, 100, 1), ("金额", 100, 200, 1))
    two_in_one = [line(0, ("甲", 0, 100, 1), ("5.00", 100, 150, 1), ("6.00", 150, 200, 1), page=2)]
    assert move_under(two_in_one, (header,), (header,)) is None
    turned = [(GridCell("甲", 1, None, (0, 0, 20, 50)), GridCell("金额", 1, None, (0, 50, 20, 99)))]
    assert move_under(turned, turned, turned) is None
    assert move_under([(GridCell("甲", 2),)], (header,), (header,)) is None


def test_a_page_without_header_and_with_fewer_columns_finds_them_by_place() -> None:
    top = line(
        0,
        ("科目编码", 0, 50, 1),
        ("科目名称", 50, 100, 1),
        ("合计", 100, 150, 1),
        ("基本支出", 150, 200, 1),
        ("项目支出", 200, 250, 1),
    )
    body = line(
        20,
        ("201", 0, 50, 1),
        ("一般公共服务支出", 50, 100, 1),
        ("9.00", 100, 150, 1),
        ("4.00", 150, 200, 1),
        ("5.00", 200, 250, 1),
    )
    rest = line(
        20,
        ("205", 0, 50, 1),
        ("教育支出", 50, 100, 1),
        ("3.00", 100, 150, 1),
        ("3.00", 200, 250, 1),
        page=2,
    )
    blocks = (TextBlock("部门支出总表", 1), Grid((top, body), 1), Grid((rest,), 2))
    (table,) = document_to_tables(Document("a.pdf", blocks, 2))[0]
    assert [[cell.text for cell in row.cells] for row in table.rows] == [["9.00", "4.00", "5.00"], ["3.00", "", "3.00"]]
