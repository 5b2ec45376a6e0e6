"""The reader of workbooks: shown numbers, merged cells, hidden and unprinted cells, tables beside and below each other, refusals."""

from __future__ import annotations

import datetime
import zipfile
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlwt

from ingest.document import Document, Grid, TextBlock, UnreadableFile
from ingest.excel import read_xlsx
from ingest.excel_number import number_to_text
from ingest.office_zip import OfficeZip
from ingest.read import read_document, read_filing

HEAD = ["科目编码", "项目", "预算数"]
ROWS = [[208, "社会保障和就业支出", 1234.5], [20805, "行政事业单位养老支出", 1000], ["", "支出合计", 1234.5]]


def write(path: Path, **sheets: list[list[Any]]) -> Any:
    """A workbook with these sheets, saved; returned to be changed and saved again."""
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return book


def texts_of(document: Document) -> list[str]:
    return [block.text for block in document.blocks if isinstance(block, TextBlock)]


def grids_of(document: Document) -> list[list[list[str | None]]]:
    return [
        [[cell.text if cell else None for cell in row] for row in block.rows]
        for block in document.blocks
        if isinstance(block, Grid)
    ]


@pytest.mark.parametrize(
    ("stored", "code", "shown"),
    [
        ("0.131702521834474", "0.0%", "13.2%"),
        ("-0.0512758786711603", "0.0%", "-5.1%"),
        ("250422", "#,##0_ ", "250,422"),
        ("1234.5599999999999", "General", "1234.56"),
        ("0.1", "General", "0.1"),
        ("-1234.5", "#,##0.00_);\\(#,##0.00\\)", "(1,234.50)"),
        ("0", '_ * #,##0_ ;_ * \\-#,##0_ ;_ * "-"??_ ;_ @_ ', "-"),
        ("0.005", "0.00", "0.01"),
        ("-0.001", "0.00", "0.00"),
        ("1234.5", '"￥"#,##0.00', "1,234.50"),
        ("12", '0"万元"', "12万元"),
        ("123456789", "#,##0.00,", "123,456.79"),
        ("46037", 'yyyy"年"m"月"', "2026年1月"),
        ("1e400", "0", "1e400"),
        ("3.5", "0.0##", "3.5"),
        ("0", "0;-0;;@", ""),
    ],
)
def test_numbers_are_read_as_they_are_shown(stored: str, code: str, shown: str) -> None:
    assert number_to_text(stored, code) == shown


def test_title_unit_and_table_of_a_sheet(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write(path, 支出=[["某市支出预算表"], ["", "", "单位：万元"], HEAD, *ROWS, ["注：本表含基金。"]])
    document = read_document(path)
    assert texts_of(document) == ["某市支出预算表", "单位：万元", "注：本表含基金。"]
    assert grids_of(document) == [
        [
            HEAD,
            ["208", "社会保障和就业支出", "1234.5"],
            ["20805", "行政事业单位养老支出", "1000"],
            ["", "支出合计", "1234.5"],
        ]
    ]
    (table,) = read_filing(path).tables
    assert (table.title, table.unit) == ("某市支出预算表", "万元")
    assert [(row.code, row.label, str(row.cells[0].value)) for row in table.rows] == [
        ("208", "社会保障和就业支出", "1234.5"),
        ("20805", "行政事业单位养老支出", "1000"),
        (None, "支出合计", "1234.5"),
    ]
    assert table.rows[0].line == 4


def test_labels_set_in_by_their_cells_have_levels(tmp_path: Path) -> None:
    rows = [
        ["项目", "预算数"],
        ["转移性收入", "520"],
        ["上级补助收入", "470"],
        ["返还性收入", "50"],
        ["调入资金", "50"],
    ]
    book = write(tmp_path / "a.xlsx", 表=[["一般公共预算收入表"], *rows])
    for at, steps in ((4, 1), (5, 2), (6, 1)):
        book["表"].cell(at, 1).alignment = openpyxl.styles.Alignment(indent=steps)
    book.save(tmp_path / "a.xlsx")
    old = xlwt.Workbook(encoding="utf-8")
    sheet = old.add_sheet("表")
    sheet.write(0, 0, "一般公共预算收入表")
    for at, (label, amount) in enumerate(rows, start=1):
        sheet.write(at, 0, label, xlwt.easyxf(f"align: indent {(0, 0, 1, 2, 1)[at - 1]}"))
        sheet.write(at, 1, amount)
    old.save(str(tmp_path / "a.xls"))
    for name in ("a.xlsx", "a.xls"):
        (table,) = read_filing(tmp_path / name).tables
        assert [(row.label, row.level) for row in table.rows] == [
            ("转移性收入", 1),
            ("上级补助收入", 2),
            ("返还性收入", 3),
            ("调入资金", 2),
        ]


def test_merged_headers_keep_their_spans(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = write(path, 支出=[["项目", "2026年", "", "备注"], ["", "基本支出", "项目支出", ""], ["合计", 3, 4, "无"]])
    sheet = book["支出"]
    for span in ("A1:A2", "B1:C1", "D1:D2"):
        sheet.merge_cells(span)
    book.save(path)
    (grid,) = [block for block in read_document(path).blocks if isinstance(block, Grid)]
    first, second = grid.rows[0], grid.rows[1]
    assert first[0] is not None and (first[0].rowspan, first[0].colspan) == (2, 1)
    assert first[1] is not None and (first[1].rowspan, first[1].colspan) == (1, 2)
    assert first[2] is None and second[0] is None and second[3] is None


def test_working_columns_stay_out_and_codes_of_a_hidden_column_stay_in(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = write(
        path,
        支出=[["科目编码", "项目", "序", "预算数", "打印"], [208, "社会保障", 7, 5, "是"], [20805, "养老", 9, 5, "否"]],
    )
    sheet = book["支出"]
    sheet.column_dimensions["A"].hidden = True
    sheet.column_dimensions["C"].hidden = True
    sheet.row_dimensions[3].hidden = True
    sheet.print_area = "B1:D3"
    hidden = book.create_sheet("底稿")
    hidden["A1"], hidden.sheet_state = "不公开", "hidden"
    book.save(path)
    document = read_document(path)
    assert grids_of(document) == [[["科目编码", "项目", "预算数"], ["208", "社会保障", "5"], ["20805", "养老", "5"]]]
    assert [(problem.code, problem.text.rpartition(": ")[2]) for problem in document.problems] == [
        ("hidden_sheets", "底稿"),
        ("hidden_columns", "支出 (C, E)"),
        ("hidden_rows", "支出 (1)"),
    ]


def test_tables_below_and_beside_each_other_are_parted(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    below = [
        ["收入表", "", ""],
        ["", "", "单位：元"],
        HEAD,
        *ROWS,
        [],
        ["支出表", "", ""],
        ["", "", "单位：万元"],
        HEAD,
        *ROWS,
    ]
    beside = [["全市债务情况表", "", "本级债务情况表", ""], ["项目", "金额", "项目", "金额"], ["合计", 1, "合计", 2]]
    write(path, 上下=below, 左右=beside)
    document = read_document(path)
    assert [len(grid) for grid in grids_of(document)] == [4, 4, 2, 2]
    assert texts_of(document) == ["收入表", "单位：元", "支出表", "单位：万元", "全市债务情况表", "本级债务情况表"]


def test_tables_of_one_title_side_by_side_keep_their_scopes(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = write(
        path,
        债务=[
            ["债务余额情况表", "", "", "债务余额情况表", "", ""],
            ["", "", "单位：万元", "", "", "单位：万元"],
            ["项目", "全市", "", "项目", "市本级", ""],
            ["", "决算数", "执行数", "", "决算数", "执行数"],
            ["一般债务余额", 5, 6, "一般债务余额", 3, 4],
            ["专项债务余额", 7, 8, "专项债务余额", 1, 2],
        ],
    )
    for span in ("A1:C1", "D1:F1", "A3:A4", "B3:C3", "D3:D4", "E3:F3"):
        book["债务"].merge_cells(span)
    book.save(path)
    assert [
        (table.title, table.unit, table.columns, str(table.rows[0].cells[0].value))
        for table in read_filing(path).tables
    ] == [
        ("债务余额情况表", "万元", ("全市 / 决算数", "全市 / 执行数"), "5"),
        ("债务余额情况表", "万元", ("市本级 / 决算数", "市本级 / 执行数"), "3"),
    ]


def test_a_sheets_name_is_its_title_where_it_prints_none(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write(path, 部门收入总表=[HEAD, *ROWS], Sheet2=[HEAD, *ROWS])
    assert texts_of(read_document(path)) == ["部门收入总表"]


def test_dates_and_empty_sheets(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    book = write(path, 空=[], 封面=[["某市2026年预算"], [datetime.date(2026, 1, 15)]])
    book["封面"]["A2"].number_format = 'yyyy"年"m"月"d"日"'
    book.save(path)
    assert texts_of(read_document(path)) == ["某市2026年预算", "2026年1月15日"]


def test_empty_rows_by_the_thousand_and_a_cell_far_away_do_no_harm(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write(path, 表=[HEAD, *ROWS])
    rows = b"".join(b'<row r="%d"/>' % row for row in range(5, 3_000))
    far = b'<row r="1048576"><c r="XFD1048576" t="inlineStr"><is><t>x</t></is></c></row></sheetData>'
    replace_part(path, "xl/worksheets/sheet1.xml", lambda data: data.replace(b"</sheetData>", rows + far))
    (grid,) = grids_of(read_document(path))
    assert [row[:3] for row in grid[:4]] == [HEAD, *[[str(cell) for cell in row] for row in ROWS]]


def replace_part(path: Path, name: str, change: Any) -> None:
    """The zip with one of its parts changed."""
    with zipfile.ZipFile(path) as package:
        parts = {part: package.read(part) for part in package.namelist()}
    parts[name] = change(parts.get(name, b""))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as package:
        for part, data in parts.items():
            package.writestr(part, data)


def test_an_old_workbook(tmp_path: Path) -> None:
    book = xlwt.Workbook(encoding="utf-8")
    sheet = book.add_sheet("支出")
    sheet.write_merge(0, 0, 0, 2, "某局支出预算表")
    for column, text in enumerate(["项目", "预算数", "增长"]):
        sheet.write(1, column, text)
    sheet.write(2, 0, "合计")
    sheet.write(2, 1, 1234.5, xlwt.easyxf(num_format_str="#,##0.00"))
    sheet.write(2, 2, 0.1317, xlwt.easyxf(num_format_str="0.0%"))
    path = tmp_path / "a.xls"
    book.save(str(path))
    document = read_document(path)
    assert texts_of(document) == ["某局支出预算表"]
    assert grids_of(document) == [[["项目", "预算数", "增长"], ["合计", "1,234.50", "13.2%"]]]


def test_what_the_file_is_called_does_not_matter(tmp_path: Path) -> None:
    path = tmp_path / "named.pdf"
    write(tmp_path / "a.xlsx", 表=[HEAD, *ROWS])
    path.write_bytes((tmp_path / "a.xlsx").read_bytes())
    assert len(grids_of(read_document(path))) == 1


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "bomb.xlsx"
    write(path, 表=[HEAD])
    with pytest.raises(UnreadableFile, match=r"bomb\.xlsx would unpack to more than 0 MB.*left alone"):
        OfficeZip(path, most_unpacked=100)


def test_strings_that_cells_share_and_their_reading_aids(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write(path, 表=[["项目", "预算数"], ["x", "y"]])
    space = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
    shared = f"<sst {space}><si><r><t>合</t></r><r><t>计</t></r><rPh><t>heji</t></rPh></si></sst>"
    replace_part(
        path,
        "xl/worksheets/sheet1.xml",
        lambda data: data.replace(b't="inlineStr"><is><t>x</t></is>', b't="s"><v>0</v>'),
    )
    replace_part(path, "xl/sharedStrings.xml", lambda _: shared.encode())
    assert grids_of(read_document(path)) == [[["项目", "预算数"], ["合计", "y"]]]


@pytest.mark.parametrize("part", ["xl/worksheets/sheet1.xml", "xl/sharedStrings.xml"])
def test_external_entities_are_not_resolved(tmp_path: Path, part: str) -> None:
    secret = tmp_path / "secret.txt"
    secret.write_text("secret words")
    path = tmp_path / "a.xlsx"
    write(path, 表=[["头", "尾"], ["x", "y"]])
    doctype = f'<!DOCTYPE s [<!ENTITY e SYSTEM "{secret.as_uri()}">]>'.encode()
    replace_part(path, part, lambda data: doctype + (data or b"<sst><si><t>x</t></si></sst>").replace(b">x<", b">&e;<"))
    assert "secret" not in str(read_xlsx(path).blocks)


@pytest.mark.parametrize(
    ("change", "sentence"),
    [
        (lambda data: data[: len(data) // 2], r"a\.xlsx is damaged or cut short"),
        (lambda data: data[:4] + b"\0" * 60, r"a\.xlsx is damaged or cut short"),
    ],
)
def test_torn_workbooks_are_refused_in_a_sentence(tmp_path: Path, change: Any, sentence: str) -> None:
    path = tmp_path / "a.xlsx"
    write(path, 表=[HEAD, *ROWS])
    path.write_bytes(change(path.read_bytes()))
    with pytest.raises(UnreadableFile, match=sentence):
        read_document(path)


@pytest.mark.parametrize(
    ("names", "sentence"),
    [
        (["a.txt"], "is a zip archive: unpack it"),
        (["xl/workbook.bin"], r"save it as \.xlsx"),
        (["ppt/presentation.xml"], "is a presentation"),
        (["mimetype", "content.xml"], "OpenDocument"),
    ],
)
def test_other_zips_are_refused_in_a_sentence(tmp_path: Path, names: list[str], sentence: str) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as package:
        for name in names:
            package.writestr(name, "x")
    with pytest.raises(UnreadableFile, match=sentence):
        read_document(path)


def test_a_workbook_without_cells_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    write(path, 空=[])
    with pytest.raises(UnreadableFile, match="has no filled cell on a visible sheet"):
        read_document(path)


@pytest.mark.shared
def test_a_citys_tables(shared: Path) -> None:
    filing = read_filing(shared / "filings" / "lijiang-city-tables-2025.xlsx")
    assert (filing.department, filing.region, filing.year, filing.kind) == ("丽江市", "云南丽江", 2025, "政府预算")
    assert len(filing.tables) >= 48 and all(table.unit for table in filing.tables)
    table = next(t for t in filing.tables if t.title == "2025年丽江市一般公共预算支出执行情况表")
    row = next(row for row in table.rows if row.code == "20101")
    assert (row.label, [cell.text for cell in row.cells]) == (
        "人大事务",
        ["3,063", "3,107", "5,903", "92.7%", "190.0%"],
    )


@pytest.mark.shared
def test_a_blank_template(shared: Path) -> None:
    filing = read_filing(shared / "filings" / "blank-template-2026.xls")
    assert (filing.department, filing.region, filing.year, filing.kind) == ("", "上海", 2026, "其他")
    assert not any(cell.value for table in filing.tables for row in table.rows for cell in row.cells)
    income = next(table for table in filing.tables if table.kind == "income")
    assert income.columns == ("合计", "财政拨款收入", "事业收入", "事业单位经营收入", "其他收入")
