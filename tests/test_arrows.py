"""The packages' arrows hold, and a broken one would be seen."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

# The longest a module and a function may be before they must be taken apart.
MODULE_LINES = 400
FUNCTION_LINES = 60
PACKAGES = ("budget", "ingest", "index", "prompts", "app", "eval")


def modules(root: Path) -> list[Path]:
    """Every module of the packages."""
    return [file for package in PACKAGES for file in sorted((root / package).rglob("*.py"))]


def imported(module: Path) -> set[str]:
    """The top-level names that a module imports, wherever in it."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name.partition(".")[0] for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module.partition(".")[0])
    return names


def test_budget_imports_the_standard_library_only(root: Path) -> None:
    allowed = set(sys.stdlib_module_names) | {"budget"}
    foreign = {file.name: imported(file) - allowed for file in modules(root) if file.is_relative_to(root / "budget")}
    assert {name: found for name, found in foreign.items() if found} == {}


def test_only_the_pages_import_streamlit(root: Path) -> None:
    importers = [file.relative_to(root) for file in modules(root) if "streamlit" in imported(file)]
    assert [
        str(file) for file in importers if not str(file).startswith(("app/screens/", "app/web/", "eval/page_"))
    ] == []


def too_long(file: Path) -> list[str]:
    """What must be taken apart in a module: itself, or functions in it."""
    text = file.read_text(encoding="utf-8")
    functions = [node for node in ast.walk(ast.parse(text)) if isinstance(node, ast.FunctionDef)]
    long = [
        f"{file}:{node.lineno} {node.name}" for node in functions if node.end_lineno - node.lineno >= FUNCTION_LINES
    ]
    return long + ([str(file)] if len(text.splitlines()) > MODULE_LINES else [])


def test_modules_and_functions_stay_short(root: Path) -> None:
    assert [place for file in modules(root) for place in too_long(file)] == []


@pytest.mark.parametrize("package", ["ingest", "index", "prompts", "app"])
def test_linter_sees_an_arrow_that_points_up(root: Path, tmp_path: Path, package: str) -> None:
    for name in PACKAGES:
        (tmp_path / name).mkdir()
        (tmp_path / name / "__init__.py").write_text('"""Stands in for the package."""\n', encoding="utf-8")
    (tmp_path / "budget" / "__init__.py").write_text(f"import {package}\n", encoding="utf-8")
    project = (root / "pyproject.toml").read_text(encoding="utf-8")
    layers = project.partition("[tool.importlinter]")[2].partition("[[tool.importlinter.contracts]]")
    first = layers[2].partition("[[tool.importlinter.contracts]]")[0]
    config = f"[tool.importlinter]{layers[0]}[[tool.importlinter.contracts]]{first}"
    (tmp_path / "pyproject.toml").write_text(config, encoding="utf-8")
    linter = Path(sys.executable).with_name("lint-imports")
    done = subprocess.run([linter, "--no-cache"], cwd=tmp_path, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert f"budget is not allowed to import {package}" in done.stdout
