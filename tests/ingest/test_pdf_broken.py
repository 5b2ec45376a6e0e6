"""PDFs that can't be read, and what is said of them."""

from __future__ import annotations

from pathlib import Path

import pytest
import reportlab
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from ingest.document import TextBlock, UnreadableFile
from ingest.pdf import read_pdf
from ingest.pdf_glyphs import code_to_text
from ingest.pdf_settings import PdfSettings
from ingest.pdf_words import join_lines
from tests.ingest.made_up_pdf import ROWS, XS, YS, Sheet

NO_PAGES = b"""%PDF-1.4
1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj
2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj
xref
0 3
0000000000 65535 f 
0000000009 00000 n 
0000000051 00000 n 
trailer<</Size 3/Root 1 0 R>>
startxref
95
%%EOF
"""  # noqa: W291 (the format asks for the spaces)


def table(path: Path, password: str | None = None) -> Path:
    sheet = Sheet(path, password=password)
    sheet.grid(XS, YS)
    sheet.fill(XS, YS, ROWS)
    return sheet.save()


def test_not_a_pdf(tmp_path: Path) -> None:
    path = tmp_path / "page.pdf"
    path.write_text("<html>404</html>")
    with pytest.raises(UnreadableFile, match=r"page\.pdf is not a PDF"):
        read_pdf(path)


def test_no_such_file(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="check the path"):
        read_pdf(tmp_path / "gone.pdf")


def test_locked_with_a_password(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match=r"locked\.pdf is locked with a password: save a copy without one"):
        read_pdf(table(tmp_path / "locked.pdf", password="secret"))


def test_cut_short(tmp_path: Path) -> None:
    path = table(tmp_path / "short.pdf")
    path.write_bytes(path.read_bytes()[:300])
    with pytest.raises(UnreadableFile, match=r"short\.pdf .*download it again"):
        read_pdf(path)


def test_no_pages(tmp_path: Path) -> None:
    path = tmp_path / "empty.pdf"
    path.write_bytes(NO_PAGES)
    with pytest.raises(UnreadableFile, match=r"empty\.pdf has no pages"):
        read_pdf(path)


def test_no_pages_after_a_locked_file(tmp_path: Path) -> None:
    """pdfium would tell the former file's error again."""
    with pytest.raises(UnreadableFile, match="locked with a password"):
        read_pdf(table(tmp_path / "locked.pdf", password="secret"))
    path = tmp_path / "empty.pdf"
    path.write_bytes(NO_PAGES)
    with pytest.raises(UnreadableFile, match=r"empty\.pdf has no pages"):
        read_pdf(path)


def test_scanned_page_is_a_problem_and_the_rest_goes_on(tmp_path: Path) -> None:
    image = tmp_path / "scan.png"
    Image.new("L", (60, 40), 128).save(image)
    sheet = Sheet(tmp_path / "scan.pdf")
    sheet.canvas.drawImage(str(image), 0, 0, 600, 400)
    sheet.next_page()
    sheet.text(50, 50, "第二页")
    document = read_pdf(sheet.save())
    assert [(p.code, p.place.page) for p in document.problems] == [("scan", 1)]
    assert document.problems[0].text == "page 1 is an image and has no text"
    assert [block.page for block in document.blocks] == [2]


def test_blank_page_is_no_scan(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "blank.pdf")
    sheet.next_page()
    sheet.text(50, 50, "第二页")
    assert read_pdf(sheet.save()).problems == ()


def test_invisible_text_over_an_image_is_said(tmp_path: Path) -> None:
    image = tmp_path / "scan.png"
    Image.new("L", (60, 40), 128).save(image)
    sheet = Sheet(tmp_path / "layer.pdf")
    sheet.canvas.drawImage(str(image), 0, 0, 600, 400)
    sheet.canvas.setFont("Helvetica", 10)
    sheet.canvas.drawString(50, 300, "1,234.56", mode=3)
    document = read_pdf(sheet.save())
    assert [p.code for p in document.problems] == ["ocr_layer"]
    assert len(document.blocks) == 1


def test_letters_drawn_as_outlines_are_said(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "outlines.pdf")
    for n in range(200):
        sheet.canvas.circle(50 + n, 100, 3)
    document = read_pdf(sheet.save())
    assert [p.code for p in document.problems] == ["scan"]
    assert "letters may be drawn as outlines" in document.problems[0].text


def test_page_limit_is_said(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "long.pdf")
    for n in range(3):
        sheet.text(50, 50, f"第{n}页")
        sheet.next_page()
    document = read_pdf(sheet.save(), PdfSettings(max_pages=2))
    assert document.pages == 3
    assert {block.page for block in document.blocks} == {1, 2}
    assert [p.code for p in document.problems] == ["page_limit"]
    assert "has 3 pages and only the first 2 were read" in document.problems[0].text


def test_watermark_is_left_out_and_said(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "mark.pdf")
    sheet.grid(XS, YS)
    sheet.fill(XS, YS, ROWS)
    sheet.canvas.translate(100, 150)
    sheet.canvas.rotate(45)
    sheet.text(0, sheet.size[1], "DRAFT COPY", size=30, font="Helvetica")
    document = read_pdf(sheet.save())
    assert [p.code for p in document.problems] == ["aslant_text"]
    assert "DRAFTCOPY" in document.problems[0].text
    assert len(document.blocks) == 1


def test_glyphs_that_no_font_explains_are_not_taken_for_others(tmp_path: Path) -> None:
    """Without /ToUnicode pdfium gives the glyphs' numbers in the font, which would be read as other letters and digits."""
    font = str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf")
    pdfmetrics.registerFont(TTFont("Vera", font))
    canvas = Canvas(str(tmp_path / "odd.pdf"), pageCompression=0)
    canvas.setFont("Vera", 12)
    canvas.drawString(50, 700, "ÀÉÎÕÜŠŽ")
    canvas.save()
    path = tmp_path / "odd.pdf"
    assert [block.text for block in read_pdf(path).blocks if isinstance(block, TextBlock)] == ["ÀÉÎÕÜŠŽ"]
    path.write_bytes(path.read_bytes().replace(b"/ToUnicode", b"/NoUnicode"))
    document = read_pdf(path)
    assert {char for block in document.blocks if isinstance(block, TextBlock) for char in block.text} == {"\ufffd"}
    assert [p.code for p in document.problems] == ["unknown_glyphs"]


def test_settings_are_checked() -> None:
    with pytest.raises(ValueError, match="max_pages is 0"):
        PdfSettings(max_pages=0)


@pytest.mark.parametrize(
    ("code", "text"),
    [
        (0x2F00, "一"), (0x2EDA, "页"), (0xFB01, "fi"), (0x200B, ""), (0xF0FE, "☑"), (0xE123, "\ufffd"), (0x02, "-"),
        (0x4E07, "万"), (0x3000, "\u3000"), (0xFF0C, "，"),
    ],
)  # fmt: skip
def test_codes_become_plain_text(code: int, text: str) -> None:
    assert code_to_text(code) == text


@pytest.mark.parametrize(
    ("lines", "text"),
    [
        (("1,234,5", "67.89"), "1,234,567.89"), (("1.00", "2.00"), "1.00 2.00"), (("一般公共", "服务"), "一般公共服务"),
        (("≥", "95"), "≥ 95"), ((), ""),
    ],
)  # fmt: skip
def test_lines_are_joined(lines: tuple[str, ...], text: str) -> None:
    assert join_lines(lines) == text
