"""Filings are added, replaced, found again and removed."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pandas
import pytest

from budget.filing import Filing, FilingKind
from index.library import LibraryError, LibrarySettings, open_library
from tests.index.made_up import PARAGRAPHS, CountingReader, made_up_filing, write_file


def test_what_was_added_is_there_again_after_reopening(library, desk):
    reader = CountingReader()
    added = library.add(write_file(desk, "a.txt"), reader, "1")
    assert added.outcome == "added"
    assert added.filing == replace(made_up_filing("a.txt"), added=1)
    with open_library(library.folder) as again:
        assert again.filings() == (added.filing,)
        assert again.search("公务接待费")[0].text == PARAGRAPHS[2]
        assert again.original(added.id).read_text(encoding="utf-8") == "\n".join(PARAGRAPHS)
    assert reader.read_files == ["a.txt"]


def test_an_unchanged_file_is_not_read_again(library, desk):
    reader = CountingReader()
    path = write_file(desk, "a.txt")
    library.add(path, reader, "1")
    again = library.add(path, reader, "1")
    assert (again.outcome, again.filing.file, len(reader.read_files)) == ("unchanged", "a.txt", 1)


def test_another_version_of_the_reader_reads_again(library, desk):
    path = write_file(desk, "a.txt")
    first = library.add(path, CountingReader(), "1")
    second = library.add(path, lambda path: replace(made_up_filing(path.name), title="读得更好"), "2")
    assert (second.outcome, second.id) == ("replaced", first.id)
    assert [filing.title for filing in library.filings()] == ["读得更好"]
    assert library.add(path, CountingReader(), "2").outcome == "unchanged"


def test_the_same_content_under_another_name_is_recognised(library, desk):
    reader = CountingReader()
    first = library.add(write_file(desk, "a.txt"), reader)
    second = library.add(write_file(desk, "b.txt"), reader)
    assert (second.outcome, second.id, reader.read_files) == ("same_content", first.id, ["a.txt"])
    assert [filing.file for filing in library.filings()] == ["a.txt"]
    assert library.add(write_file(desk, "b.txt"), reader).outcome == "unchanged"


def test_what_has_to_be_read_is_each_new_content_once(library, desk):
    known, new, again = write_file(desk, "a.txt"), write_file(desk, "b.txt", "乙。"), write_file(desk, "c.txt", "乙。")
    library.add(known, CountingReader(), "1")
    paths = [known, new, again, desk / "nowhere.txt"]
    assert library.unread(paths, "1") == [new]
    assert library.unread(paths, "2") == [known, new]


def test_a_newer_content_of_a_name_is_asked_and_the_former_kept(library, desk):
    old = library.add(write_file(desk, "a.txt", "去年的招待费。"), CountingReader())
    new = library.add(write_file(desk, "a.txt", "今年的招待费。"), CountingReader())
    assert new.outcome == "replaced"
    assert {entry.id: entry.superseded for entry in library.entries()} == {old.id: True, new.id: False}
    assert [hit.text for hit in library.search("招待费")] == ["今年的招待费。"]
    assert len(library.filings()) == 1
    assert set(library.facts()["filing"]) == {new.id}
    assert library.original(old.id).read_text(encoding="utf-8") == "去年的招待费。"


def test_going_back_to_a_former_content_asks_that_again(library, desk):
    reader = CountingReader()
    old = library.add(write_file(desk, "a.txt", "去年。"), reader)
    library.add(write_file(desk, "a.txt", "今年。"), reader)
    back = library.add(write_file(desk, "a.txt", "去年。"), reader)
    assert (back.outcome, back.id, len(reader.read_files)) == ("replaced", old.id, 2)
    assert [hit.text for hit in library.search("去年 今年")] == ["去年。"]


def test_a_content_that_lost_its_first_name_goes_by_its_other(library, desk):
    library.add(write_file(desk, "a.txt", "一样的内容。"), CountingReader())
    library.add(write_file(desk, "b.txt", "一样的内容。"), CountingReader())
    library.add(write_file(desk, "a.txt", "新的内容。"), CountingReader())
    assert [filing.file for filing in library.filings()] == ["a.txt", "b.txt"]
    renamed = library.filings()[1]
    assert renamed.statements[0].source.filing == "b.txt"
    assert {hit.filing for hit in library.search("一样", filings=["b.txt"])} == {"b.txt"}


def test_removing_takes_everything_out(library, desk):
    added = library.add(write_file(desk, "a.txt"), CountingReader())
    library.remove(added.id)
    assert (library.filings(), library.entries(), library.search("公务接待费")) == ((), (), [])
    assert len(library.facts()) == 0
    assert list((library.folder / "filings").iterdir()) == []
    with pytest.raises(LibraryError, match="no filing of the library has this id"):
        library.remove(added.id)


def test_entries_tell_what_a_list_needs(library, desk):
    library.add(write_file(desk, "a.txt"), CountingReader())
    (entry,) = library.entries()
    assert (entry.file, entry.title, entry.department) == (
        "a.txt",
        "绿水市园林管理处2026年部门预算",
        "绿水市园林管理处",
    )
    assert (entry.region, entry.year, entry.kind) == ("绿水市", 2026, FilingKind.UNIT_BUDGET)
    assert (entry.pages, entry.tables, entry.statements) == (12, 1, 1)


def test_facts_are_exact_and_keep_blanks(library, desk):
    library.add(write_file(desk, "a.txt"), CountingReader())
    cells = library.facts(origin="cell")
    assert list(cells["value"]) == [Decimal("420.50"), None, Decimal("120.5"), Decimal("8.5")]
    assert str(cells["value"].iloc[0]) == "420.50"
    assert list(cells["unit"].fillna("")) == ["万元", "", "万元", "万人"]
    assert list(cells["column_path"])[:2] == ["项目支出", "指标 / 游客"]
    assert cells["page"].dtype == pandas.Int64Dtype()
    stated = library.facts(origin="statement", label="项目")
    assert dict(zip(stated["column_path"], stated["value"], strict=True)) == {
        "amount": Decimal("120.50"),
        "delta": Decimal("-40.00"),
        "percent": Decimal("-24.92"),
    }


def test_facts_are_selected_by_every_condition(library, desk):
    library.add(write_file(desk, "a.txt"), CountingReader())
    library.add(write_file(desk, "b.txt", "另一份。"), lambda path: made_up_filing(path.name, year=2025))
    assert set(library.facts(filings=["b.txt"])["file"]) == {"b.txt"}
    assert set(library.facts(year=2025)["file"]) == {"b.txt"}
    assert set(library.facts(code="2120303")["label"]) == {"城乡社区公共设施"}
    assert len(library.facts(table_kind="expenditure")) == 8
    assert len(library.facts(label="100%_")) == 0  # a label is text, not a pattern
    assert library.facts(label="没有")["value"].dtype == object


def test_an_error_of_the_reader_goes_through_and_leaves_nothing(library, desk):
    def torn(path):
        raise ValueError(f"{path.name} is torn")

    with pytest.raises(ValueError, match=r"a.txt is torn"):
        library.add(write_file(desk, "a.txt"), torn)
    assert (library.entries(), list((library.folder / "filings").iterdir())) == ((), [])


def test_a_file_that_changes_while_it_is_read_is_not_added(library, desk):
    path = write_file(desk, "a.txt")

    def meddle(path) -> Filing:
        path.write_text("anders", encoding="utf-8")
        return made_up_filing(path.name)

    with pytest.raises(LibraryError, match="changed while it was read: add it again"):
        library.add(path, meddle)
    assert library.entries() == ()


def test_wrong_places_get_a_sentence(library, tmp_path):
    with pytest.raises(LibraryError, match=r"nowhere.txt: can't be read \(No such file"):
        library.add(tmp_path / "nowhere.txt", CountingReader())
    (tmp_path / "file").write_text("")
    with pytest.raises(LibraryError, match=r"file: can't be made a library \(.*\): name another folder"):
        open_library(tmp_path / "file")


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"passage_length": 5}, "at least 50 characters"),
        ({"embed_batch": 9999}, "from 1 to 5000"),
        ({"fusion_constant": 0}, "1 or more"),
        ({"vector_weight": 2.0}, "from 0 to 1"),
        ({"chroma_url": "localhost:8000"}, "write it as http://host:port"),
    ],
)
def test_settings_are_checked_when_built(settings, sentence):
    with pytest.raises(LibraryError, match=sentence):
        LibrarySettings(**settings)


@pytest.mark.parametrize("url", ["nonsense", "postgresql+nodriver://host/db", "sqlite:////proc/none/here.sqlite"])
def test_a_wrong_database_url_gets_a_sentence(tmp_path, url):
    with pytest.raises(LibraryError, match="database"):
        open_library(tmp_path / "library", LibrarySettings(database_url=url))


def test_another_database_url_is_used(tmp_path, desk):
    settings = LibrarySettings(database_url=f"sqlite:///{tmp_path / 'elsewhere.sqlite'}")
    with open_library(tmp_path / "library", settings) as library:
        library.add(write_file(desk, "a.txt"), CountingReader())
        assert len(library.facts()) == 7
    assert (tmp_path / "elsewhere.sqlite").is_file()
    assert not (tmp_path / "library" / "library.sqlite").exists()


def test_another_process_s_additions_are_seen(library, desk):
    assert library.filings() == ()
    with open_library(library.folder) as other:
        other.add(write_file(desk, "a.txt"), CountingReader())
    assert [filing.file for filing in library.filings()] == ["a.txt"]
    assert library.search("公务接待费")[0].filing == "a.txt"
