"""Files that were chosen in the browser: what is said of each before it is read, and what becomes of it."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from app.uploads.adding import LONGEST_NAME, Offered, State, Taken, add_files, look_at
from budget.filing import Filing
from index.library import Library, LibrarySettings, open_library
from ingest.document import UnreadableFile
from tests import made_up_filing

TEXT = "项目支出120.50万元。".encode()


@pytest.fixture
def library(tmp_path: Path) -> Iterator[Library]:
    with open_library(tmp_path / "library", LibrarySettings(vectors=False)) as opened:
        yield opened


def read(path: Path) -> Filing:
    if b"torn" in path.read_bytes():
        raise UnreadableFile(f"{path} is damaged: save it again")
    return made_up_filing.filing(file=path.name)


def taken(library: Library, *files: tuple[str, bytes]) -> list[Taken]:
    return list(add_files(library, look_at(files, library, 1), read, "1", 2))


@pytest.mark.parametrize(
    ("name", "content", "state"),
    [
        ("预算.pdf", TEXT, State.NEW),
        ("<img src=x onerror=alert(1)>.pdf", TEXT, State.NEW),
        ("预算.PDF", TEXT, State.NEW),
        ("预算.pdf", b"", State.EMPTY),
        ("预算.pdf", b"x" * (1024 * 1024 + 1), State.TOO_LARGE),
        ("预算.exe", TEXT, State.BAD_ENDING),
        ("预算", TEXT, State.BAD_ENDING),
        ("../预算.pdf", TEXT, State.BAD_NAME),
        ("a/b.pdf", TEXT, State.BAD_NAME),
        ("a\\b.pdf", TEXT, State.BAD_NAME),
        (".hidden.pdf", TEXT, State.BAD_NAME),
        ("a\n.pdf", TEXT, State.BAD_NAME),
        ("a\0.pdf", TEXT, State.BAD_NAME),
        (" .pdf", TEXT, State.NEW),
        ("", TEXT, State.BAD_NAME),
        ("预" * 60 + ".pdf", TEXT, State.BAD_NAME),
    ],
)
def test_each_file_is_looked_at_before_it_is_read(library: Library, name: str, content: bytes, state: State) -> None:
    assert look_at([(name, content)], library, 1)[0].state is state
    assert len(("预" * 60 + ".pdf").encode()) > LONGEST_NAME


def test_a_known_name_is_unchanged_or_replaced_and_one_name_comes_once(library: Library) -> None:
    taken(library, ("a.txt", TEXT))
    states = [one.state for one in look_at([("a.txt", TEXT), ("a.txt", b"2"), ("b.txt", TEXT)], library, 1)]
    assert states == [State.KNOWN, State.TWICE, State.NEW]
    assert look_at([("a.txt", b"else")], library, 1)[0].state is State.REPLACES


def test_good_files_are_added_and_one_that_is_torn_costs_only_itself(library: Library) -> None:
    results = taken(library, ("a.txt", b"1"), ("torn.txt", b"torn"), ("b.txt", b"2"), ("c.exe", b"3"))
    assert [(one.name, one.outcome) for one in results] == [("a.txt", "added"), ("torn.txt", ""), ("b.txt", "added")]
    assert results[1].error == "torn.txt is damaged: save it again" and results[1].filing is None
    assert [filing.file for filing in library.filings()] == ["a.txt", "b.txt"]


def test_stopping_in_the_middle_leaves_what_was_added_whole_and_nothing_else(library: Library) -> None:
    offered = [Offered(f"{name}.txt", name.encode(), State.NEW) for name in "abc"]
    adding = add_files(library, offered, read, "1", 1)
    assert next(adding).outcome == "added"
    adding.close()  # type: ignore[attr-defined]
    assert [filing.file for filing in library.filings()] == ["a.txt"]
    assert len(list((library.folder / "filings").iterdir())) == 1
