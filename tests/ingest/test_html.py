"""The reader of web pages: text and tables in reading order, nothing run or fetched, pages printed from a PDF, refusals."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import Document, TextBlock, UnreadableFile
from ingest.read import read_document, read_filing


def write(tmp_path: Path, body: str, encoding: str = "utf-8", head: str = "") -> Path:
    path = tmp_path / "a.html"
    path.write_bytes(
        f"<!DOCTYPE html><html><head>{head}<title>t</title></head><body>{body}</body></html>".encode(encoding)
    )
    return path


def shown(document: Document) -> list[object]:
    return [
        block.text
        if isinstance(block, TextBlock)
        else [
            [
                None if c is None else (c.text, c.colspan, c.rowspan) if c.colspan * c.rowspan > 1 else c.text
                for c in row
            ]
            for row in block.rows
        ]
        for block in document.blocks
    ]


def test_text_and_tables_in_reading_order(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """<h1>某市审计局2026年部门预算</h1><div>一、收入<br>说明<b>在此</b>。</div>
        <p>收入总表</p><p style="text-align:right">单位：万元</p>
        <table><thead><tr><th rowspan=2>项目</th><th colspan="2">2026年</th></tr><tr><th>基本<br>支出</th><th>项目支出</th></tr></thead>
        <tbody><tr><td>合计</td><td>&nbsp;1,234.50 </td><td></td></tr></tbody></table><p>完。</p>""",
    )
    assert shown(read_document(path)) == [
        "某市审计局2026年部门预算",
        "一、收入",
        "说明在此。",
        "收入总表",
        "单位：万元",
        [[("项目", 1, 2), ("2026年", 2, 1), None], [None, "基本\n支出", "项目支出"], ["合计", "\xa01,234.50", ""]],
        "完。",
    ]
    (table,) = read_filing(path).tables
    assert (table.title, table.unit, table.columns, str(table.rows[0].cells[0].value)) == (
        "收入总表",
        "万元",
        ("2026年 / 基本支出", "2026年 / 项目支出"),
        "1234.50",
    )


def test_what_is_not_the_pages_text_stays_out(tmp_path: Path) -> None:
    path = write(
        tmp_path,
        """<script>document.write('脚本')</script><style>p{}</style><nav>导航</nav><!-- 注释 -->
        <div><a href="/">首页</a> &gt; <a href="/x">财政信息</a></div>
        <table><tr><td><a href="/">首页</a></td><td><a>栏目</a></td></tr></table>
        <p style="display: none">藏着</p><p>正文有<a href="x">链接</a>一处在其中。</p><noscript>请开启脚本</noscript>
        <iframe src="http://192.0.2.1/never">框</iframe><img src="http://192.0.2.1/never.png">""",
    )
    assert shown(read_document(path)) == ["正文有链接一处在其中。"]


def test_a_table_that_only_places_others(tmp_path: Path) -> None:
    inner = "<table><tr><td>项目</td><td>预算数</td></tr><tr><td>合计</td><td>3</td></tr></table>"
    path = write(tmp_path, f"<table><tr><td>支出表</td></tr><tr><td>{inner}</td></tr></table>")
    assert shown(read_document(path)) == ["支出表", [["项目", "预算数"], ["合计", "3"]]]


@pytest.mark.parametrize(
    ("cell", "expected"),
    [
        ('<td rowspan="0">甲</td>', ("甲", 1, 2)),
        ('<td colspan="x">甲</td>', "甲"),
        ('<td colspan="99999999999">甲</td>', "甲"),
        ('<td rowspan="500">甲</td>', ("甲", 1, 2)),
    ],
)
def test_odd_spans(tmp_path: Path, cell: str, expected: object) -> None:
    path = write(tmp_path, f"<table><tr>{cell}<td>乙</td></tr><tr><td>丙</td><td>丁</td></tr></table>")
    (grid,) = shown(read_document(path))
    assert isinstance(grid, list) and grid[0][0] == expected


@pytest.mark.parametrize(
    ("encoding", "head"),
    [
        ("gb18030", '<meta charset="gb2312">'),
        ("gb18030", ""),
        ("utf-8", '<meta charset="utf-8">'),
        ("utf-8-sig", ""),
        ("utf-8", '<meta http-equiv="Content-Type" content="text/html; charset=no-such">'),
    ],
)
def test_encodings(tmp_path: Path, encoding: str, head: str) -> None:
    assert shown(read_document(write(tmp_path, "<p>预算数镕</p>", encoding, head))) == ["预算数镕"]


def test_a_workbook_that_is_a_web_page(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_text(
        "<table border=1><tr><td>项目</td><td>预算数</td></tr><tr><td>合计</td><td>1</td></tr></table>",
        encoding="utf-8",
    )
    assert shown(read_document(path)) == [[["项目", "预算数"], ["合计", "1"]]]


def test_a_page_printed_from_a_pdf(tmp_path: Path) -> None:
    def text(left: int, top: int, words: str) -> str:
        return f'<div style="position:absolute;left:{left}pt;top:{top}pt;font-size:10pt">{words}</div>'

    def rule(left: int, top: int, width: int, height: int, side: str) -> str:
        size = f"width:{width}pt;height:{height}pt"
        return f'<div style="position:absolute;left:{left}pt;top:{top}pt;{size};border-{side}:0.5pt solid #000"> </div>'

    rules = "".join(rule(50, y, 200, 0, "bottom") for y in (100, 120, 140))
    rules += "".join(rule(x, 100, 0, 40, "right") for x in (50, 150, 250))
    words = "".join(
        text(*place)
        for place in (
            (60, 60, "支出表"),
            (200, 80, "单位：元"),
            (60, 105, "项目"),
            (160, 105, "预算数"),
            (60, 125, "合计"),
            (160, 125, "1,234.50"),
        )
    )
    page = f'<div class="page" style="position:relative;width:595pt;height:842pt">{rules}{words}</div>'
    document = read_document(write(tmp_path, page))
    assert shown(document) == ["支出表", "单位：元", [["项目", "预算数"], ["合计", "1,234.50"]]]
    assert document.pages == 1 and document.blocks[-1].page == 1


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("", "is a web page without any text"),
        ("<script>x</script><a href='/x.pdf'>预算公开.pdf</a>", "the file that it links to"),
    ],
)
def test_pages_without_text_are_refused(tmp_path: Path, body: str, sentence: str) -> None:
    with pytest.raises(UnreadableFile, match=rf"a\.html.*{sentence}"):
        read_document(write(tmp_path, body))


def test_an_xml_spreadsheet_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xls"
    path.write_text('<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>')
    with pytest.raises(UnreadableFile, match=r"XML spreadsheet.*save it as \.xlsx"):
        read_document(path)


def test_deep_nesting_does_not_exhaust_the_reader(tmp_path: Path) -> None:
    path = write(tmp_path, "<p>先</p>" + "<div>" * 5000 + "深" + "</div>" * 5000)
    assert shown(read_document(path))[0] == "先"


@pytest.mark.shared
def test_a_departments_page(shared: Path) -> None:
    filing = read_filing(shared / "filings" / "yantai-veterans-2026.html")
    assert (filing.department, filing.region, filing.year, filing.kind) == (
        "烟台市退役军人事务局",
        "山东烟台",
        2026,
        "部门预算",
    )
    income = next(table for table in filing.tables if table.title == "收入总体情况表")
    assert (len(income.rows), income.unit, income.columns[1]) == (37, "万元", "财政拨款收入 / 小计")
    total = income.rows[0]
    assert [str(cell.value) for cell in total.cells][:2] == ["35874.49", "28685.65"] and total.page == 8
    assert next(row for row in income.rows if row.code == "2296099").cells[3].text == "218.00"
    assert filing.pages == 53


def test_labels_set_in_by_their_style_have_levels(tmp_path: Path) -> None:
    steps = (
        ("转移性收入", 520, ""),
        ("上级补助收入", 470, "text-indent: 1em"),
        ("返还性收入", 50, "padding-left:24pt"),
    )
    rows = "".join(f'<tr><td style="{style}">{label}</td><td>{amount}</td></tr>' for label, amount, style in steps)
    rows += '<tr><td><p style="margin-left:16px">调入资金</p></td><td>50</td></tr>'
    page = (
        f"<html><body><p>一般公共预算收入表</p><table><tr><td>项目</td><td>预算数</td></tr>{rows}</table></body></html>"
    )
    (tmp_path / "a.html").write_text(page, encoding="utf-8")
    (made,) = read_filing(tmp_path / "a.html").tables
    assert [(row.label, row.level) for row in made.rows] == [
        ("转移性收入", 1),
        ("上级补助收入", 2),
        ("返还性收入", 3),
        ("调入资金", 2),
    ]
