"""`./run` in a small repository whose environment is a stand-in: what it does, in which order, and what it says when it can't."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest

# Stands in for .venv/bin/python: writes down how it was called, and fails where a file named fail-WORD says so.
FAKE_PYTHON = """#!/usr/bin/env bash
home=$(cd "$(dirname "$0")/../.." && pwd)
[ "${3:-}" = --version ] || printf '%s|%s\\n' "$PWD" "$*" >>"$home/log"
case "$*" in
    *requirements-ocr.txt*) [ ! -e "$home/fail-ocr" ] || exit 1 ;;
    *"pip install"*) [ ! -e "$home/fail-install" ] || exit 1 ;;
    *"import rapidocr_onnxruntime"*) [ ! -e "$home/fail-import" ] || exit 1 ;;
esac
case "$*" in *" ingest "*) mkdir -p "$home/library" ;; esac
"""
TOOLS = ("bash", "dirname", "readlink", "sha256sum", "cut", "cat", "find", "sort", "id", "mkdir", "rm", "env")


@pytest.fixture
def repository(root: Path, tmp_path: Path) -> Path:
    """The scripts, one sample, and the stand-in environment."""
    home = tmp_path / "a repository"
    for folder in ("scripts", "samples/filings", "budget", "ingest", ".venv/bin"):
        (home / folder).mkdir(parents=True)
    requirements = ("requirements.txt", "requirements-ocr.txt", "constraints.txt")
    for name in ("run", "scripts/environment.sh", "pyproject.toml", *requirements):
        shutil.copy(root / name, home / name)
    (home / "samples" / "filings" / "a.txt").write_text("a filing", encoding="utf-8")
    python = home / ".venv" / "bin" / "python"
    python.write_text(FAKE_PYTHON, encoding="utf-8")
    python.chmod(0o755)
    return home


def run(
    home: Path, *arguments: str, cwd: Path | None = None, path: str = "", ocr: str | None = None
) -> subprocess.CompletedProcess[str]:
    environment = {name: value for name, value in os.environ.items() if not name.startswith("WENZHANG_")}
    environment["PATH"] = path or environment["PATH"]
    if ocr is not None:
        environment["WENZHANG_OCR"] = ocr
    return subprocess.run(
        [home / "run", *arguments], cwd=cwd or home, env=environment, capture_output=True, text=True, check=False
    )


def calls(home: Path) -> list[str]:
    """What the environment was asked to do since the last look, without where."""
    log = home / "log"
    lines = log.read_text(encoding="utf-8").splitlines() if log.exists() else []
    log.unlink(missing_ok=True)
    return [line.partition("|")[2] for line in lines]


def test_first_start_installs_reads_the_samples_and_serves_and_later_ones_only_serve(repository: Path) -> None:
    assert run(repository).returncode == 0
    install, install_ocr, try_ocr, ingest, serve = calls(repository)
    assert install.startswith("-m pip install") and "-r requirements.txt" in install
    assert "--no-deps" in install_ocr and install_ocr.endswith("-r requirements-ocr.txt")
    assert try_ocr == "-P -c import rapidocr_onnxruntime"
    assert ingest == "-P -m app ingest samples/filings --library library"
    assert serve == "-P -m app serve"
    assert run(repository).stderr == ""
    assert calls(repository) == ["-P -m app serve"]


def test_changed_requirements_are_installed_and_a_changed_reader_reads_again(repository: Path) -> None:
    run(repository)
    calls(repository)
    with (repository / "requirements.txt").open("a", encoding="utf-8") as file:
        file.write("# changed\n")
    run(repository)
    assert ["pip install" in call for call in calls(repository)] == [True, False]
    (repository / "ingest" / "tables.py").write_text("changed = True\n", encoding="utf-8")
    run(repository)
    assert ["ingest" in call for call in calls(repository)] == [True, False]


def test_other_commands_get_their_arguments_whole_and_run_where_they_were_typed(
    repository: Path, tmp_path: Path
) -> None:
    run(repository)
    calls(repository)
    run(repository, "check", "a b.pdf", cwd=tmp_path)
    assert (repository / "log").read_text(encoding="utf-8") == f"{tmp_path}|-P -m app check a b.pdf\n"


def test_port_is_passed_on(repository: Path) -> None:
    run(repository, "serve", "--port", "8600")
    assert calls(repository)[-1] == "-P -m app serve --port 8600"


def test_install_that_fails_says_so_and_is_tried_again(repository: Path) -> None:
    (repository / "fail-install").touch()
    failed = run(repository)
    assert failed.returncode == 2
    assert "The packages could not be installed" in failed.stderr
    (repository / "fail-install").unlink()
    assert run(repository).returncode == 0
    assert "-m pip install" in calls(repository)[1]


@pytest.mark.parametrize("step", ["fail-ocr", "fail-import"])
def test_ocr_that_can_not_be_had_is_told_once_stops_nothing_and_is_tried_again_when_asked(
    repository: Path, step: str
) -> None:
    (repository / step).touch()
    first, second = run(repository), run(repository)
    assert (first.returncode, second.returncode) == (0, 0)
    assert "Scanned pages can't be read here (see the message above); all the rest works." in first.stderr
    assert "To try again: WENZHANG_OCR=1 ./run" in first.stderr
    assert second.stderr == ""
    calls(repository)
    (repository / step).unlink()
    assert "can't be read" not in run(repository, ocr="1").stderr
    assert [call.endswith("-r requirements-ocr.txt") for call in calls(repository)] == [True, False, False]
    run(repository, ocr="1")
    assert calls(repository) == ["-P -m app serve"]


def test_ocr_can_be_left_out(repository: Path) -> None:
    run(repository, ocr="0")
    assert not any("ocr" in call for call in calls(repository))


def test_machine_without_python_is_told_what_to_install(repository: Path, tmp_path: Path) -> None:
    shutil.rmtree(repository / ".venv")
    tools = tmp_path / "tools"
    tools.mkdir()
    for name in TOOLS:
        (tools / name).symlink_to(str(shutil.which(name)))
    done = run(repository, path=str(tools))
    assert done.returncode == 2
    assert "Wenzhang needs Python 3.11 or newer" in done.stderr
    assert "sudo apt install python3 python3-venv" in done.stderr
    assert "Traceback" not in done.stderr
