"""A page of a PDF beside its table: the place is framed where the box says, and the drawer does without a lost file."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from pathlib import Path

from app.interface import wording
from app.screens.drawer import _page
from app.views.page import page_to_html
from tests.app.fake_desk import FILE, WHY, FakeDesk
from tests.ingest.made_up_pdf import Sheet

WORDS = wording("zh")
CITATION = replace(FakeDesk().ask(WHY).citations[0], page=1, box=(102.5, 52.5, 197.5, 67.5))


@dataclass(frozen=True)
class Paper:
    png: bytes = b"png"
    width: float = 600
    height: float = 400


def drawn_pdf(path: Path) -> Path:
    sheet = Sheet(path)
    sheet.bar(100, 50, 200, 70)
    return sheet.save()


def test_the_place_is_framed_in_shares_of_the_page() -> None:
    drawn = page_to_html(CITATION, Paper(), WORDS)
    assert 'class="wz-box" style="left:16.6667%;top:12.5000%;width:16.6667%;height:5.0000%"' in drawn
    assert "第 1 页原样" in drawn and 'src="data:image/png;base64,cG5n"' in drawn


def test_a_box_at_the_edge_stays_on_the_page() -> None:
    drawn = page_to_html(replace(CITATION, box=(0, 0, 600, 400)), Paper(), WORDS)
    assert "left:0.0000%;top:0.0000%;width:100.0000%;height:100.0000%" in drawn


def test_other_places_of_the_same_page_are_framed_with_their_number() -> None:
    beside = replace(CITATION, id=7, box=(300, 52.5, 350, 67.5))
    elsewhere = replace(beside, id=8, page=2)
    drawn = page_to_html(CITATION, Paper(), WORDS, (CITATION, beside, elsewhere))
    assert re.findall(r'class="wz-near-box"[^>]*>(\d+)<', drawn) == ["7"]


def test_the_drawer_has_the_page_of_a_pdf_that_is_there(tmp_path: Path) -> None:
    desk = FakeDesk(files={FILE: drawn_pdf(tmp_path / "a.pdf")})
    assert "wz-box" in _page((CITATION,), 0, desk, WORDS)


def test_the_drawer_does_without_a_page(tmp_path: Path) -> None:
    torn = tmp_path / "torn.pdf"
    torn.write_bytes(b"%PDF-1.4 torn")
    desk = FakeDesk(files={FILE: torn})
    assert _page((CITATION,), 0, desk, WORDS) == ""
    assert _page((replace(CITATION, box=None),), 0, desk, WORDS) == ""
