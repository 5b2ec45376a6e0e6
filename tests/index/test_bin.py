"""A filing that is taken out lies in the bin and comes back as it was."""

from __future__ import annotations

import shutil

import pytest

from index.library import LibraryError, open_library
from tests.index.made_up import CountingReader, write_file
from tests.index.test_crash import killed_at


def test_what_was_put_aside_is_not_asked_and_comes_back_as_it_was(library, desk):
    added = library.add(write_file(desk, "a.txt"), CountingReader(), "1")
    before = library.entries(), library.filings()
    library.put_aside(added.id)
    assert (library.filings(), library.entries(), library.search("公务接待费")) == ((), (), [])
    (binned,) = library.binned()
    assert (binned.id, binned.file, binned.year, binned.kind) == (added.id, "a.txt", 2026, "单位预算")
    assert library.put_back(added.id)
    assert (library.filings(), library.binned()) == (before[1], [])
    assert [(entry.id, entry.file) for entry in library.entries()] == [(added.id, "a.txt")]
    assert len(library.search("公务接待费", 1)) == 1
    assert library.original(added.id).is_file()
    assert not library.original(added.id).with_name("bin.json").exists()


def test_an_older_content_of_the_name_is_asked_while_the_newer_lies_in_the_bin(library, desk):
    old = library.add(write_file(desk, "a.txt", "去年。"), CountingReader())
    new = library.add(write_file(desk, "a.txt", "今年。"), CountingReader())
    library.put_aside(new.id)
    assert [hit.text for hit in library.search("去年 今年")] == ["去年。"]
    assert library.put_back(new.id)
    assert {entry.id: entry.superseded for entry in library.entries()} == {old.id: True, new.id: False}


def test_what_comes_back_to_a_name_that_was_taken_is_kept_and_not_asked(library, desk):
    old = library.add(write_file(desk, "a.txt", "去年。"), CountingReader())
    library.put_aside(old.id)
    library.add(write_file(desk, "a.txt", "今年。"), CountingReader())
    assert not library.put_back(old.id)
    assert [hit.text for hit in library.search("去年 今年")] == ["今年。"]


def test_the_same_content_may_be_added_while_it_lies_in_the_bin(library, desk):
    path = write_file(desk, "a.txt")
    first = library.add(path, CountingReader())
    library.put_aside(first.id)
    assert library.add(path, CountingReader()).outcome == "added"
    assert library.put_back(first.id)
    assert len(library.filings()) == 1 and library.binned() == []


def test_what_is_not_there_is_said(library):
    with pytest.raises(LibraryError, match="no filing of the library has this id"):
        library.put_aside("0" * 16)
    with pytest.raises(LibraryError, match="the bin holds no filing of this id"):
        library.put_back("../filings")


def test_thrown_away_is_gone(library, desk):
    added = library.add(write_file(desk, "a.txt"), CountingReader())
    library.put_aside(added.id)
    library.throw_away(added.id)
    assert library.binned() == []
    with pytest.raises(LibraryError):
        library.put_back(added.id)


def test_a_torn_folder_in_the_bin_hides_nothing_else(library, desk):
    one = library.add(write_file(desk, "a.txt", "甲。"), CountingReader())
    two = library.add(write_file(desk, "b.txt", "乙。"), CountingReader())
    library.put_aside(one.id)
    library.put_aside(two.id)
    (library.folder / "bin" / one.id / "bin.json").write_text("{", encoding="utf-8")
    assert [binned.id for binned in library.binned()] == [two.id]
    shutil.rmtree(library.folder / "bin")
    assert library.binned() == []


def test_killed_on_the_way_to_the_bin_and_back(tmp_path):
    with open_library(tmp_path / "library") as library:
        id = library.add(write_file(tmp_path / "desk", "a.txt"), CountingReader()).id
    killed_at("binned", tmp_path / "library", f"library.put_aside({id!r})")
    with open_library(tmp_path / "library") as library:
        assert (library.filings(), library.entries()) == ((), ()) and len(library.binned()) == 1
    killed_at("given back", tmp_path / "library", f"library.put_back({id!r})")
    with open_library(tmp_path / "library") as library:
        assert len(library.filings()) == len(library.entries()) == 1 and library.binned() == []
