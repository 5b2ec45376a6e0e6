"""A page as a picture: what is printed at a place is at that place in it."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from PIL import Image

from ingest.document import UnreadableFile
from ingest.page_image import SCALE, page_to_image
from tests.ingest.made_up_pdf import Sheet


def two_pages(path: Path) -> Path:
    sheet = Sheet(path)
    sheet.bar(100, 50, 200, 70)
    sheet.next_page()
    sheet.bar(300, 350, 340, 390)
    return sheet.save()


def darkness(picture: bytes, x: float, y: float) -> int:
    pixel = Image.open(io.BytesIO(picture)).convert("L").getpixel((round(x * SCALE), round(y * SCALE)))
    assert isinstance(pixel, int)
    return 255 - pixel


def test_what_is_printed_is_where_it_was_read(tmp_path: Path) -> None:
    path = two_pages(tmp_path / "bars.pdf")
    first, second = page_to_image(path, 1), page_to_image(path, 2)
    assert (first.width, first.height) == pytest.approx((600, 400))
    assert darkness(first.png, 150, 60) > 200 and darkness(first.png, 320, 370) < 20
    assert darkness(second.png, 320, 370) > 200 and darkness(second.png, 150, 60) < 20


def test_a_page_larger_than_any_screen_is_drawn_smaller(tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "large.pdf", size=(4000, 1000))
    sheet.bar(0, 0, 10, 10)
    drawn = page_to_image(sheet.save(), 1)
    assert max(Image.open(io.BytesIO(drawn.png)).size) <= 2400 and drawn.width == 4000


@pytest.mark.parametrize("page", [0, 3])
def test_a_page_that_is_not_there_is_said_so(tmp_path: Path, page: int) -> None:
    with pytest.raises(UnreadableFile, match=r"bars\.pdf has no page .*: its pages are 1 to 2"):
        page_to_image(two_pages(tmp_path / "bars.pdf"), page)


def test_what_is_no_pdf_has_no_page(tmp_path: Path) -> None:
    path = tmp_path / "text.pdf"
    path.write_text("no pdf", encoding="utf-8")
    with pytest.raises(UnreadableFile, match=r"text\.pdf is not a PDF"):
        page_to_image(path, 1)
