"""Files of every kind at the command line: what can be read is, what can't is named with the reason."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from app.answering.intake import clean_question

TEXT = """河岸市档案馆 2026 年部门预算公开

一、主要职能

河岸市档案馆负责保管全市的档案。

二、关于支出预算的说明

2026 年支出预算 120.00 万元，比上年预算增加 20.00 万元，增长 20.00%，主要原因是新建库房。
"""
TABLE = """
表三 部门支出总体情况表

单位：万元

项目\t合计\t基本支出\t项目支出
合计\t120.00\t90.00\t30.00
201 一般公共服务支出\t100.00\t80.00\t20.00
208 社会保障和就业支出\t20.00\t10.00\t10.00
"""


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "gb18030"])
def test_encodings_that_filings_come_in(wenzhang: Callable, tmp_path: Path, encoding: str) -> None:
    (tmp_path / "archive.txt").write_bytes((TEXT + TABLE).encode(encoding))
    done = wenzhang("inspect", "archive.txt")
    assert (done.returncode, done.stderr) == (0, "")
    assert "河岸市档案馆" in done.stdout
    assert "部门支出总体情况表" in done.stdout


def test_text_without_a_table_is_read(wenzhang: Callable, tmp_path: Path) -> None:
    (tmp_path / "archive.txt").write_text(TEXT, encoding="utf-8")
    done = wenzhang("ingest", "archive.txt", "--library", "library")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("added: archive.txt: 河岸市档案馆")
    assert "0 tables" in done.stdout


def test_check_says_with_its_code_whether_all_holds(wenzhang: Callable, tmp_path: Path) -> None:
    (tmp_path / "right.txt").write_text(TEXT + TABLE, encoding="utf-8")
    (tmp_path / "wrong.txt").write_text(TEXT.replace("增长 20.00%", "增长 30.00%") + TABLE, encoding="utf-8")
    right, wrong = wenzhang("check", "right.txt"), wenzhang("check", "wrong.txt", "--lang", "en")
    assert (right.returncode, right.stderr) == (0, "")
    assert " checks: 0 broken, 0 explained, " in right.stdout
    assert (wrong.returncode, wrong.stderr) == (1, "")
    assert wrong.stdout.startswith("broken: ")
    assert "30.00%" in wrong.stdout


def test_check_of_several_names_the_filing_and_what_could_not_be_read(wenzhang: Callable, tmp_path: Path) -> None:
    (tmp_path / "right.txt").write_text(TEXT + TABLE, encoding="utf-8")
    (tmp_path / "wrong.txt").write_text(TEXT.replace("增长 20.00%", "增长 30.00%") + TABLE, encoding="utf-8")
    both = wenzhang("check", "right.txt", "wrong.txt")
    assert both.returncode == 1
    assert both.stdout.startswith("broken: wrong.txt: ")
    (tmp_path / "empty.txt").touch()
    with_empty = wenzhang("check", ".")
    assert with_empty.returncode == 2
    assert "empty.txt" in with_empty.stderr


BAD_FILES = {
    "empty.txt": (b"", "empty"),
    "spaces.txt": (b" \n\t\n", ""),
    "binary.txt": (bytes(range(256)) * 40, ""),
    "torn.pdf": (b"%PDF-1.7\n1 0 obj\n<<", ""),
    "not-really.pdf": (bytes(range(255, -1, -1)) * 40, ""),
}


@pytest.mark.parametrize("name", BAD_FILES)
@pytest.mark.parametrize("command", ["inspect", "ingest"])
def test_file_that_cannot_be_read_is_named(wenzhang: Callable, tmp_path: Path, name: str, command: str) -> None:
    content, reason = BAD_FILES[name]
    (tmp_path / name).write_bytes(content)
    done = wenzhang(command, name)
    assert done.returncode == 2
    assert done.stdout == ""
    assert name in done.stderr and reason in done.stderr


def test_one_bad_file_does_not_cost_the_others(wenzhang: Callable, tmp_path: Path) -> None:
    (tmp_path / "filings").mkdir()
    (tmp_path / "filings" / "a-empty.txt").touch()
    (tmp_path / "filings" / "b-archive.txt").write_text(TEXT + TABLE, encoding="utf-8")
    first = wenzhang("ingest", "filings")
    assert first.returncode == 2
    assert "a-empty.txt" in first.stderr and "1 of 2 files" in first.stderr
    assert "added: b-archive.txt" in first.stdout
    second = wenzhang("ingest", "filings/b-archive.txt")
    assert (second.returncode, second.stderr) == (0, "")
    assert second.stdout.startswith("unchanged: b-archive.txt")


@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a folder in which nobody may write (/proc)")
def test_library_where_nobody_may_write(wenzhang: Callable, tmp_path: Path) -> None:
    (tmp_path / "archive.txt").write_text(TEXT, encoding="utf-8")
    done = wenzhang("ingest", "archive.txt", "--library", f"/proc/{os.getpid()}/library")
    assert done.returncode == 2
    assert f"/proc/{os.getpid()}/library" in done.stderr


ODD_QUESTIONS = [
    "'; DROP TABLE facts; --",
    '<script>alert("支出")</script>',
    "支出 %s {0} ${HOME} `id`",
    "../../etc/passwd 的支出是多少？",
    "🧾 支出是多少？",
]


@pytest.mark.parametrize("question", ODD_QUESTIONS)
def test_markup_and_code_are_words_like_others(question: str) -> None:
    assert clean_question(question, 2000) == question


@pytest.mark.parametrize("question", ODD_QUESTIONS)
def test_asking_in_markup_and_code_gives_an_answer(wenzhang: Callable, tmp_path: Path, question: str) -> None:
    (tmp_path / "archive.txt").write_text(TEXT + TABLE, encoding="utf-8")
    assert wenzhang("ingest", "archive.txt").returncode == 0
    done = wenzhang("ask", question)
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.strip()
