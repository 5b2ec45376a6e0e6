"""`wenzhang eval` as it is typed: a set asked, kept, compared, held to a bar."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from eval.run import arguments

FILING = "kashgar-social-insurance-2026.txt"
LINES = (
    {
        "id": "one", "filings": [FILING], "lang": "zh", "type": "lookup", "question": "津贴补贴是多少？", "status": "answered",
        "numbers": [{"value": "76.56", "unit": "万元"}], "evidence": [{"filing": FILING, "row": "津贴补贴"}],
    },
    {
        "id": "two", "filings": [FILING], "lang": "zh", "type": "lookup", "question": "津贴补贴是多少？", "status": "answered",
        "numbers": [{"value": "99.99", "unit": "万元"}], "how": "gold that is wrong, so that one question is missed",
    },
)  # fmt: skip


def wenzhang(*typed: object, folder: Path) -> subprocess.CompletedProcess[str]:
    """The command, typed in that folder."""
    command = [sys.executable, "-P", "-m", "app", "eval", *map(str, typed)]
    env = {**os.environ, "PYTHONIOENCODING": "utf-8"}
    return subprocess.run(command, cwd=folder, env=env, capture_output=True, text=True, encoding="utf-8", check=False)


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A set of two questions, one of which can't be answered as its gold wants."""
    path = tmp_path / "small.jsonl"
    path.write_text("".join(json.dumps(line, ensure_ascii=False) + "\n" for line in LINES), encoding="utf-8")
    return path


def test_a_set_is_asked_kept_reported_and_compared(tmp_path: Path, small: Path) -> None:
    first = wenzhang(small, "--html", "out.html", folder=tmp_path)
    assert first.returncode == 0, first.stderr
    assert re.search(r"^lookup +2 +50\.0", first.stdout, re.M)
    assert "two [lookup]" in first.stdout
    (run,) = [path for path in (tmp_path / "runs").iterdir() if not path.name.startswith(".")]
    about = json.loads((run / "run.json").read_text(encoding="utf-8"))
    assert set(about) == {
        "set", "set_hash", "filings", "program_hash", "changed_meanwhile", "version", "python", "began", "seconds", "settings",
    }  # fmt: skip
    assert list(about["filings"]) == [FILING]
    assert about["settings"]["asked_twice"] == "true"
    assert len((run / "again.jsonl").read_text(encoding="utf-8").splitlines()) == 2
    assert "99.99 万元" in (tmp_path / "out.html").read_text(encoding="utf-8")
    again = wenzhang("report", folder=tmp_path)
    assert again.stdout.splitlines()[:4] == first.stdout.splitlines()[:4]
    alone = wenzhang("compare", folder=tmp_path)
    assert (alone.returncode, "There is no run to compare the last one with" in alone.stderr) == (2, True)


def test_a_run_under_the_bar_ends_with_code_one(tmp_path: Path, small: Path) -> None:
    done = wenzhang(small, "--once", "--fail-under", 60, folder=tmp_path)
    assert done.returncode == 1
    assert "Only 50.0% of the answers are right, under the bar of 60.0%." in done.stderr
    assert wenzhang(small, "--once", "--fail-under", 50, folder=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        (["nothing"], "There is no set nothing: name one of bugs, develop, evaluate"),
        (["none.jsonl"], "none.jsonl does not exist"),
        (["develop", "--filings", "nowhere"], "The filings' folder nowhere does not exist"),
        (["add", "多少？", "--filing", "none.pdf"], "There is no filing none.pdf"),
        (["outside"], "Name one outside set: --hitab FILE"),
        (["outside", "--hitab", "none.jsonl", "--tables", "."], "none.jsonl does not exist"),
        (["compare", "a", "b"], "There is no run a in runs: it holds none yet"),
    ],
)
def test_what_can_not_be_done_is_said_in_one_sentence(tmp_path: Path, typed: list[str], sentence: str) -> None:
    done = wenzhang(*typed, folder=tmp_path)
    assert done.returncode == 2
    assert sentence in done.stderr
    assert "Traceback" not in done.stderr


def test_a_set_may_be_named_without_the_word_run() -> None:
    assert arguments(["develop", "--once"]) == ["run", "develop", "--once"]
    assert arguments([]) == ["run"]
    assert arguments(["compare", "a", "b"]) == ["compare", "a", "b"]
    assert arguments(["--help"]) == ["--help"]
