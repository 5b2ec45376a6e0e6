"""Scanned pages: recognised where an engine is at hand, else told by page and extra; rules are found in the image."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import numpy
import pypdfium2
import pytest
import reportlab
from PIL import Image, ImageDraw
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from ingest.document import Grid, TextBlock
from ingest.ocr import quarter_turns, recognise_scans, turned
from ingest.ocr_engine import load_engine
from ingest.ocr_image import PixelBox, find_rules, skew, straighten, whole_lines
from ingest.pdf import read_pdf
from ingest.read import document_to_filing, read_document
from tests.conftest import missing
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
    """Finds the same lines on every image (text, left, top and right in pixels) and reads what it found, each by its width."""

    def __init__(self, *lines: tuple[str, int, int, int], score: float = 0.99) -> None:
        self.lines = lines
        self.score = score

    def find(self, image: Any) -> list[PixelBox]:
        return [(left, top, right, top + LINE) for _, left, top, right in self.lines]

    def read(self, crops: Sequence[Any]) -> list[tuple[str, float]]:
        by_width = {right - left: text for text, left, _, right in self.lines}
        return [(by_width.get(max(crop.shape), ""), self.score) for crop in crops]


class Reader:
    """Reads a stack of grey stripes well that lie across, darkest on top; any other way badly."""

    def find(self, image: Any) -> list[PixelBox]:
        return []

    def read(self, crops: Sequence[Any]) -> list[tuple[str, float]]:
        well = [bool(crop.shape[1] > crop.shape[0] and crop[0, 0] < crop[-1, 0]) for crop in crops]
        return [("一行", 0.95 if is_well else 0.4) for is_well in well]


LINE = 30  # how high a line is
LINES = (
    ("支出预算表", 400, 100, 600),
    ("单位：元", 760, 150, 900),
    ("项目", 120, 220, 180),
    ("预算数", 520, 220, 610),
    ("合计", 120, 300, 182),
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
    image = numpy.full((300, 400), 255, dtype="uint8")
    image[50:53, 20:380] = 0
    image[60:250, 100:102] = 0
    image[150:250, 200:380] = 0
    across, upright = find_rules(image)
    assert {at for at, _, _ in across if at < 140} == {50, 51, 52}
    assert all((lo, hi) == (20, 380) for at, lo, hi in across if at < 140)
    assert {(lo, hi) for at, lo, hi in upright if at < 120} == {(60, 250)}
    # Of the dark area only its edge may pass for a rule.
    assert not any(170 < at < 230 for at, _, _ in across)


def test_a_short_upright_that_joins_two_rules_is_one_and_a_stroke_is_not() -> None:
    image = numpy.full((200, 400), 255, dtype="uint8")
    image[50, 20:380] = image[90, 20:380] = 0
    image[50:91, 300] = 0
    image[58:83, 100] = 0
    assert {at for at, _, _ in find_rules(image)[1]} == {300}


@pytest.mark.parametrize("angle", [0.0, 1.0, -0.7])
def test_a_page_that_lies_askew_is_set_straight(angle: float) -> None:
    image = Image.new("L", (800, 600), 255)
    pen = ImageDraw.Draw(image)
    for y in range(100, 500, 40):
        pen.line((100, y, 700, y), fill=0, width=2)
    askew = numpy.asarray(image.rotate(angle, resample=Image.Resampling.BICUBIC, fillcolor=255))
    assert skew(askew) == pytest.approx(-angle, abs=0.11)
    across, _ = find_rules(straighten(askew))
    assert sum(hi - lo > 550 for _, lo, hi in across) >= 10


@pytest.mark.parametrize("turns", [0, 1, 2, 3])
def test_a_page_that_lies_on_its_side_or_head_is_turned(turns: int) -> None:
    """`turns` clockwise quarter turns set the page upright; lines are stripes that are darker above."""
    image = numpy.full((400, 300), 255, dtype="uint8")
    boxes: list[PixelBox] = [(50, top, 200, top + LINE) for top in range(50, 350, 60)]
    for left, top, right, bottom in boxes:
        image[top:bottom, left:right] = numpy.arange(LINE)[:, None]
    back = (4 - turns) % 4
    laid = [turned(box, back, image.shape) for box in boxes]
    assert quarter_turns(numpy.rot90(image, -back), laid, Reader()) == turns
    shape = numpy.rot90(image, -back).shape
    assert [turned(box, turns, shape) for box in laid] == boxes


def test_a_sideways_page_has_its_boxes_where_it_is_shown(tmp_path: Path) -> None:
    path = tmp_path / "sideways.pdf"
    image = numpy.full((800, 1200), 255, dtype="uint8")
    image[100 : 100 + LINE, 400:600] = numpy.arange(LINE)[:, None]
    Image.fromarray(numpy.rot90(image)).save(path, "PDF", resolution=72 * PIXELS, quality=100)

    class Sideways(Reader):
        def find(self, image: Any) -> list[PixelBox]:
            return [(100, 600, 100 + LINE, 800)]

    (block,) = recognise_scans(read_pdf(path), path, Sideways()).blocks
    assert isinstance(block, TextBlock)
    assert block.text == "一行"
    assert block.box == pytest.approx((50, 300, 50 + LINE / PIXELS, 400), abs=2)


def test_lines_are_grown_cut_and_found_where_there_is_ink() -> None:
    image = numpy.full((200, 600), 255, dtype="uint8")
    image[40, 20:580] = image[100, 20:580] = 0
    for x in (20, 200, 400, 579):
        image[40:101, x] = 0
    for left, right in ((30, 60), (66, 96), (210, 260), (350, 390), (420, 470)):
        image[60:80, left:right] = 0
    across, upright = find_rules(image)
    # The first box misses half its text, the second covers two columns, the last column was not found at all.
    lines = whole_lines(image, [(28, 55, 62, 85), (205, 55, 395, 85)], across, upright)
    assert [(left, right) for left, _, right, _ in lines] == [(28, 96), (207, 263), (347, 393), (417, 473)]


def test_a_scanned_table_is_read_to_the_digit(tmp_path: Path) -> None:
    if not find_spec("rapidocr_onnxruntime"):
        missing("the extra ocr is not installed: WENZHANG_OCR=1 ./test installs it")
    rows = [
        ["科目编码", "科目名称", "合计", "基本支出", "项目支出"],
        ["201", "一般公共服务支出", "1,682.76", "1,208.20", "474.56"],
        ["20199", "其他支出", "169.99", "0", "169.99"],
        ["合计", "", "1,852.75", "1,208.20", "644.55"],
    ]
    sheet = Sheet(tmp_path / "table.pdf")
    sheet.text(250, 40, "支出预算表")
    sheet.text(470, 60, "单位：万元")
    xs, ys = (40, 110, 260, 360, 460, 560), (80, 100, 120, 140, 160)
    sheet.grid(xs, ys)
    sheet.fill(xs, ys, rows)
    sheet.save()
    page = pypdfium2.PdfDocument(tmp_path / "table.pdf")[0].render(scale=2).to_pil().convert("L")
    page.rotate(0.5, fillcolor=255).save(tmp_path / "scan.pdf", "PDF", resolution=144)
    filing = document_to_filing(read_document(tmp_path / "scan.pdf"))
    (table,) = filing.tables
    assert (table.title, table.unit) == ("支出预算表", "万元")
    assert [[cell.text for cell in row.cells] for row in table.rows] == [row[2:] for row in rows[1:]]
    assert [row.code for row in table.rows] == ["201", "20199", None]
