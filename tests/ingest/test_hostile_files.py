"""Files that are made to hurt: bombs, endless sheets, pages that ask to be fetched. Each is refused in a sentence or read."""

from __future__ import annotations

import threading
import zipfile
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from ingest.document import Grid, UnreadableFile
from ingest.read import read_document, read_filing

MEGABYTE = b" " * 2**20
DOCX = '<w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"><w:body>{}</w:body></w:document>'


@pytest.mark.parametrize(
    ("name", "part"),
    [("bomb.docx", "word/document.xml"), ("bomb.xlsx", "xl/workbook.xml"), ("bomb.pdf", "word/document.xml")],
)
def test_a_bomb_is_refused_whatever_it_is_called(tmp_path: Path, name: str, part: str) -> None:
    with (
        zipfile.ZipFile(tmp_path / name, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as bomb,
        bomb.open(part, "w") as file,
    ):
        for _ in range(301):
            file.write(MEGABYTE)
    assert (tmp_path / name).stat().st_size < 4 * 2**20
    with pytest.raises(UnreadableFile, match=rf"^{name} would unpack to more than 300 MB, which no filing needs"):
        read_document(tmp_path / name)


def test_a_million_empty_rows(tmp_path: Path) -> None:
    path = tmp_path / "endless.xlsx"
    sheet = '<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>{}</sheetData></worksheet>'
    book = (
        '<workbook xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" '
        'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
        '<sheets><sheet name="支出" sheetId="1" r:id="rId1"/></sheets></workbook>'
    )
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet" Target="worksheets/sheet1.xml"/>'
        "</Relationships>"
    )
    texts = (("项目", "预算数"), ("合计", "3"))
    rows = [
        f'<row r="{number}">' + "".join(f'<c t="inlineStr"><is><t>{text}</t></is></c>' for text in row) + "</row>"
        for number, row in enumerate(texts, start=1)
    ]
    rows += [f'<row r="{number}"/>' for number in range(3, 1_000_000)]
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as package:
        package.writestr("xl/workbook.xml", book)
        package.writestr("xl/_rels/workbook.xml.rels", relations)
        package.writestr("xl/worksheets/sheet1.xml", sheet.format("".join(rows)))
    (grid,) = [block for block in read_document(path).blocks if isinstance(block, Grid)]
    assert [[cell.text if cell else None for cell in row] for row in grid.rows] == [list(row) for row in texts]


@pytest.fixture
def asked() -> Iterator[tuple[str, list[str]]]:
    """A server on this machine, and what was asked of it."""
    paths: list[str] = []

    class Listener(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            paths.append(self.path)
            self.send_response(200)
            self.end_headers()

        def log_message(self, format: str, *arguments: object) -> None:
            pass

    server = HTTPServer(("127.0.0.1", 0), Listener)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}", paths
    server.shutdown()
    server.server_close()


def test_nothing_that_a_web_page_names_is_fetched(tmp_path: Path, asked: tuple[str, list[str]]) -> None:
    address, paths = asked
    (tmp_path / "page.html").write_text(
        f"""<!DOCTYPE html SYSTEM "{address}/filing.dtd"><html><head><base href="{address}/">
        <link rel="stylesheet" href="{address}/style.css"><meta http-equiv="refresh" content="0; url={address}/next">
        <script src="{address}/run.js"></script><style>@import url("{address}/more.css");</style></head><body>
        <img src="{address}/a.png"><iframe src="{address}/frame"></iframe><object data="{address}/o.pdf"></object>
        <p>河岸市档案馆2026年部门预算说明。</p><script>fetch("{address}/fetched")</script></body></html>""",
        encoding="utf-8",
    )
    assert [paragraph.text for paragraph in read_filing(tmp_path / "page.html").paragraphs] == [
        "河岸市档案馆2026年部门预算说明。"
    ]
    assert paths == []


def test_nothing_that_a_word_file_names_is_fetched(tmp_path: Path, asked: tuple[str, list[str]]) -> None:
    address, paths = asked
    outside = f'<!DOCTYPE w:document SYSTEM "{address}/outside.dtd" [<!ENTITY far SYSTEM "{address}/far.txt">]>'
    body = DOCX.format("<w:p><w:r><w:t>河岸市档案馆2026年部门预算说明。&far;</w:t></w:r></w:p>")
    with zipfile.ZipFile(tmp_path / "a.docx", "w") as package:
        package.writestr("word/document.xml", outside + body)
    assert "河岸市档案馆2026年部门预算说明。" in [
        paragraph.text for paragraph in read_filing(tmp_path / "a.docx").paragraphs
    ]
    assert paths == []
