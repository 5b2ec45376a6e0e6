"""Scanned pages: recognised where an engine is at hand, else told by page and extra; rules are found in the image."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

import numpy
import pytest
import reportlab
from PIL import Image, ImageDraw
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from ingest.document import Grid, TextBlock
from ingest.ocr import Recognised, image_to_marks, load_engine, recognise_scans
from ingest.pdf import read_pdf
from ingest.read import document_to_filing, read_document
from tests.ingest.made_up_pdf import Sheet

PIXELS = 2  # a point, as pages are drawn for recognition


def scanned(path: Path) -> Path:
    """A PDF of one page that is only an image: a table of two columns and two rows under a title."""
    image = Image.new("RGB", (1200, 800), "white")
    pen = ImageDraw.Draw(image)
    for y in (200, 280, 360):
        pen.line((100, y, 900, y), fill="black", width=3)
    for x in (100, 500, 900):
        pen.line((x, 200, x, 360), fill="black", width=3)
    pen.rectangle((100, 500, 400, 700), fill="black")
    image.save(path, "PDF", resolution=72 * PIXELS)
    return path


def unexplained(path: Path) -> Path:
    """A PDF with a plain page and one whose font does not tell what its glyphs are."""
    pdfmetrics.registerFont(TTFont("Vera", str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf")))
    sheet = Sheet(path)
    sheet.canvas.setPageCompression(0)
    sheet.text(50, 50, "第一页")
    sheet.next_page()
    sheet.text(50, 50, "ÀÉÎÕÜŠŽ", font="Vera")
    sheet.save()
    path.write_bytes(path.read_bytes().replace(b"/ToUnicode", b"/NoUnicode"))
    return path


class FakeEngine:
    """Says the same lines of every image: text, left, top and right in pixels."""

    def __init__(self, *lines: tuple[str, int, int, int], score: float = 0.99) -> None:
        self.lines = lines
        self.score = score

    def __call__(self, image: Any) -> list[Recognised]:
        return [
            ([[left, top], [right, top], [right, top + 30], [left, top + 30]], text, self.score)
            for text, left, top, right in self.lines
        ]


LINES = (
    ("支出预算表", 400, 100, 600),
    ("单位：元", 760, 150, 900),
    ("项目", 120, 220, 180),
    ("预算数", 520, 220, 610),
    ("合计", 120, 300, 180),
    ("1,234.50", 520, 300, 640),
)


def test_a_recognised_page_becomes_grids_and_lines(tmp_path: Path) -> None:
    path = scanned(tmp_path / "scan.pdf")
    document = recognise_scans(read_pdf(path), path, FakeEngine(*LINES))
    assert [block.text for block in document.blocks if isinstance(block, TextBlock)] == ["支出预算表", "单位：元"]
    (grid,) = [block for block in document.blocks if isinstance(block, Grid)]
    assert [[cell.text if cell else None for cell in row] for row in grid.rows] == [
        ["项目", "预算数"],
        ["合计", "1,234.50"],
    ]
    assert [(problem.code, problem.place.page) for problem in document.problems] == [("ocr", 1)]
    assert document.problems[0].text == "page 1 was read from an image by OCR: compare its figures with the page"
    (table,) = document_to_filing(document).tables
    assert (table.title, table.unit, str(table.rows[0].cells[0].value), table.rows[0].page) == (
        "支出预算表",
        "元",
        "1234.50",
        1,
    )


def test_uncertain_lines_are_counted(tmp_path: Path) -> None:
    path = scanned(tmp_path / "scan.pdf")
    (problem,) = recognise_scans(read_pdf(path), path, FakeEngine(*LINES, score=0.5)).problems
    assert "(6 lines are uncertain)" in problem.text


def test_an_image_without_text_stays_a_scan(tmp_path: Path) -> None:
    path = scanned(tmp_path / "scan.pdf")
    (problem,) = recognise_scans(read_pdf(path), path, FakeEngine()).problems
    assert (problem.code, problem.text) == (
        "scan",
        "page 1 is an image and has no text, and OCR found none in its image",
    )


def test_a_page_whose_font_says_nothing_is_recognised(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = unexplained(tmp_path / "odd.pdf")
    document = recognise_scans(read_pdf(path), path, FakeEngine(*LINES))
    assert [block.text for block in document.blocks if isinstance(block, TextBlock)] == [
        "第一页",
        *("支出预算表", "单位：元", "项目  预算数", "合计  1,234.50"),
    ]
    assert [(problem.code, problem.place.page) for problem in document.problems] == [("ocr", 2)]
    monkeypatch.setitem(sys.modules, "rapidocr_onnxruntime", None)
    (problem,) = read_document(path).problems
    assert problem.text == (
        "page 2 has 7 characters whose font does not say what they are, shown as \ufffd: "
        "install the extra ocr (pip install --no-deps -r requirements-ocr.txt) to have it read by OCR, or give a file with text"
    )


def test_without_the_extra_the_page_and_the_extra_are_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "rapidocr_onnxruntime", None)
    document = read_document(scanned(tmp_path / "scan.pdf"))
    assert [(problem.code, problem.text) for problem in document.problems] == [
        (
            "scan",
            "page 1 is an image and has no text: install the extra ocr (pip install --no-deps -r requirements-ocr.txt) "
            "to have it read by OCR, or give a file with text",
        )
    ]


def test_an_extra_that_does_not_load_is_the_same_as_none_and_says_why(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    package = tmp_path / "rapidocr_onnxruntime.py"
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delitem(sys.modules, "rapidocr_onnxruntime", raising=False)
    package.write_text('raise ImportError("libGL.so.1: cannot open shared object file")', encoding="utf-8")
    (problem,) = read_document(scanned(tmp_path / "scan.pdf")).problems
    assert problem.text == (
        "page 1 is an image and has no text: the extra ocr is installed but can't be loaded "
        "(libGL.so.1: cannot open shared object file): put that right to have it read by OCR, or give a file with text"
    )
    package.write_text("import a_library_that_is_not_there", encoding="utf-8")
    assert "No module named 'a_library_that_is_not_there'" in str(load_engine())


def test_a_pdf_with_text_loads_no_engine(tmp_path: Path, root: Path) -> None:
    sheet = Sheet(tmp_path / "text.pdf")
    sheet.text(50, 50, "第一页")
    sheet.save()
    code = (
        "import sys; from pathlib import Path; from ingest.read import read_document; "
        "read_document(Path(sys.argv[1])); print(sorted({'rapidocr_onnxruntime', 'cv2', 'onnxruntime'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", code, tmp_path / "text.pdf"], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "[]"


def test_long_lines_are_rules_and_dark_areas_are_not() -> None:
    image = numpy.full((300, 400, 3), 255, dtype="uint8")
    image[50:53, 20:380] = 0
    image[60:250, 100:102] = 0
    image[150:250, 200:380] = 0
    marks = image_to_marks(image)
    assert {round(rule.at) for rule in marks.across if rule.at < 70} == {25, 26}
    assert all(rule.lo == 10 and rule.hi == 190 for rule in marks.across if rule.at < 70)
    assert {(rule.lo, rule.hi) for rule in marks.upright if rule.at < 60} == {(30, 125)}
    # Of the dark area only its edge may pass for a rule.
    assert not any(85 < rule.at < 115 for rule in marks.across)
