"""The committed samples are what the data make, can be read, and hold what their tables say."""

from __future__ import annotations

import importlib.util
import os
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pdfplumber
import pypdfium2
import pytest
from making.script import Script, read_script
from making.sheets import LEFT, UP

FILES = {
    "kashgar-2026": "other-formats/kashgar-social-insurance-2026.pdf",
    "wanli-2023": "filings/wanli-subdistrict-2023.pdf",
    "wanli-2024": "filings/wanli-subdistrict-2024.pdf",
    "wanli-2025": "filings/wanli-subdistrict-2025.pdf",
}
TEXT = "filings/kashgar-social-insurance-2026.txt"
LARGEST = 400_000


def page_texts(path: Path) -> list[str]:
    document = pypdfium2.PdfDocument(path)
    try:
        return [page.get_textpage().get_text_range() for page in document]
    finally:
        document.close()


def what_is_wanting() -> str:
    """What this machine lacks to make the samples, as a sentence; empty where it lacks nothing."""
    for package in ("reportlab", "fontTools"):
        if importlib.util.find_spec(package) is None:
            return f"the samples can't be made without {package.lower()}: install the development requirements"
    from making.fonts import FontMissing, missing_font

    font = missing_font()
    return str(FontMissing(font)) if font else ""


@pytest.fixture(scope="module")
def made(samples: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The samples, made again in another folder; skipped where what makes them is not installed."""
    wanting = what_is_wanting()
    if wanting:
        # The build server has to have everything: there nothing may be skipped.
        (pytest.fail if os.environ.get("CI") == "true" else pytest.skip)(wanting)
    out = tmp_path_factory.mktemp("samples")
    subprocess.run([sys.executable, samples / "make.py", "--out", out], check=True, capture_output=True)
    return out


def test_the_text_is_what_the_data_make(samples: Path, made: Path) -> None:
    assert (made / TEXT).read_bytes() == (samples / TEXT).read_bytes()


@pytest.mark.parametrize("file", FILES.values())
def test_the_pdfs_are_what_the_data_make(samples: Path, made: Path, file: str) -> None:
    assert page_texts(made / file) == page_texts(samples / file)


@pytest.mark.parametrize("file", [TEXT, *FILES.values()])
def test_a_sample_is_small(samples: Path, file: str) -> None:
    assert (samples / file).stat().st_size < LARGEST


@pytest.mark.parametrize(("filing", "file"), FILES.items())
def test_the_pdf_prints_every_row_of_every_table(samples: Path, filing: str, file: str) -> None:
    printed = [row for sheet in read_script(samples / "data" / filing).sheets for row in sheet.rows]
    wanted = [tuple("" if cell in (LEFT, UP) else cell for cell in row) for row in printed]
    with pdfplumber.open(samples / file) as pdf:
        found = {
            tuple((cell or "").replace("\n", "") for cell in row)
            for page in pdf.pages
            for table in page.extract_tables()
            for row in table
        }
    assert [row for row in wanted if row not in found] == []


@pytest.mark.parametrize(("filing", "file"), FILES.items())
def test_the_pdf_prints_every_sentence(samples: Path, filing: str, file: str) -> None:
    text = re.sub(r"\s|— \d+ —", "", "".join(page_texts(samples / file)))
    blocks = [block.text for block in read_script(samples / "data" / filing).blocks if hasattr(block, "text")]
    assert [block for block in blocks if re.sub(r"\s", "", block) not in text] == []


def scripts(samples: Path) -> list[Script]:
    return [read_script(samples / "data" / filing) for filing in FILES]


def test_each_sample_says_that_it_is_no_official_text(samples: Path) -> None:
    for script in scripts(samples):
        assert "不是官方文本" in script.note
    assert "不是官方文本" in (samples / TEXT).read_text(encoding="utf-8")[:300]
    for file in FILES.values():
        assert "不是官方文本" in page_texts(samples / file)[0].replace("\r\n", "")


def test_no_person_can_be_reached_from_a_sample(samples: Path) -> None:
    for script in scripts(samples):
        cells = [cell for sheet in script.sheets for row in sheet.rows for cell in row]
        texts = [block.text for block in script.blocks if hasattr(block, "text")]
        for text in [*cells, *texts]:
            assert not re.search(r"1[3-9]\d{9}|负责人|联系人|联系电话", text), text


def test_the_questions_come_in_both_languages(samples: Path) -> None:
    questions = tomllib.loads((samples / "questions.toml").read_text(encoding="utf-8"))["question"]
    assert len(questions) == 12
    for question in questions:
        assert set(question) == {"zh", "en"}
        assert re.search(r"[\u4e00-\u9fff].*？$", question["zh"])
        assert re.fullmatch(r"[ -~]+\?", question["en"])
