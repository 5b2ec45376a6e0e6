"""Two versions of a filing in one library: the newer is asked, both are kept, and whoever asks is told."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from app.answering.service import AnswerService
from index.library import memory_library
from ingest.read import read_filing

FIRST = """河岸市档案馆 2026 年部门预算

表三 部门支出总体情况表

单位：万元

项目\t合计\t基本支出\t项目支出
合计\t120.00\t90.00\t30.00
201 一般公共服务支出\t100.00\t80.00\t20.00
208 社会保障和就业支出\t20.00\t10.00\t10.00
210 卫生健康支出\t0.00\t0.00\t0.00
"""
SECOND = (
    FIRST.replace("120.00", "125.00").replace("20.00\t10.00\t10.00", "25.00\t15.00\t10.00").replace("90.00", "95.00")
)
QUESTION = "社会保障和就业支出的基本支出是多少？"


@pytest.fixture
def service(tmp_path: Path) -> AnswerService:
    for name, text in (("a.txt", FIRST), ("b.txt", SECOND)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    return AnswerService(memory_library(read_filing(tmp_path / name) for name in ("a.txt", "b.txt")))


@pytest.mark.parametrize("named", [(), ("b.txt",), ("a.txt", "b.txt")])
def test_the_newer_is_asked_and_the_answer_says_so(service: AnswerService, named: tuple[str, ...]) -> None:
    answer = service.ask(QUESTION, named)
    assert "15.00" in answer.text
    assert {citation.filing for citation in answer.citations} == {"b.txt"}
    told = [caveat.text for caveat in answer.caveats if caveat.code == "stale"]
    assert told == ["同一份文件有不止一个版本，这里用的是较新的 b.txt，较早的 a.txt 仍在库中。"]


def test_the_older_is_asked_where_it_alone_is_named(service: AnswerService) -> None:
    service.ask(QUESTION)
    answer = service.ask(QUESTION, ("a.txt",))
    assert "10.00" in answer.text
    told = [caveat.text for caveat in answer.caveats if caveat.code == "stale"]
    assert told == ["所问的 a.txt 是较早的版本，库中另有较新的 b.txt。"]
    assert "15.00" in service.ask(QUESTION).text


def test_ingest_says_which_is_asked(wenzhang: Callable, tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(FIRST, encoding="utf-8")
    assert "two versions" not in wenzhang("ingest", "a.txt").stdout
    (tmp_path / "0.txt").write_text(SECOND, encoding="utf-8")
    done = wenzhang("ingest", "0.txt")
    assert done.returncode == 0
    assert (
        done.stdout.splitlines()[-1] == "two versions: 0.txt is asked, the older a.txt is kept (`ask --filing a.txt`)"
    )
    (tmp_path / "again.txt").write_text(SECOND, encoding="utf-8")
    assert wenzhang("ingest", "again.txt").stdout.startswith("same content: again.txt: ")


def test_an_older_version_is_asked_beside_the_others_that_are_named_and_no_other(tmp_path: Path) -> None:
    other = FIRST.replace("档案馆", "图书馆").replace("20.00\t10.00\t10.00", "20.00\t7.00\t13.00")
    for name, text in (("a.txt", FIRST), ("b.txt", SECOND), ("c.txt", other)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    service = AnswerService(memory_library(read_filing(tmp_path / name) for name in ("a.txt", "b.txt", "c.txt")))
    both = service.ask(f"档案馆和图书馆的{QUESTION}", ("a.txt", "c.txt")).text
    assert "10.00" in both
    assert "7.00" in both
    assert "15.00" not in both
    alone = service.ask(QUESTION, ("a.txt",)).text
    assert "10.00" in alone
    assert "7.00" not in alone
