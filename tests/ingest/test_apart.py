"""A filing read in a process of its own is the one that is read here; what goes wrong there is a sentence."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest import apart
from ingest.document import UnreadableFile
from ingest.read import read_filing

TEXT = "绿水市园林管理处2026年部门预算\n\n项目支出120.50万元，比上年预算减少40.00万元，下降24.92%。\n"


def test_it_is_the_same_filing(tmp_path: Path) -> None:
    path = tmp_path / "园林<b>.txt"
    path.write_text(TEXT, encoding="utf-8")
    assert apart.read_apart(path, 60) == read_filing(path)


def test_what_cannot_be_read_says_why(tmp_path: Path) -> None:
    path = tmp_path / "a.rar"
    path.write_bytes(b"Rar!\x1a\x07\x00")
    with pytest.raises(UnreadableFile, match=r"a\.rar is a rar archive"):
        apart.read_apart(path, 60)


def test_a_reader_that_takes_too_long_or_dies_is_told_of(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    with pytest.raises(UnreadableFile, match="not read after 0 seconds"):
        apart.read_apart(path, 0.01)
    monkeypatch.setattr(apart.sys, "executable", "/bin/false")
    with pytest.raises(UnreadableFile, match="ended with code 1"):
        apart.read_apart(path, 60)
