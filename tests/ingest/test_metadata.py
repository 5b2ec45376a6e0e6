"""Who, where, when and what kind, by the filing's own words."""

from __future__ import annotations

import pytest

from budget.filing import FilingKind
from ingest.document import Document
from ingest.metadata import Metadata, document_to_metadata
from ingest.regions import name_to_region
from ingest.text import lines_to_blocks


def metadata_of(text: str) -> Metadata:
    return document_to_metadata(Document("any.txt", tuple(lines_to_blocks(text.splitlines()))))


@pytest.mark.parametrize(
    ("text", "department", "year", "kind"),
    [
        (
            "某省某市社会保险中心\n2026 年部门预算公开\n\n目 录\n",
            "某省某市社会保险中心",
            2026,
            FilingKind.DEPARTMENT_BUDGET,
        ),
        (
            "上海市某区财政局\n2024 年度部门决算\n2025年8月\n目录\n",
            "上海市某区财政局",
            2024,
            FilingKind.DEPARTMENT_FINAL,
        ),
        ("2026年某市信访局部门预算\n目录\n", "某市信访局", 2026, FilingKind.DEPARTMENT_BUDGET),
        ("某区2026年区级单位预算\n预算单位：某区司法局\n目录\n", "某区司法局", 2026, FilingKind.UNIT_BUDGET),
        (
            "某某规划和自然\n资源局\n2024 年度部门决算\n目录\n",
            "某某规划和自然资源局",
            2024,
            FilingKind.DEPARTMENT_FINAL,
        ),
        ("某某市\n文化广电和旅游局\n2024\n年度部门决算\n", "某某市文化广电和旅游局", 2024, FilingKind.DEPARTMENT_FINAL),
        ("某市公安局交通警察支队2025年部门\n预算公开\n", "某市公安局交通警察支队", 2025, FilingKind.DEPARTMENT_BUDGET),
        ("某区教育局 2025 年度部门整体预算\n", "某区教育局", 2025, FilingKind.DEPARTMENT_BUDGET),
        ("某某大学 二〇二三年度部门决算\n2024 年 8 月\n目录\n", "某某大学", 2023, FilingKind.DEPARTMENT_FINAL),
    ],
)
def test_title_pages(text: str, department: str, year: int, kind: FilingKind) -> None:
    found = metadata_of(text)
    assert (found.department, found.year, found.kind) == (department, year, kind)


def test_a_citys_own_budget_is_told_from_a_bodys() -> None:
    found = metadata_of("关于某市2024年财政预算执行情况和2025年财政预算草案的报告\n各位代表：\n")
    assert (found.kind, found.year) == (FilingKind.GOVERNMENT_BUDGET, 2025)


def test_what_is_not_said_stays_empty() -> None:
    found = metadata_of("一份说明\n没有别的。\n")
    assert (found.department, found.year, found.kind) == ("", None, FilingKind.OTHER)


@pytest.mark.parametrize(
    ("name", "region"),
    [
        ("新疆维吾尔自治区喀什地区喀什市社会保险中心", "新疆喀什"),
        ("上海市某区财政局", "上海"),
        ("深圳市审计局", "广东深圳"),
        ("某某大学", ""),
    ],
)
def test_regions(name: str, region: str) -> None:
    assert name_to_region(name) == region


def test_a_citys_own_budget_is_the_places() -> None:
    found = metadata_of(
        "某市第一届人大会议文件（9）\n关于承德市2025年市本级预算和\n市总预算草案的报告\n"
        "各位代表：\n全市2025年一般公共预算收入。\n"
    )
    assert (found.department, found.region, found.year) == ("承德市", "河北承德", 2025)
    assert found.title == "关于承德市2025年市本级预算和市总预算草案的报告"


def test_a_template_is_nobodys() -> None:
    found = metadata_of("上海市某区2026年区级单位预算\n预算单位：上海市某区XX单位\n目录\n")
    assert (found.department, found.region, found.kind) == ("", "上海", FilingKind.OTHER)
