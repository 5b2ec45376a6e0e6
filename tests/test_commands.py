"""The project's own commands and pins: what a reader of the repository relies on."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tomllib
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

from app.cli import app
from tests.conftest import missing

PACKAGES = ("budget", "ingest", "index", "prompts", "app", "eval")
SCRIPTS = ("run", "test", ".ci/run", "scripts/environment.sh")
PINS = ("requirements.txt", "requirements-dev.txt", "requirements-ocr.txt", "constraints.txt")


def pins(path: Path) -> list[Requirement]:
    """The requirements of a file, comments left out."""
    lines = path.read_text(encoding="utf-8").splitlines()
    return [Requirement(line) for line in lines if line and not line.startswith("#")]


@pytest.mark.parametrize("name", SCRIPTS)
def test_shell_scripts_parse_and_the_commands_can_be_executed(root: Path, name: str) -> None:
    done = subprocess.run(["bash", "-n", root / name], capture_output=True, text=True, check=False)
    assert done.stderr == ""
    assert os.access(root / name, os.X_OK) == (name != "scripts/environment.sh")


@pytest.mark.parametrize("name", PINS)
def test_every_requirement_is_pinned_to_the_version_that_is_tested(root: Path, name: str) -> None:
    if name == "requirements-ocr.txt" and not find_spec("rapidocr_onnxruntime"):
        missing("the extra ocr is not installed: WENZHANG_OCR=1 ./test installs it")
    for requirement in pins(root / name):
        assert re.fullmatch(r"==[^*,]+", str(requirement.specifier)), f"{requirement} is not pinned"
        assert metadata.version(requirement.name).partition("+")[0] == str(requirement.specifier)[2:]


def test_no_requirement_is_called_like_a_package_of_ours(root: Path) -> None:
    names = {canonicalize_name(requirement.name) for file in PINS for requirement in pins(root / file)}
    assert not names & set(PACKAGES)


def test_the_ocr_extra_names_all_that_its_engine_needs_but_the_desktop_build(root: Path) -> None:
    if not find_spec("rapidocr_onnxruntime"):
        missing("the extra ocr is not installed: WENZHANG_OCR=1 ./test installs it")
    files = ("requirements.txt", "requirements-ocr.txt", "constraints.txt")
    named = {canonicalize_name(requirement.name) for file in files for requirement in pins(root / file)}
    needs = map(Requirement, metadata.requires("rapidocr-onnxruntime") or [])
    assert {canonicalize_name(need.name) for need in needs} - named == {"opencv-python"}
    assert "opencv-python-headless" in named


def test_pdfplumber_is_for_development_only(root: Path) -> None:
    assert "pdfplumber" not in {requirement.name for requirement in pins(root / "requirements.txt")}


def test_data_files_beside_the_code_are_packaged(root: Path) -> None:
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    kinds = {pattern.removeprefix("*") for pattern in project["tool"]["setuptools"]["package-data"]["*"]}
    tracked = subprocess.run(["git", "ls-files", *PACKAGES], cwd=root, capture_output=True, text=True, check=True)
    left_out = {file for file in tracked.stdout.split() if not file.endswith((".py", *kinds))}
    assert left_out == set()


def test_help_starts_without_the_heavy_libraries(root: Path) -> None:
    heavy = "{'torch', 'streamlit', 'chromadb', 'pandas', 'sqlalchemy', 'langchain_core', 'pypdfium2', 'pydantic'}"
    code = f"import sys, app.cli; print(sorted({heavy} & set(sys.modules)))"
    done = subprocess.run([sys.executable, "-c", code], cwd=root, capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_console_command_is_the_module(root: Path) -> None:
    command = subprocess.run([Path(sys.executable).with_name("wenzhang"), "--help"], capture_output=True, text=True)
    module = subprocess.run([sys.executable, "-m", "app", "--help"], cwd=root, capture_output=True, text=True)
    assert command.returncode == module.returncode == 0
    assert command.stdout == module.stdout


DOCUMENTS = (
    "README.md",
    "CONTRIBUTING.md",
    "CHANGELOG.md",
    "docs/api.md",
    "docs/deployment.md",
    "docs/design.md",
    "docs/evaluation.md",
    "docs/findings.md",
    "samples/README.md",
)


@pytest.mark.parametrize("name", DOCUMENTS)
def test_commands_in_the_documents_exist(root: Path, name: str) -> None:
    commands = {command.name or command.callback.__name__ for command in app.registered_commands}
    text = (root / name).read_text(encoding="utf-8")
    used = re.findall(r"(?:\./run|wenzhang) ([a-z]+)\b", "\n".join(re.findall(r"`[^`\n]+`|^\$ .*", text, re.M)))
    assert set(used) <= commands


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_in_the_documents_lead_somewhere(root: Path, name: str) -> None:
    targets = re.findall(r"\]\(([^)#]+)", (root / name).read_text(encoding="utf-8"))
    lost = [target for target in targets if "://" not in target and not ((root / name).parent / target).exists()]
    assert lost == []


def test_what_is_missing_is_skipped_with_its_reason_and_fails_on_the_build_server(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("CI", raising=False)
    with pytest.raises(pytest.skip.Exception, match="no chromium"):
        missing("no chromium")
    monkeypatch.setenv("CI", "true")
    with pytest.raises(pytest.fail.Exception, match=r"no chromium.*nothing may be skipped"):
        missing("no chromium")
