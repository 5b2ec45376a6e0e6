"""Files are found in order, and written whole or not at all."""

from __future__ import annotations

from pathlib import Path

import pytest

from app.errors import CannotWrite
from app.files import all_files, whole_file


def test_folders_are_read_in_order_and_hidden_files_libraries_and_other_files_left_out(tmp_path: Path) -> None:
    for name in ("b.PDF", "sub/a.txt", ".hidden.pdf", ".git/c.pdf", "README.md", "old/library.sqlite", "old/d.pdf"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    found = all_files([tmp_path / "sub" / "a.txt", tmp_path])
    assert [file.relative_to(tmp_path).as_posix() for file in found] == ["sub/a.txt", "b.PDF"]


def test_what_fails_halfway_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "answers.jsonl"
    target.write_text("old", encoding="utf-8")
    with pytest.raises(RuntimeError), whole_file(target) as draft:
        draft.write_text("half", encoding="utf-8")
        raise RuntimeError
    assert target.read_text(encoding="utf-8") == "old"
    assert list(tmp_path.iterdir()) == [target]


def test_a_folder_in_the_way_is_named(tmp_path: Path) -> None:
    (tmp_path / "answers.jsonl").mkdir()
    with pytest.raises(CannotWrite, match=r"answers\.jsonl can't be written"), whole_file(tmp_path / "answers.jsonl"):
        pass
