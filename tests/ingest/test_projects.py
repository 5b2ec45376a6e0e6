"""Project sections of the narrative, in the layouts that filings use."""

from __future__ import annotations

from budget.filing import Paragraph
from budget.source import Source
from ingest.projects import read_projects


def paragraphs(*texts: str) -> list[Paragraph]:
    return [
        Paragraph(text, Source("f", paragraph=at), (), text.endswith(("概述", "依据", "情况说明")))
        for at, text in enumerate(texts)
    ]


def test_labelled_projects() -> None:
    first, second = read_projects(paragraphs(
        "(1) 项目名称: 设备更新项目", "设立的政策依据: 某〔2024〕3 号。", "预算安排规模: 36.50 万元",
        "(2) 项目名称：运转项目", "预算安排规模：9.02万元", "八、基金情况说明",
    ))  # fmt: skip
    assert (first.name, [f.label for f in first.fields]) == ("设备更新项目", ["设立的政策依据", "预算安排规模"])
    assert (second.name, second.fields[0].text, second.fields[0].source.paragraph) == ("运转项目", "9.02万元", 4)


def test_projects_with_titled_sections() -> None:
    (project,) = read_projects(
        paragraphs(
            "项目经费情况说明", "人民调解项目", "一、项目概述", "化解矛盾。", "二、立项依据", "某意见。", "又一意见。"
        )
    )
    assert project.name == "人民调解项目"
    assert [(f.label, f.text) for f in project.fields] == [
        ("项目概述", "化解矛盾。"),
        ("立项依据", "某意见。\n又一意见。"),
    ]


def test_a_narrative_without_projects_has_none() -> None:
    assert read_projects(paragraphs("一、收入情况说明", "收入 5 万元。")) == ()
