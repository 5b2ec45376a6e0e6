"""Whatever is killed when, the library opens whole."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
import textwrap
from dataclasses import replace
from pathlib import Path

import pytest

from index.library import LibraryError, LibrarySettings, open_library
from tests.index.made_up import CountingReader, made_up_filing, write_file

ROOT = Path(__file__).resolve().parents[2]

KILLED = textwrap.dedent(
    """
    import os
    from pathlib import Path
    from index.library import Library, LibrarySettings
    from tests.index.made_up import CountingReader

    def die(done):
        if done == {step!r}:
            os._exit(9)

    library = Library(Path({folder!r}), LibrarySettings(), die)
    {action}
    """
)


def killed_at(step: str, folder: Path, action: str) -> None:
    """Run the action in a process that dies, like by kill -9, right after that step."""
    code = KILLED.format(step=step, folder=str(folder), action=action)
    assert subprocess.run([sys.executable, "-c", code], check=False, cwd=ROOT).returncode == 9


@pytest.mark.parametrize(("step", "there"), [("copied", 0), ("prepared", 0), ("stored", 1), ("indexed", 1)])
def test_killed_while_adding(tmp_path, step, there):
    path = write_file(tmp_path / "desk", "a.txt")
    killed_at(step, tmp_path / "library", f"library.add(Path({str(path)!r}), CountingReader())")
    with open_library(tmp_path / "library") as library:
        assert len(library.filings()) == len(library.entries()) == there
        assert len(library.search("公务接待费", 1)) == there
        assert len(list((library.folder / "filings").iterdir())) == there
        assert library.add(path, CountingReader()).outcome == ("unchanged" if there else "added")
        assert library.filings() == (replace(made_up_filing("a.txt"), added=1),)


def test_killed_while_removing(tmp_path):
    with open_library(tmp_path / "library") as library:
        id = library.add(write_file(tmp_path / "desk", "a.txt"), CountingReader()).id
    killed_at("removed", tmp_path / "library", f"library.remove({id!r})")
    with open_library(tmp_path / "library") as library:
        assert (library.filings(), library.entries(), len(library.facts())) == ((), (), 0)


@pytest.mark.parametrize("loss", ["deleted", "garbage", "emptied"])
def test_the_database_is_made_again_from_the_folder(tmp_path, loss):
    with open_library(tmp_path / "library") as library:
        library.add(write_file(tmp_path / "desk", "a.txt", "旧。"), CountingReader(), "3")
        library.add(write_file(tmp_path / "desk", "a.txt", "新。"), CountingReader(), "3")
        before = library.entries(), library.filings(), library.facts().values.tolist()
    database = tmp_path / "library" / "library.sqlite"
    for beside in tmp_path.glob("library/library.sqlite-*"):
        beside.unlink()
    if loss == "deleted":
        database.unlink()
    else:
        database.write_bytes(b"not a database at all" * 100 if loss == "garbage" else b"")
    with open_library(tmp_path / "library") as library:
        after = library.entries(), library.filings(), library.facts().values.tolist()
    assert repr(after) == repr(before)


def test_a_folder_that_was_copied_in_or_deleted_by_hand(tmp_path):
    with open_library(tmp_path / "one") as one, open_library(tmp_path / "two") as two:
        id = one.add(write_file(tmp_path / "desk", "a.txt", "甲。"), CountingReader()).id
        two.add(write_file(tmp_path / "desk", "b.txt", "乙。"), CountingReader())
    shutil.move(tmp_path / "one" / "filings" / id, tmp_path / "two" / "filings" / id)
    with open_library(tmp_path / "one") as one, open_library(tmp_path / "two") as two:
        assert one.entries() == ()
        assert [filing.file for filing in two.filings()] == ["a.txt", "b.txt"]


@pytest.mark.parametrize("damage", ["{", "{}", "newer"])
def test_a_damaged_record_is_told_and_the_rest_goes_on(tmp_path, damage):
    with open_library(tmp_path / "library") as library:
        id = library.add(write_file(tmp_path / "desk", "a.txt", "甲。"), CountingReader()).id
        library.add(write_file(tmp_path / "desk", "b.txt", "乙。"), CountingReader())
    record = tmp_path / "library" / "filings" / id / "filing.json"
    if damage == "newer":
        data = json.loads(record.read_text(encoding="utf-8"))
        data["filing"]["version"] = 99
        damage = json.dumps(data)
    record.write_text(damage, encoding="utf-8")
    with open_library(tmp_path / "library") as library:
        assert [filing.file for filing in library.filings()] == ["b.txt"]
        assert len(library.problems) == 1 and id in library.problems[0]
        assert library.add(tmp_path / "desk" / "a.txt", CountingReader()).outcome == "added"
        assert [filing.file for filing in library.filings()] == ["a.txt", "b.txt"]


def test_a_second_writer_is_told_who_has_the_lock(tmp_path):
    settings = LibrarySettings(lock_timeout=0.1)
    with open_library(tmp_path / "library", settings) as one, open_library(tmp_path / "library", settings) as two:
        path = write_file(tmp_path / "desk", "a.txt")
        with one._lock.held(), pytest.raises(LibraryError, match="another process is writing to this library: wait"):
            two.add(path, CountingReader())
        assert two.add(path, CountingReader()).outcome == "added"
