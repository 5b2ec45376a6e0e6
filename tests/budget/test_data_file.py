"""The door to the data files: what the reader knows comes in, a key that it does not know is refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from budget.data_file import read_data


def test_known_keys_come_in(tmp_path: Path) -> None:
    file = tmp_path / "words.toml"
    file.write_text('up = ["增加"]\n', encoding="utf-8")
    assert read_data(file, {"up", "down"}) == {"up": ["增加"]}


def test_an_unknown_key_is_refused_by_name(tmp_path: Path) -> None:
    file = tmp_path / "words.toml"
    file.write_text("up = []\nupp = []\n", encoding="utf-8")
    with pytest.raises(ValueError, match=r"^words\.toml: unknown keys \['upp'\]$"):
        read_data(file, {"up", "down"})
