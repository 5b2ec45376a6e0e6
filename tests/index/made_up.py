"""A small made-up filing and named fakes that the tests of the library share."""

from __future__ import annotations

from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from budget.filing import Field, Filing, FilingKind, Paragraph, Project
from budget.problem import Problem
from budget.source import Source
from budget.statement import Statement
from budget.table import Cell, Row, Table

PARAGRAPHS = (
    "本单位负责全市公园绿地的规划、建设和养护管理，组织实施城市绿化工程。",
    "项目支出120.50万元，比上年预算减少40.00万元，下降24.92%，主要原因是：湖滨公园改造工程已完工。",
    "公务接待费0.80万元，与上年持平，主要原因是：严格控制公务接待活动。",
    "公务用车运行维护费3.20万元，比上年增加0.40万元，主要原因是：车辆老化，维修费用增加。",
    "政府采购预算15.00万元，其中：政府采购货物预算15.00万元，政府采购工程预算0万元。",
    "事业收入：指事业单位开展专业业务活动及其辅助活动取得的收入。",
)


def made_up_filing(file: str = "green.txt", year: int = 2026, paragraphs: tuple[str, ...] = PARAGRAPHS) -> Filing:
    """A filing with one of everything."""
    return Filing(
        file=file,
        title=f"绿水市园林管理处{year}年部门预算",
        department="绿水市园林管理处",
        region="绿水市",
        year=year,
        kind=FilingKind.UNIT_BUDGET,
        pages=12,
        tables=(_table(),),
        paragraphs=(
            Paragraph("第三部分 情况说明", Source(file, line=40, paragraph=0), is_heading=True),
            *(
                Paragraph(text, Source(file, line=41 + at, paragraph=1 + at), ("第三部分 情况说明",))
                for at, text in enumerate(paragraphs)
            ),
        ),
        statements=(_statement(file, year),),
        projects=(
            Project(
                "湖滨公园改造", (Field("政策依据", "市政府会议纪要", Source(file, line=60)),), Source(file, line=59)
            ),
        ),
        definitions=(Field("事业收入", "指事业单位取得的收入", Source(file, line=70)),),
        problems=(Problem("shifted", "第3行的数字移了一列", Source(file, page=3, table="t1", row=1, column=0)),),
    )


def _table() -> Table:
    rows = (
        Row("合计", (Cell("420.50", Decimal("420.50"), page=3, box=(1.5, 2.0, 30.25, 12.0)), Cell()), level=0, page=3),
        Row(
            "城乡社区公共设施",
            (Cell("120.5", Decimal("120.5")), Cell(">=8.5万人", Decimal("8.5"), "万人", ">=", recovered=True)),
            code="2120303",
            level=3,
            parents=("城乡社区支出", "城乡社区公共设施"),
            detail="湖滨公园改造",
            line=22,
        ),
    )
    return Table(
        "t1", "部门支出总体情况表", "expenditure", "万元", ("项目支出", "指标 / 游客"), rows, (3, 4), note="注：空表"
    )


def _statement(file: str, year: int) -> Statement:
    return Statement(
        "项目支出",
        PARAGRAPHS[1],
        Source(file, line=42, paragraph=2),
        scope="支出预算",
        year=year,
        amount=Decimal("120.50"),
        unit="万元",
        delta=Decimal("-40.00"),
        delta_unit="万元",
        percent=Decimal("-24.92"),
        reason="湖滨公园改造工程已完工",
    )


@dataclass
class CountingReader:
    """Reads a file's lines as the paragraphs of a made-up filing, and counts how often it was asked."""

    read_files: list[str] = field(default_factory=list)

    def __call__(self, path: Path) -> Filing:
        self.read_files.append(path.name)
        return made_up_filing(path.name, paragraphs=tuple(path.read_text(encoding="utf-8").split("\n")))


def write_file(folder: Path, name: str, *lines: str) -> Path:
    """A file for CountingReader."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_text("\n".join(lines or PARAGRAPHS), encoding="utf-8")
    return path
