"""PDFs at the command line: drawn pages, and those that can't be read, each named with the reason while the others go on."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
import reportlab
from PIL import Image
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont
from reportlab.pdfgen.canvas import Canvas

from tests.ingest.made_up_pdf import ROWS, XS, YS, Sheet
from tests.ingest.test_pdf_broken import NO_PAGES

BAD = {
    "a-cut.pdf": "is damaged or cut short and can't be read as a PDF: download it again",
    "b-locked.pdf": "is locked with a password: save a copy without one and read that",
    "c-none.pdf": "has no pages: save or download it again",
    "d-empty.pdf": "is empty (0 bytes): give the complete file",
}


def table(path: Path, *, password: str | None = None, year: int = 2026) -> Path:
    sheet = Sheet(path, password=password)
    sheet.text(150, 40, f"河岸市档案馆{year}年部门预算", size=16)
    sheet.text(180, 80, "一般公共预算支出情况表")
    sheet.text(430, 96, "单位：万元", size=8)
    sheet.grid(XS, YS)
    sheet.fill(XS, YS, ROWS)
    return sheet.save()


def bad_files(folder: Path) -> None:
    whole = table(folder / "a-cut.pdf").read_bytes()
    (folder / "a-cut.pdf").write_bytes(whole[: len(whole) * 2 // 3])
    table(folder / "b-locked.pdf", password="secret")
    (folder / "c-none.pdf").write_bytes(NO_PAGES)
    (folder / "d-empty.pdf").touch()


def font_without_unicode(path: Path) -> Path:
    pdfmetrics.registerFont(TTFont("Vera", str(Path(reportlab.__file__).parent / "fonts" / "Vera.ttf")))
    canvas = Canvas(str(path), pageCompression=0)
    canvas.setFont("Vera", 12)
    canvas.drawString(50, 700, "ÀÉÎÕÜŠŽ" * 6)
    canvas.save()
    path.write_bytes(path.read_bytes().replace(b"/ToUnicode", b"/NoUnicode"))
    return path


def test_bad_files_are_named_and_the_others_are_read(wenzhang: Callable, tmp_path: Path) -> None:
    bad_files(tmp_path)
    table(tmp_path / "z-good.pdf")
    done = wenzhang("ingest", ".")
    assert done.returncode == 2
    assert done.stdout.splitlines() == [
        "added: z-good.pdf: 河岸市档案馆2026年部门预算 (2026, 部门预算, 1 tables, 0 statements, 0 problems)"
    ]
    said = [line for line in done.stderr.splitlines() if ".pdf" in line and "Reading" not in line]
    assert [line.rstrip(".") for line in said] == [f"{name} {reason}" for name, reason in BAD.items()]
    assert "4 of 5 files could not be read" in done.stderr
    assert wenzhang("ingest", "z-good.pdf").stdout.startswith("unchanged: z-good.pdf")


@pytest.mark.parametrize("name", BAD)
def test_bad_file_is_one_sentence_of_inspect(wenzhang: Callable, tmp_path: Path, name: str) -> None:
    bad_files(tmp_path)
    for options in ((), ("--page", "1", "--png", "out.png")):
        done = wenzhang("inspect", name, *options)
        assert (done.returncode, done.stdout) == (2, "")
        assert done.stderr.strip().rstrip(".") == f"wenzhang: {name} {BAD[name]}"
    assert not (tmp_path / "out.png").exists()


def test_what_is_locked_against_copying_only_is_read(wenzhang: Callable, tmp_path: Path) -> None:
    from reportlab.lib.pdfencrypt import StandardEncryption

    canvas = Canvas(str(tmp_path / "open.pdf"), encrypt=StandardEncryption("", ownerPassword="owner", canCopy=0))
    canvas.drawString(50, 700, "Budget 2026")
    canvas.save()
    done = wenzhang("inspect", "open.pdf")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("Budget 2026")


def test_wrong_endings_are_read_by_content(wenzhang: Callable, tmp_path: Path) -> None:
    table(tmp_path / "filing.pdf").rename(tmp_path / "filing.txt")
    (tmp_path / "said.pdf").write_text(
        "河岸市档案馆 2026 年部门预算\n\n2026 年支出预算 120.00 万元。\n", encoding="utf-8"
    )
    both = wenzhang("ingest", "filing.txt", "said.pdf")
    assert (both.returncode, both.stderr) == (0, "")
    assert "1 tables" in both.stdout.splitlines()[0]
    assert "1 statements" in both.stdout.splitlines()[1]


def test_font_without_unicode_is_said_and_ocr_offered(
    wenzhang: Callable, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    without = tmp_path / "without-ocr"
    without.mkdir()
    (without / "rapidocr_onnxruntime.py").write_text("raise ImportError('not here')\n", encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(without))
    font_without_unicode(tmp_path / "odd.pdf")
    done = wenzhang("ingest", "odd.pdf")
    assert done.returncode == 0
    assert "odd.pdf: page 1 has 42 characters" in done.stderr
    assert "whose font does not say what they are" in done.stderr and "OCR" in done.stderr


def test_two_thousand_pages(wenzhang: Callable, tmp_path: Path) -> None:
    sheet = Sheet(tmp_path / "long.pdf")
    for number in range(2000):
        sheet.text(50, 50, f"第{number}页的文字")
        sheet.next_page()
    sheet.save()
    done = wenzhang("ingest", "long.pdf")
    assert done.returncode == 0
    assert "long.pdf: has 2000 pages and only the first 1000 were read: split the file" in done.stderr


def test_same_filing_under_two_names_is_asked_once(wenzhang: Callable, tmp_path: Path) -> None:
    table(tmp_path / "a.pdf")
    (tmp_path / "b.pdf").write_bytes((tmp_path / "a.pdf").read_bytes())
    done = wenzhang("ingest", "a.pdf", "b.pdf")
    assert [line.split(":")[0] for line in done.stdout.splitlines()] == ["added", "same content"]
    assert len(list((tmp_path / "library" / "filings").iterdir())) == 1
    asked = wenzhang("ask", "社会保障和就业支出的基本支出是多少？")
    assert "1,234.56" in asked.stdout
    assert "b.pdf" not in asked.stdout


def test_newer_version_is_asked_and_both_are_kept(wenzhang: Callable, tmp_path: Path) -> None:
    for folder, amount in (("old", "1,234.56"), ("new", "4,321.65")):
        (tmp_path / folder).mkdir()
        sheet = Sheet(tmp_path / folder / "filing.pdf")
        sheet.text(150, 40, "河岸市档案馆2026年部门预算", size=16)
        sheet.text(180, 80, "一般公共预算支出情况表")
        sheet.text(430, 96, "单位：万元", size=8)
        sheet.grid(XS, YS)
        sheet.fill(XS, YS, [[text.replace("1,234.56", amount) for text in row] for row in ROWS])
        sheet.save()
    assert wenzhang("ingest", "old").stdout.startswith("added: filing.pdf")
    assert wenzhang("ingest", "new").stdout.startswith("replaced: filing.pdf")
    assert len(list((tmp_path / "library" / "filings").iterdir())) == 2
    asked = wenzhang("ask", "社会保障和就业支出的基本支出是多少？").stdout
    assert "4,321.65" in asked and "1,234.56" not in asked


def test_page_is_drawn(wenzhang: Callable, tmp_path: Path) -> None:
    table(tmp_path / "filing.pdf")
    done = wenzhang("inspect", "filing.pdf", "--page", "1", "--png", "out/page.png")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("out/page.png: page 1 of filing.pdf")
    assert "t1 一般公共预算支出情况表" in done.stdout
    with Image.open(tmp_path / "out" / "page.png") as picture:
        assert (picture.format, picture.width) == ("PNG", 1200)


@pytest.mark.parametrize(
    ("options", "sentence"),
    [
        (("--page", "2", "--png", "out.png"), "filing.pdf has no page 2: its pages are 1 to 1."),
        (("--page", "1"), "`inspect --page N --png OUT.png` draws a page: --png is lacking, add it."),
        (("--png", "out.png"), "`inspect --page N --png OUT.png` draws a page: --page is lacking, add it."),
    ],
)
def test_wrong_page_options_get_a_sentence(wenzhang: Callable, tmp_path: Path, options: tuple, sentence: str) -> None:
    table(tmp_path / "filing.pdf")
    done = wenzhang("inspect", "filing.pdf", *options)
    assert (done.returncode, done.stdout, done.stderr.strip()) == (2, "", f"wenzhang: {sentence}")
    assert not (tmp_path / "out.png").exists()
