"""The report page, driven without a browser: which filing, what is found, the way to both places, what can be kept."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from budget.filing import Filing, Paragraph
from budget.source import Source
from budget.table import Cell
from tests.app import fake_desk

SCRIPT = Path(__file__).with_name("fake_chat.py")
WRONG = "有误.txt"


def _with_faults(filing: Filing) -> Filing:
    """A total that is not the sum of its parts, and a period that ends before it begins."""
    table = filing.tables[0]
    row = table.rows[4]
    cells = (Cell("31.00", Decimal("31.00"), line=row.line), *row.cells[1:])
    rows = (*table.rows[:4], replace(row, cells=cells), *table.rows[5:])
    late = Paragraph("实施周期：2026年4月至2026年3月" + fake_desk.EVIL, Source(WRONG, line=400, paragraph=5))
    return replace(
        filing,
        file=WRONG,
        title="有误的文件",
        tables=(replace(table, rows=rows), *filing.tables[1:]),
        paragraphs=(*filing.paragraphs, late),
    )


@pytest.fixture
def report(monkeypatch: pytest.MonkeyPatch) -> AppTest:
    monkeypatch.setattr(fake_desk, "SHELF", (*fake_desk.SHELF, _with_faults(fake_desk.FILING)))
    page = AppTest.from_file(str(SCRIPT), default_timeout=30)
    page.session_state["language"] = "zh"
    return page.run()


def shown(page: AppTest) -> str:
    bodies = [str(each.proto.body) for each in page.get("html")]
    return "\n".join(body for body in bodies if not body.startswith(("<style>", "<script>")))


def opened(page: AppTest, **address: str) -> AppTest:
    """The report page as its address opens it; AppTest itself only knows pages that are files."""
    for name, value in address.items():
        page.query_params[name] = value
    known = page._registered_pages.items()
    page._page_hash = next(key for key, one in known if one["url_pathname"] == "report")
    page.run()
    assert not page.exception
    return page


def test_the_address_chooses_the_filing_and_follows_the_choice(report: AppTest) -> None:
    page = opened(report, filing=WRONG)
    assert page.selectbox(key="report_filing").value == WRONG
    page.selectbox(key="report_filing").set_value(fake_desk.FILE).run()
    assert page.query_params["filing"] in (fake_desk.FILE, [fake_desk.FILE])
    assert "没有发现不一致" in shown(page)


def test_an_address_of_no_filing_is_said_in_words(report: AppTest) -> None:
    page = opened(report, filing="不在.pdf")
    assert "库中没有“不在.pdf”" in shown(page)
    assert page.selectbox(key="report_filing").value in {filing.file for filing in fake_desk.SHELF}


def test_findings_stand_by_severity_with_both_figures_and_the_difference(report: AppTest) -> None:
    page = shown(opened(report, filing=WRONG))
    assert page.index("数字对不上") < page.index("文字、年份、目录有误")
    assert '<dd class="wz-total">31.00 万元</dd>' in page and '<dd class="wz-sum">30.00 万元</dd>' in page
    assert '<dd class="wz-difference">1.00 万元</dd>' in page
    assert "的表内数字核对过" in page and "项核对成立" in page


def test_each_place_opens_where_it_stands(report: AppTest) -> None:
    page = opened(report, filing=WRONG)
    number = next(
        button.key.split("-")[1]
        for button in page.button
        if (button.key or "").startswith("place-") and "合计" in button.label
    )
    page.button(key=f"place-{number}-1").click().run()
    assert "<mark>31.00</mark>" in shown(page) and "单位：万元" in shown(page)
    last = [button.key for button in page.button if "2026年4月" in button.label or "实施周期" in button.label]
    page.button(key=last[0]).click().run()
    assert '<mark class="wz-here">实施周期' in shown(page)


def test_nothing_of_a_filing_is_markup(report: AppTest) -> None:
    page = shown(opened(report, filing=WRONG))
    assert "<img" not in page and "<script" not in page


def test_the_page_speaks_english_and_the_report_can_be_kept(report: AppTest) -> None:
    report.session_state["language"] = "en"
    page = opened(report.run(), filing=WRONG)
    assert "Figures that don&#x27;t agree" in shown(page) and "checks hold" in shown(page)
    assert page.get("download_button")[0].proto.label == "Download this report"


def test_an_empty_library_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(fake_desk, "SHELF", ())
    page = AppTest.from_file(str(SCRIPT), default_timeout=30)
    page.session_state["language"] = "zh"
    assert "先把预算或决算公开文件放进库里" in shown(opened(page.run()))
