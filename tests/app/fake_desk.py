"""A desk with one invented filing and hand-made answers: what the chat is tried with, apart from the library."""

from __future__ import annotations

import time
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from pathlib import Path

from app.access.roles import Role, Visitor
from app.desk.counts import Counts
from app.desk.page_pictures import page_picture
from app.desk.reviews import ReviewList
from budget.answer import Answer, Caveat, Citation, Figure, Status
from budget.checks import Finding, run_checks
from budget.filing import Filing, FilingKind, Paragraph
from budget.number import text_to_decimal
from budget.source import Source
from budget.table import Cell, Row, Table
from ingest.page_image import PageImage

FILE = "云溪市养老服务中心2026年单位预算.txt"
TITLE = "云溪市养老服务中心 2026 年单位预算公开"
WHY = "为什么项目支出下降了60%？"
EVIL = '<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>[链接](https://example.org) $x$ :red[红]'
ASK_BACK = "运行经费是指哪一项？"
UNKNOWN = "明年的卫星发射费是多少？"
RANK = "各类支出从大到小？"
REASON = "补贴资金改由上级部门直接拨付，项目资金减少，预算数减少"
SENTENCE = f"项目支出 1210.40 万元，占 59.4%，比上年预算减少 1815.60 万元，下降 60.00%，主要原因是：{REASON}。"
GENERAL = f"项目支出 1180.40 万元，比上年预算减少 1819.60 万元，下降 60.65%。主要原因是：{REASON}。"
_HEADING = "三、关于云溪市养老服务中心 2026 年支出预算情况说明"
_GENERAL_HEADINGS = ("五、一般公共预算当年拨款情况说明", "（一）一般公共预算当年拨款规模变化情况")

_ROWS = (
    ("208", 1, "社会保障和就业支出", "1985.40", "775.00", "1210.40"),
    ("20801", 2, "人力资源和社会保障管理事务", "790.00", "745.00", "45.00"),
    ("2080101", 3, "行政运行", "745.00", "745.00", ""),
    ("2080109", 3, "社会保险经办机构", "45.00", "", "45.00"),
    ("20805", 2, "行政事业单位养老支出", "30.00", "30.00", ""),
    ("2080505", 3, "机关事业单位基本养老保险缴费支出", "30.00", "30.00", ""),
    ("20826", 2, "财政对基本养老保险基金的补助", "1165.40", "", "1165.40"),
    ("2082602", 3, "财政对城乡居民基本养老保险基金的补助", "1165.40", "", "1165.40"),
    ("210", 1, "卫生健康支出", "22.60", "22.60", ""),
    ("21011", 2, "行政事业单位医疗", "22.60", "22.60", ""),
    ("2101102", 3, "事业单位医疗", "22.60", "22.60", ""),
    ("221", 1, "住房保障支出", "29.00", "29.00", ""),
    ("22102", 2, "住房改革支出", "29.00", "29.00", ""),
    ("2210201", 3, "住房公积金", "29.00", "29.00", ""),
    (None, 0, "合计", "2037.00", "826.60", "1210.40"),
)


def _table(id: str, title: str, columns: tuple[str, ...], line: int, copies: int = 1) -> Table:
    rows = tuple(
        Row(
            label,
            tuple(Cell(text, text_to_decimal(text), line=line + at) for text in figures * copies),
            code,
            level,
            line=line + at,
        )
        for at, (code, level, label, *figures) in enumerate(_ROWS)
    )
    return Table(id, title, "expenditure", "万元", columns, rows, line=line)


def _filing() -> Filing:
    spent = ("支出预算 / 合计", "支出预算 / 基本支出", "支出预算 / 项目支出")
    wide = tuple(
        f"财政拨款 / {fund} / {part}"
        for fund in ("一般公共预算", "政府性基金预算", "国有资本经营预算")
        for part in ("小计", "基本支出", "项目支出")
    )
    texts = (
        (_HEADING, (), True),
        ("云溪市养老服务中心 2026 年支出预算 2037.00 万元，其中：", (_HEADING,), False),
        ("基本支出 826.60 万元，占 40.6%，比上年预算增加 35.10 万元，增长 4.43%。", (_HEADING,), False),
        (SENTENCE + EVIL, (_HEADING,), False),
        (GENERAL, _GENERAL_HEADINGS, False),
    )
    paragraphs = tuple(
        Paragraph(text, Source(FILE, line=300 + at, paragraph=at), headings, is_heading)
        for at, (text, headings, is_heading) in enumerate(texts)
    )
    return Filing(
        FILE,
        TITLE,
        "云溪市养老服务中心",
        "云溪市",
        2026,
        FilingKind.UNIT_BUDGET,
        tables=(
            _table("t3", "部门支出总体情况表", spent, 201),
            _table("t4", f"财政拨款收支预算总体情况表{EVIL}", wide, 240, copies=3),
        ),
        paragraphs=paragraphs,
    )


FILING = _filing()
_OLDER = replace(
    FILING,
    file="云溪市养老服务中心2025年单位预算.pdf",
    title="云溪市养老服务中心 2025 年单位预算公开",
    year=2025,
    pages=31,
)
_OTHER = replace(
    FILING,
    file="松原县图书馆2025年决算.pdf",
    title="松原县图书馆 2025 年度部门决算",
    department="松原县图书馆",
    year=2025,
    kind=FilingKind.DEPARTMENT_FINAL,
    pages=44,
)


def _cell(id: int, row: int, column: int, table: Table) -> Citation:
    line, cell = table.rows[row], table.rows[row].cells[column]
    quote = " ".join([line.label, *(each.text for each in line.cells if each.text)])
    return Citation(
        id,
        "cell",
        FILE,
        TITLE,
        quote,
        line=line.line,
        table=table.title,
        row=line.label,
        column=table.columns[column],
        code=line.code,
        value=cell.value,
        unit="万元",
        table_id=table.id,
        row_index=row,
        column_index=column,
    )


def _sentence(id: int, quote: str, paragraph: int) -> Citation:
    return Citation(id, "text", FILE, TITLE, quote, line=300 + paragraph, paragraph=paragraph)


def _why(question: str) -> Answer:
    spent, wide = FILING.tables
    figures = (
        Figure(
            "result",
            "项目支出比上年变化率（全部支出）",
            Decimal("-60.00"),
            "%",
            "下降 60.00%",
            "-1815.60 / (1210.40 + 1815.60)",
            (1, 2),
        ),
        Figure(
            "result",
            "项目支出比上年变化率（一般公共预算）",
            Decimal("-60.65"),
            "%",
            "下降 60.65%",
            "-1819.60 / (1180.40 + 1819.60)",
            (3,),
        ),
        Figure("operand", "项目支出 2026（全部支出）", Decimal("1210.40"), "万元", "1,210.40 万元", None, (1,)),
        Figure(
            "operand", "项目支出比上年增减（全部支出）", Decimal("-1815.60"), "万元", "减少 1,815.60 万元", None, (2,)
        ),
        Figure("operand", "项目支出 2026（一般公共预算）", Decimal("1180.40"), "万元", "1,180.40 万元", None, (3,)),
        Figure(
            "operand",
            "项目支出比上年增减（一般公共预算）",
            Decimal("-1819.60"),
            "万元",
            "减少 1,819.60 万元",
            None,
            (3,),
        ),
    )
    text = (
        "2026 年项目支出 1,210.40 万元，比上年减少 1,815.60 万元，下降 60.00%（全部支出口径）[1][2]；一般公共预算口径为 1,180.40 万元，"
        f"减少 1,819.60 万元，下降 60.65%[3]。\n主要原因：“{REASON}”[2]。"
    )
    caveats = (
        Caveat(
            "scope", "“项目支出”在这份文件里有两个口径：全部支出与一般公共预算，二者相差上年结转安排的支出[4]。", (4,)
        ),
        Caveat("conflict", "概述写“减少 1,815.60 万元”，与表中数相符；绩效部分另写作一个数。", ()),
    )
    return Answer(
        question,
        "zh",
        Status.ANSWERED,
        text,
        figures,
        (_cell(1, 14, 2, spent), _sentence(2, SENTENCE, 3), _sentence(3, GENERAL, 4), _cell(4, 14, 8, wide)),
        caveats,
    )


def _ranked(question: str) -> Answer:
    spent = FILING.tables[0]
    tops = [at for at, row in enumerate(spent.rows) if row.level == 1] + [14, 1, 4]
    cited = tuple(_cell(id, at, 0, spent) for id, at in enumerate(tops, 1))
    figures = tuple(
        Figure("result", each.row or "", each.value or Decimal(0), "万元", f"{each.value:,} 万元", None, (each.id,))
        for each in cited
    )
    return Answer(question, "zh", Status.ANSWERED, "最大的是社会保障和就业支出，1,985.40 万元[1]。", figures, cited)


SHELF = (FILING, _OLDER, _OTHER)


@dataclass(eq=False)
class FakeDesk:
    """Answers a handful of questions from memory and remembers what it was asked."""

    filings: tuple[Filing, ...] = SHELF
    wait: float = 0.0
    asked: list[tuple[str, tuple[str, ...], int]] = field(default_factory=list)
    reviews: ReviewList | None = None
    files: dict[str, Path] = field(default_factory=dict)
    library: None = None
    counts: Counts | None = None
    ready: bool = True

    def by_id(self) -> dict[str, Filing]:
        """The filings by made-up ids."""
        return {f"fake{at}": filing for at, filing in enumerate(self.filings)}

    def findings(self, file: str) -> tuple[Finding, ...]:
        """What the rules find, found anew each time."""
        return run_checks([filing for filing in self.filings if filing.file == file])

    def picture(self, file: str, page: int) -> PageImage | None:
        """The page of a file that a test has laid down."""
        return page_picture(self.files[file], page) if file in self.files else None

    def originals(self, filings: Collection[str]) -> dict[str, Path]:
        """The files that a test has laid down."""
        return {name: self.files[name] for name in filings}

    def trace(self, question: str, filings: Collection[str] = (), history: Sequence[Answer] = ()) -> None:
        """Answers from memory come about in no way that could be shown."""

    def follow(self) -> None:
        """Nothing changes here."""

    def ask(self, question: str, filings: Collection[str] = (), history: Sequence[Answer] = ()) -> Answer:
        """The hand-made answer, not_found for a question that has none; one question breaks."""
        self.asked.append((question, tuple(filings), len(history)))
        time.sleep(self.wait)
        if question == "坏":
            raise RuntimeError("the fake breaks on purpose")
        if question == RANK:
            return _ranked(question)
        if question == ASK_BACK:
            text = "“运行经费”可以指两项，您问的是哪一项？"
            return Answer(question, "zh", Status.CLARIFY, text, options=(WHY, "2026 年公用经费是多少？"))
        if question in (WHY, EVIL) or question.startswith("why"):
            return _why(question)
        return Answer(
            question, "zh", Status.NOT_FOUND, "这些文件里没有“卫星发射费”。最接近的是“项目支出”，可以换这个词来问。"
        )


LAST = FakeDesk()
"""The desk of the fake chat: one for all its runs, so that a test can see what was asked."""

VISITOR = Visitor(role=Role.ADMIN, local=True)
"""Who looks at the fake chat: who sits at the machine."""
