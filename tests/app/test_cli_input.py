"""Wrong input at the command line: a sentence that names it and says what to do, code 2, nothing half-written."""

from __future__ import annotations

import json
import socket
import subprocess

import pytest

from app.errors import BadSetting
from app.settings import load_settings

FILING = "\n".join(["河岸市档案馆 2026 年部门预算公开", "", "一、部门职责", "", "河岸市档案馆负责保管档案。", ""])


def assert_refused(done: subprocess.CompletedProcess[str], *parts: str) -> None:
    """Code 2, nothing on standard output, one line on standard error that holds these parts."""
    assert done.returncode == 2, done.stderr
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1, done.stderr
    for part in parts:
        assert part in done.stderr


def test_help_names_every_command_of_the_contract(wenzhang):
    done = wenzhang("--help")
    assert done.returncode == 0
    for command in ("ingest", "inspect", "check", "ask", "batch", "serve", "eval"):
        assert f" {command} " in done.stdout


@pytest.mark.parametrize("command", ["ingest", "inspect", "check"])
def test_path_that_is_not_there(wenzhang, command):
    assert_refused(wenzhang(command, "nowhere/budget.pdf"), "nowhere/budget.pdf does not exist", "check the path")


def test_folder_without_files(wenzhang, tmp_path):
    (tmp_path / "empty").mkdir()
    (tmp_path / "empty" / "notes.md").write_text("x", encoding="utf-8")
    assert_refused(wenzhang("ingest", "empty"), "empty holds no filings (.doc, ", "name a file")


def test_inspect_wants_a_file(wenzhang, tmp_path):
    (tmp_path / "folder").mkdir()
    assert_refused(wenzhang("inspect", "folder"), "folder is a folder", "name one file")


@pytest.mark.parametrize("question", ["", "   ", "\n\t", "？？？", "…"])
def test_empty_question(wenzhang, question):
    assert_refused(wenzhang("ask", question), "The question is empty")


def test_question_of_ten_thousand_characters(wenzhang):
    assert_refused(wenzhang("ask", "支" * 10_000), "10,000 characters", "more briefly")


@pytest.mark.parametrize("character", ["\x07", "\x1b", "\x7f", "\x1f"])
def test_question_with_a_control_character(wenzhang, character):
    assert_refused(wenzhang("ask", f"支出{character}是多少"), f"U+{ord(character):04X}", "position 3")


def test_question_in_another_encoding(wenzhang):
    question = "支出是多少".encode("gb18030").decode("utf-8", "surrogateescape")
    assert_refused(wenzhang("ask", question), "unreadable character", "type the question anew")


def test_library_that_was_not_made(wenzhang, tmp_path):
    assert_refused(wenzhang("ask", "支出是多少？", "--library", "none"), "no library at none", "wenzhang ingest")
    assert not (tmp_path / "none").exists()


def test_library_folder_that_cannot_be_made(wenzhang, tmp_path):
    (tmp_path / "a.txt").write_text(FILING, encoding="utf-8")
    (tmp_path / "taken").write_text("a file", encoding="utf-8")
    assert_refused(wenzhang("ingest", "a.txt", "--library", "taken"), "taken")
    assert (tmp_path / "taken").read_text(encoding="utf-8") == "a file"


def test_setting_that_makes_no_sense(monkeypatch):
    monkeypatch.setenv("WENZHANG_PORT", "many")
    with pytest.raises(BadSetting, match=r"WENZHANG_PORT is not usable: 'many'"):
        load_settings()


def test_port_that_is_taken(wenzhang):
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        assert_refused(wenzhang("serve", "--port", str(port)), f"Port {port} is in use", f"--port {port + 1}")


LINES = [
    ("not json", "it is not JSON"),
    ("[1, 2]", "it is not a JSON object"),
    (json.dumps({"filings": ["a.txt"], "question": "支出？"}), '"id" is missing'),
    (json.dumps({"id": 7, "filings": ["a.txt"], "question": "支出？"}), '"id" is not a text'),
    (json.dumps({"id": "q", "filings": ["a.txt"]}), '"question" is missing'),
    (json.dumps({"id": "q", "filings": "a.txt", "question": "支出？"}), '"filings" must be a list'),
    (
        json.dumps({"id": "q", "filings": [], "question": "支出？"}),
        '"filings" must be a list of texts with at least one',
    ),
    (json.dumps({"id": "q", "filings": ["b.txt"], "question": "支出？"}), "its filing b.txt is not in"),
    (json.dumps({"id": "q", "filings": ["a.txt"], "question": "支出？", "after": "那？"}), '"after" must be a list'),
]


@pytest.mark.parametrize(("line", "reason"), LINES)
def test_batch_refuses_a_bad_line_with_its_number(wenzhang, tmp_path, line, reason):
    (tmp_path / "a.txt").write_text(FILING, encoding="utf-8")
    good = json.dumps({"id": "good", "filings": ["a.txt"], "question": "支出是多少？"}, ensure_ascii=False)
    (tmp_path / "q.jsonl").write_text(f"{good}\n\n{line}\n", encoding="utf-8")
    done = wenzhang("batch", "--filings", ".", "--questions", "q.jsonl", "--out", "out/a.jsonl")
    assert_refused(done, "q.jsonl, line 3: ", reason, "nothing was answered")
    assert not (tmp_path / "out").exists()


def test_batch_refuses_a_line_that_is_not_utf_8(wenzhang, tmp_path):
    (tmp_path / "q.jsonl").write_bytes('{"id": "支出"}\n'.encode("gb18030"))
    done = wenzhang("batch", "--filings", ".", "--questions", "q.jsonl", "--out", "a.jsonl")
    assert_refused(done, "q.jsonl, line 1: it is not UTF-8")


def test_batch_without_its_question_set(wenzhang):
    done = wenzhang("batch", "--filings", ".", "--questions", "q.jsonl", "--out", "a.jsonl")
    assert_refused(done, "q.jsonl does not exist")
