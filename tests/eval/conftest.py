"""What the tests of evaluation share: the sets, the sample filings, and one asking of the develop set."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from app.batch import BatchReport
from budget.filing import Filing
from eval.asking import ask_all
from eval.load import load_set
from eval.question import GoldNumber, Place, Question
from eval.settings import EvalSettings

SETS = ("develop", "evaluate", "bugs")


@pytest.fixture(scope="session")
def questions() -> tuple[Question, ...]:
    """Every question of the project's own sets."""
    settings = EvalSettings()
    return tuple(one for name in SETS for one in load_set(settings.sets / f"{name}.jsonl", settings.filings))


@pytest.fixture(scope="session")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where what was read of the filings is kept, so that each is read once in all these tests."""
    return tmp_path_factory.mktemp("read")


@pytest.fixture(scope="session")
def samples(questions: tuple[Question, ...], kept: Path) -> dict[str, Filing]:
    """The filings that the questions are about, as the program reads them."""
    from app.reading import Reader

    reader, folder = Reader(kept), EvalSettings().filings
    return {name: reader.read(folder / name) for name in sorted({name for one in questions for name in one.filings})}


@pytest.fixture(scope="session")
def asked(questions: tuple[Question, ...], kept: Path) -> BatchReport:
    """All questions asked once."""
    return ask_all(questions, EvalSettings().filings, kept, 2000, lambda name: None)


@pytest.fixture
def question() -> Question:
    """A question whose gold is a fall in a table and the reason for it."""
    return Question(
        id="one", filings=("a.txt",), lang="zh", type="change", question="项目支出比上年减少多少？", status="answered",
        numbers=(GoldNumber.of("-8261.02", "万元"), GoldNumber.of("-73.15", "%")), phrases=("直接拨到专户",),
        list=("项目支出", "基本支出"),
        evidence=(Place("a.txt", row="合计", column="项目支出"), Place("a.txt", quote="比上年预算减少8261.02万元")),
    )  # fmt: skip


@pytest.fixture
def answer() -> dict[str, Any]:
    """An answer to it that is right in every way."""
    return {
        "id": "one", "question": "项目支出比上年减少多少？", "language": "zh", "status": "answered",
        "text": "2026 年项目支出 3,032.71 万元，比上年减少 8,261.02 万元，下降 73.15% [1]；原因：“资金直接拨到专户”[2]；基本支出另列。",
        "figures": [
            {"role": "result", "label": "变化", "value": "-8261.02", "unit": "万元", "display": "减少 8,261.02 万元",
             "formula": None, "citations": [2]},
            {"role": "result", "label": "变化率", "value": "-73.15", "unit": "%", "display": "下降 73.15%",
             "formula": None, "citations": [2]},
            {"role": "operand", "label": "项目支出", "value": "3032.71", "unit": "万元", "display": "3,032.71 万元",
             "formula": None, "citations": [1]},
        ],
        "citations": [
            {"id": 1, "kind": "cell", "filing": "a.txt", "title": "", "row": "合计", "column": "项目支出",
             "value": "3032.71", "quote": "合计 3032.71", "line": 3, "page": None, "table": "支出表", "code": None},
            {"id": 2, "kind": "text", "filing": "a.txt", "title": "", "quote": "资金直接拨到专户", "line": 9, "page": None},
        ],
        "caveats": [], "options": [], "plan": {}, "timings_ms": {"total": 12.5},
    }  # fmt: skip
