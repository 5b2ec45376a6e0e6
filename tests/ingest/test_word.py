"""The readers of Word files: reading order, merged cells, numbers of lists, text boxes, old files, refusals."""

from __future__ import annotations

import struct
import zipfile
from pathlib import Path

import pytest

from ingest import word_old
from ingest.document import Document, TextBlock, UnreadableFile
from ingest.read import read_document, read_filing
from ingest.word_binary import BinaryWordError, CellShape, WordParagraph, streams_to_paragraphs
from ingest.word_lists import table_to_lists
from ingest.word_numbers import ListCounter, chinese
from ingest.word_old import paragraphs_to_blocks

_NAMES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"'
)
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def paragraph(text: str, properties: str = "") -> str:
    return f"<w:p><w:pPr>{properties}</w:pPr><w:r><w:t>{text}</w:t></w:r></w:p>"


def cell(text: str, properties: str = "") -> str:
    return f"<w:tc><w:tcPr>{properties}</w:tcPr>{paragraph(text)}</w:tc>"


def table(*rows: list[str]) -> str:
    return "<w:tbl>" + "".join(f"<w:tr>{''.join(row)}</w:tr>" for row in rows) + "</w:tbl>"


def write(path: Path, body: str, **parts: str) -> Path:
    """A docx of this body, and of other parts of the folder word."""
    with zipfile.ZipFile(path, "w") as package:
        package.writestr("word/document.xml", f"<w:document {_NAMES}><w:body>{body}</w:body></w:document>")
        for name, text in parts.items():
            package.writestr(f"word/{name}.xml", text)
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


def test_paragraphs_and_tables_in_reading_order(tmp_path: Path) -> None:
    body = (
        paragraph("某市财政局2026年部门预算")
        + paragraph("收入总表")
        + paragraph("单位：万元")
        + table([cell("项目"), cell("预算数")], [cell("合计"), cell("12.50")])
        + paragraph("说明在后。")
    )
    path = write(tmp_path / "a.docx", body)
    assert shown(read_document(path)) == [
        "某市财政局2026年部门预算",
        "收入总表",
        "单位：万元",
        [["项目", "预算数"], ["合计", "12.50"]],
        "说明在后。",
    ]
    (made,) = read_filing(path).tables
    assert (made.title, made.unit, str(made.rows[0].cells[0].value)) == ("收入总表", "万元", "12.50")


def test_merged_cells(tmp_path: Path) -> None:
    down, on, two = '<w:vMerge w:val="restart"/>', "<w:vMerge/>", '<w:gridSpan w:val="2"/>'
    body = table(
        [cell("项目", down), cell("2026年", two)],
        [cell("", on), cell("基本支出"), cell("项目支出")],
        [cell("合计"), cell("1"), cell("2")],
    )
    (grid,) = shown(read_document(write(tmp_path / "a.docx", body)))
    assert grid == [[("项目", 1, 2), ("2026年", 2, 1), None], [None, "基本支出", "项目支出"], ["合计", "1", "2"]]


def test_tables_that_share_one_frame_are_parted(tmp_path: Path) -> None:
    wide = '<w:gridSpan w:val="2"/>'
    one = [
        [cell("附表1"), cell("")],
        [cell("收入完成情况表", wide)],
        [cell("单位：万元", wide)],
        [cell("项目"), cell("完成数")],
        [cell("合计"), cell("1")],
    ]
    two = [
        [cell("附表2"), cell("")],
        [cell("支出完成情况表", wide)],
        [cell("单位：元", wide)],
        [cell("项目"), cell("完成数")],
        [cell("合计"), cell("2")],
    ]
    tables = read_filing(write(tmp_path / "a.docx", table(*one, *two))).tables
    assert [(t.title, t.unit, str(t.rows[0].cells[0].value)) for t in tables] == [
        ("收入完成情况表", "万元", "1"),
        ("支出完成情况表", "元", "2"),
    ]


def test_labels_set_in_by_their_paragraphs_have_levels(tmp_path: Path) -> None:
    steps = (
        ("转移性收入", "520", ""),
        ("上级补助收入", "470", '<w:ind w:firstLineChars="100" w:firstLine="210"/>'),
        ("返还性收入", "50", '<w:ind w:left="420"/>'),
        ("调入资金", "50", '<w:ind w:left="420" w:hanging="210"/>'),
    )
    rows = [[cell("项目"), cell("预算数")]]
    rows += [[f"<w:tc>{paragraph(label, ind)}</w:tc>", cell(amount)] for label, amount, ind in steps]
    path = write(tmp_path / "a.docx", paragraph("一般公共预算收入表") + table(*rows))
    (made,) = read_filing(path).tables
    assert [(row.label, row.level) for row in made.rows] == [
        ("转移性收入", 1),
        ("上级补助收入", 2),
        ("返还性收入", 3),
        ("调入资金", 2),
    ]


def test_numbers_that_word_prints_before_paragraphs(tmp_path: Path) -> None:
    def level(at: int, form: str, text: str) -> str:
        return f'<w:lvl w:ilvl="{at}"><w:start w:val="1"/><w:numFmt w:val="{form}"/><w:lvlText w:val="{text}"/></w:lvl>'

    numbering = (
        f'<w:numbering {_NAMES}><w:abstractNum w:abstractNumId="0">{level(0, "chineseCounting", "%1、")}'
        f'{level(1, "decimal", "（%2）")}</w:abstractNum><w:num w:numId="5"><w:abstractNumId w:val="0"/></w:num></w:numbering>'
    )
    first, second = (f'<w:numPr><w:ilvl w:val="{at}"/><w:numId w:val="5"/></w:numPr>' for at in (0, 1))
    body = "".join(
        paragraph(text, mark)
        for text, mark in (
            ("收入", first),
            ("税收", second),
            ("非税", second),
            ("支出", first),
            ("基本", second),
            ("没有号", ""),
        )
    )
    assert shown(read_document(write(tmp_path / "a.docx", body, numbering=numbering))) == [
        "一、收入",
        "（1）税收",
        "（2）非税",
        "二、支出",
        "（1）基本",
        "没有号",
    ]


@pytest.mark.parametrize(
    ("number", "text"), [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (45, "四十五"), (105, "一〇五")]
)
def test_chinese_numbers(number: int, text: str) -> None:
    assert chinese(number) == text


def test_text_boxes_once_and_what_is_not_printed_never(tmp_path: Path) -> None:
    box = f"<w:txbxContent>{paragraph('框内')}</w:txbxContent>"
    body = (
        f"<w:p><w:r><w:t>正文</w:t><mc:AlternateContent><mc:Choice>{box}</mc:Choice><mc:Fallback>{box}</mc:Fallback>"
        "</mc:AlternateContent></w:r><w:del><w:r><w:delText>删去</w:delText></w:r></w:del>"
        "<w:r><w:rPr><w:vanish/></w:rPr><w:t>隐藏</w:t></w:r><w:r><w:instrText>PAGE</w:instrText></w:r></w:p>"
    )
    assert shown(read_document(write(tmp_path / "a.docx", body))) == ["正文", "框内"]


def test_a_table_around_a_table_is_only_a_frame(tmp_path: Path) -> None:
    inner = table([cell("项目"), cell("预算数")], [cell("合计"), cell("3")])
    body = f"<w:tbl><w:tr><w:tc>{paragraph('支出表')}{inner}</w:tc></w:tr></w:tbl>"
    assert shown(read_document(write(tmp_path / "a.docx", body))) == ["支出表", [["项目", "预算数"], ["合计", "3"]]]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        ("", "holds no text at all"),
        ("<w:p>", "is damaged or cut short"),
        (paragraph("</w:t>"), "is damaged or cut short"),
    ],
)
def test_documents_without_text_are_refused(tmp_path: Path, body: str, sentence: str) -> None:
    with pytest.raises(UnreadableFile, match=rf"a\.docx.*{sentence}"):
        read_document(write(tmp_path / "a.docx", body))


def test_deeply_nested_tables_do_not_exhaust_the_reader(tmp_path: Path) -> None:
    depth = 200
    body = "<w:tbl><w:tr><w:tc>" * depth + paragraph("里") + "</w:tc></w:tr></w:tbl>" * depth + paragraph("外")
    assert shown(read_document(write(tmp_path / "a.docx", body)))[-1] == "外"


def test_rows_of_an_old_file() -> None:
    def at(*edges: int) -> list[CellShape]:
        return [CellShape(left, right) for left, right in zip(edges, edges[1:], strict=False)]

    def row(shapes: list[CellShape], *texts: str) -> list[WordParagraph]:
        return [*(WordParagraph(text, "\x07", 1) for text in texts), WordParagraph("", "\x07", 1, True, shapes)]

    below = at(0, 2010, 3000, 4000)
    below[0].goes_on_above = True
    blocks = paragraphs_to_blocks(
        [
            WordParagraph("\x13 TOC \\o \x14支出表\x15", "\r"),
            *row(at(0, 2000, 4000), "项目", "2026年"),
            *row(below, "", "基本", "项目支出"),
            *row(at(5, 2000, 3000, 4000), "合计", "1", "2"),
            WordParagraph("完\x0b了", "\r"),
        ]
    )
    assert shown(Document("a.doc", tuple(blocks))) == [
        "支出表",
        [[("项目", 1, 2), ("2026年", 2, 1), None], [None, "基本", "项目支出"], ["合计", "1", "2"]],
        "完\n了",
    ]


def test_numbers_of_lists_in_an_old_file() -> None:
    def level(form: int, text: str) -> bytes:
        return struct.pack("<iB", 1, form) + b"\0" * 23 + struct.pack("<H", len(text)) + text.encode("utf-16-le")

    entry = struct.pack("<i", 77) + b"\0" * 24
    lists = (
        struct.pack("<H", 1) + entry + b"".join(level(*one) for one in [(37, "\0、"), (0, "（\1）"), *[(0, "")] * 7])
    )
    uses = struct.pack("<I", 1) + struct.pack("<i", 77) + b"\0" * 12
    main = bytearray(b"\0" * 0x2F2)
    struct.pack_into("<IIII", main, 0x2E2, 0, len(entry) + 2, len(lists), len(uses))
    counter = ListCounter(table_to_lists(bytes(main), lists + uses))
    assert [counter.next_mark("1", at) for at in (0, 1, 1, 0, 1)] == ["一、", "（1）", "（2）", "二、", "（1）"]
    assert counter.next_mark("2", 0) == "" and table_to_lists(bytes(main), lists[:40]) == {}


@pytest.mark.parametrize(
    "main",
    [
        b"",
        b"\xec\xa5\xc1\x00" + b"\0" * 20,
        b"\xec\xa5\x65\x00" + b"\0" * 900,
        b"\xec\xa5\xc1\x00" + b"\xff" * 5000,
    ],
)
def test_broken_streams_are_told(main: bytes) -> None:
    with pytest.raises(BinaryWordError):
        streams_to_paragraphs(main, {0: b"", 1: b""}, b"")


def test_a_torn_compound_file_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(OLE + b"\0" * 200)
    with pytest.raises(UnreadableFile, match=r"a\.doc is damaged or cut short"):
        read_document(path)


def test_without_libreoffice_a_foreign_doc_says_what_to_do(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(UnreadableFile, match=r"save it as \.docx .* or install LibreOffice"):
        word_old._through_office(tmp_path / "a.doc")


@pytest.mark.shared
def test_an_old_file_of_180_pages(shared: Path) -> None:
    filing = read_filing(shared / "filings" / "hotan-city-final-2025.doc")
    assert (filing.department, filing.region, filing.year, filing.kind) == ("和田地区", "新疆和田", 2025, "政府决算")
    assert any(paragraph.text == "二、一般公共预算支出决算表" for paragraph in filing.paragraphs)
    assert len(filing.tables) >= 28 and all(table.unit for table in filing.tables)
    transfers = filing.tables[0]
    assert (len(transfers.rows), transfers.columns[:2]) == (465, ("合计决算数", "皮山县"))
    assert [cell.text for cell in transfers.rows[0].cells][:3] == ["21951", "2076", "4197"]


@pytest.mark.shared
def test_an_old_file_cut_short_or_locked(shared: Path, tmp_path: Path) -> None:
    data = (shared / "filings" / "hotan-city-final-2025.doc").read_bytes()
    torn = tmp_path / "torn.doc"
    torn.write_bytes(data[: len(data) // 2])
    with pytest.raises(UnreadableFile, match=r"torn\.doc"):
        read_document(torn)
    locked = tmp_path / "locked.doc"
    at = data.index(struct.pack("<HH", 0xA5EC, 0xC1)) + 0x0A
    locked.write_bytes(data[:at] + struct.pack("<H", struct.unpack_from("<H", data, at)[0] | 0x0100) + data[at + 2 :])
    with pytest.raises(UnreadableFile, match=r"locked\.doc is locked with a password"):
        read_document(locked)


@pytest.mark.shared
def test_a_citys_report(shared: Path) -> None:
    filing = read_filing(shared / "filings" / "chengde-city-report-2025.docx")
    assert (filing.department, filing.region, filing.year, filing.kind) == ("承德市", "河北承德", 2025, "政府预算")
    assert len(filing.tables) == 13 and {table.unit for table in filing.tables} == {"万元"}
    land = next(row for table in filing.tables for row in table.rows if row.label == "一、国有土地使用权出让金收入")
    assert [cell.text for cell in land.cells] == ["441027", "235693", "53.4", "-44.3"]
