"""What the public is not shown: names and telephone numbers of natural persons, wherever a filing prints them."""

from __future__ import annotations

import io
from dataclasses import replace
from decimal import Decimal

import pytest
from PIL import Image

from app.answering.persons import covered_boxes, personal, withhold, withhold_answer, withhold_text
from app.desk.public_desk import PageWithheld, public_desk
from budget.answer import Answer, Citation, Figure, Status
from budget.filing import Field, Filing, Paragraph, Project
from budget.source import Source
from budget.table import Cell, Row, Table
from tests.app.api_client import STAFF, client
from tests.app.fake_desk import FakeDesk
from tests.conftest import ROOT

SAMPLE = ROOT / "samples" / "filings" / "wanli-subdistrict-2025.pdf"
HIDDEN = "〔不公开〕"


def said(text: str) -> Filing:
    return Filing("a.txt", paragraphs=(Paragraph(text, Source("a.txt", paragraph=0)),))


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("项目负责人：王建国。", {"王建国"}),
        ("联系人：李*如 联系电话：0998-2583321", {"李*如", "0998-2583321"}),
        ("单位负责人: 买买提·艾合买提，填表人：张 伟", {"买买提·艾合买提", "张 伟"}),
        ("法定代表人：欧阳修远，电话：021-52564588", {"欧阳修远", "021-52564588"}),
        ("办公电话（微信同号）：57123456", {"57123456"}),
        ("举报电话：010-12345678，联系人见通知", set()),
        ("负责人民建议的征集、整理；主要负责人履行第一责任人职责", set()),
        ("对法定代表人实施经济责任审计，法定代表人 为单位主任", set()),
        ("单位负责人：（签字） 财务负责人：盖章", set()),
        ("公务用车 12 辆，主要领导干部用车 0 辆", set()),
        ("项目负责人：财政局办公室", set()),
    ],
)
def test_persons_are_found_in_sentences(text: str, names: set[str]) -> None:
    assert personal(said(text)) == names


def form(*rows: tuple[str, ...], columns: tuple[str, ...] = ("内容", "内容二", "内容三")) -> Filing:
    made = tuple(
        Row(label, tuple(Cell(text, page=1, box=(1, 1, 9, 9)) for text in cells), page=1) for label, *cells in rows
    )
    return Filing("a.pdf", pages=1, tables=(Table("t1", "项目绩效目标表", "performance", "万元", columns, made, (1,)),))


def test_persons_are_found_in_forms_and_tables_and_projects() -> None:
    held = form(("部门联系人", "赵敏", "联系电话：", "18900001111"), ("年度目标", "项目负责人", "孙晓梅", "57001234"))
    assert {"赵敏", "18900001111", "孙晓梅"} <= personal(held)
    listed = form(("道路养护", "钱多", "66001122"), columns=("项目负责人", "联系方式"))
    assert {"钱多", "66001122"} <= personal(listed)
    project = Project("道路养护", (Field("项目负责人", "周立波", Source()),), Source())
    assert personal(Filing("a.txt", projects=(project,))) == {"周立波"}


def test_amounts_and_codes_are_no_telephone_numbers() -> None:
    held = form(("合计", "13812345678.90", "2080501", "164978640"), ("项目支出", "12345678", "13,812,345,678", ""))
    assert personal(held) == set()
    assert withhold(held, frozenset()) == held
    for text in ("共 13812345678.05 元", "2013812345678", "1381234567"):
        assert withhold_text(text, ()) == text


@pytest.mark.parametrize("number", ["13812345678", "138 1234 5678", "138-1234-5678", "11010519491231002X"])
def test_a_mobile_number_and_an_identity_card_are_withheld_wherever_they_stand(number: str) -> None:
    assert withhold_text(f"咨询请拨{number}。", ()) == f"咨询请拨{HIDDEN}。"


def test_a_short_name_is_no_part_of_a_word() -> None:
    assert withhold_text("高峰：用电高峰期，高峰[1]", {"高峰"}) == f"{HIDDEN}：用电高峰期，{HIDDEN}[1]"


def test_an_answer_keeps_its_figures_and_loses_its_persons() -> None:
    citation = Citation(
        1, "cell", "王建国.pdf", "公开", "项目负责人 王建国", row="王建国", value=Decimal("18900001111")
    )
    figures = (
        Figure("result", "王建国的项目", Decimal("3.20"), "万元", "3.20 万元", None, (1,)),
        Figure("operand", "联系电话", Decimal("18900001111"), "", "18900001111", None, (1,)),
    )
    answer = Answer("王建国负责多少？", "zh", Status.ANSWERED, "王建国的项目 3.20 万元[1]", figures, (citation,))
    shown = withhold_answer(answer, frozenset({"王建国"}))
    assert (shown.text, shown.question) == (f"{HIDDEN}的项目 3.20 万元[1]", "王建国负责多少？")
    assert [(figure.label, figure.value) for figure in shown.figures] == [(f"{HIDDEN}的项目", Decimal("3.20"))]
    (cited,) = shown.citations
    assert (cited.row, cited.value, cited.quote, cited.filing) == (HIDDEN, None, f"项目负责人 {HIDDEN}", "王建国.pdf")


FORM = replace(
    form(("项目负责人", "王建国", "联系电话", "18900001111"), ("项目支出", "3.20", "", "")),
    paragraphs=(Paragraph("联系人：孙晓梅。", Source("a.pdf", page=2, paragraph=0)),),
    pages=3,
)


def test_the_api_shows_the_public_no_persons_and_staff_all() -> None:
    caller = client(FakeDesk(filings=(FORM,)))
    path = "/filings/fake0/tables/t1"
    public, staff = caller.get(path).text, caller.get(path, headers=STAFF).text
    for person in ("王建国", "18900001111"):
        assert person not in public and person in staff
    assert HIDDEN in public and "3.20" in public
    assert "王建国" in client(FakeDesk(filings=(FORM,)), persons=True).get(path).text


def test_a_page_is_covered_where_it_shows_a_person_or_not_shown_at_all() -> None:
    desk = FakeDesk(filings=(FORM,), files={"a.pdf": SAMPLE})
    assert covered_boxes(FORM, personal(FORM), 1) == [(1, 1, 9, 9), (1, 1, 9, 9)]
    assert covered_boxes(FORM, personal(FORM), 2) == [None]
    shown = public_desk(desk).picture("a.pdf", 1)
    assert shown is not None
    printed = desk.picture("a.pdf", 1)
    one, other = (Image.open(io.BytesIO(each.png)).convert("RGB") for each in (shown, printed) if each)
    assert one.getpixel((10, 10)) != other.getpixel((10, 10))
    with pytest.raises(PageWithheld):
        public_desk(desk).picture("a.pdf", 2)
    caller = client(desk)
    assert caller.get("/filings/fake0/pages/2.png").status_code == 403
    assert caller.get("/filings/fake0/pages/2.png", headers=STAFF).status_code == 200
    assert caller.get("/filings/fake0/pages/3.png").status_code == 200


def test_the_public_s_desk_gives_no_files_and_sees_what_is_added() -> None:
    desk = FakeDesk(filings=(FORM,), files={"a.pdf": SAMPLE})
    side = public_desk(desk)
    assert side is public_desk(desk)
    assert side.originals(["a.pdf"]) == {}
    desk.filings = (FORM, replace(FORM, file="b.pdf"))
    assert [filing.file for filing in side.filings] == ["a.pdf", "b.pdf"]
    assert "王建国" not in str(side.filings) + str(side.by_id())


def test_real_filings_keep_their_figures(shared) -> None:  # type: ignore[no-untyped-def]
    from ingest.read import read_filing

    filing = read_filing(shared / "filings" / "kashgar-social-insurance-2026.txt")
    names = personal(filing)
    assert 2 <= len(names) <= 6
    assert not any(name.isdecimal() and len(name) < 11 for name in names)
    public = withhold(filing, names)
    assert not any(name in str(public) for name in names)
    changed = [
        (old.text, new.text)
        for before, after in zip(filing.tables, public.tables, strict=True)
        for one, other in zip(before.rows, after.rows, strict=True)
        for old, new in zip(one.cells, other.cells, strict=True)
        if old != new
    ]
    assert all(new == HIDDEN for _, new in changed)
