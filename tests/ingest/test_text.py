"""The reader of text files: encodings, grids, and what is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from ingest.document import Grid, TextBlock, UnreadableFile
from ingest.read import read_document
from ingest.text import read_text

TEXT = "某市审计局\n2026年部门预算\n\n项目\t预算数\n合计\t12.50\n\n说明\n"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030", "utf-16"])
def test_encodings_give_the_same_blocks(tmp_path: Path, encoding: str) -> None:
    path = tmp_path / "a.txt"
    path.write_bytes(TEXT.encode(encoding))
    blocks = read_text(path).blocks
    assert [block.text for block in blocks if isinstance(block, TextBlock)] == ["某市审计局", "2026年部门预算", "说明"]
    (grid,) = [block for block in blocks if isinstance(block, Grid)]
    assert [[cell.text for cell in row if cell] for row in grid.rows] == [["项目", "预算数"], ["合计", "12.50"]]


def test_cells_know_their_line(tmp_path: Path) -> None:
    path = tmp_path / "a.txt"
    path.write_text(TEXT, encoding="utf-8")
    grid = next(block for block in read_text(path).blocks if isinstance(block, Grid))
    assert grid.line == 4
    assert [row[0].line for row in grid.rows if row[0]] == [4, 5]


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "is empty (0 bytes)"),
        (b" \n\n ", "holds no text at all"),
        (bytes(range(256)) * 4, "is not a text file"),
        (b"PK\x03\x04rest", "an Office file"),
        (b"\xd0\xcf\x11\xe0rest", "can't be read as an Office file"),
        (b"\x89PNG\r\n", "a picture"),
        (b"\n<!DOCTYPE html><html></html>", "a web page"),
    ],
)
def test_what_is_no_text_is_refused_with_a_sentence(tmp_path: Path, data: bytes, says: str) -> None:
    path = tmp_path / "filing.txt"
    path.write_bytes(data)
    with pytest.raises(UnreadableFile, match=r"filing\.txt") as caught:
        read_document(path)
    assert says in str(caught.value)


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFile, match="does not exist"):
        read_document(tmp_path / "none.txt")
    with pytest.raises(UnreadableFile, match="is a folder"):
        read_document(tmp_path)
