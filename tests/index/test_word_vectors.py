"""The vocabulary's vectors: words that mean nearly the same are near, in one language; the file goes with the vocabulary."""

from __future__ import annotations

from pathlib import Path

import pytest

from budget.question.words import Vocabulary
from index import word_vectors
from index.word_vectors import KEPT, keep, kept_words, load_word_vectors, nearest_words


@pytest.mark.parametrize(
    ("word", "near"),
    [
        ("粮仓", "粮库"),
        ("供热费", "供暖费"),
        ("笔记本电脑", "电脑"),
        ("quake", "earthquake"),
        ("policemen", "policeman"),
    ],
)
def test_the_nearest_word_means_the_same(word: str, near: str) -> None:
    found = nearest_words([word])[0]
    assert near in [name for name, _ in found[:2]]
    assert [s for _, s in found] == sorted((s for _, s in found), reverse=True)
    assert 0 < found[0][1] <= 1


def test_a_word_is_compared_with_its_own_language_only() -> None:
    for word in ("粮仓", "quake"):
        assert {name.isascii() for name, _ in nearest_words([word])[0]} == {word.isascii()}


def test_the_same_word_has_the_same_neighbours_alone_and_in_company() -> None:
    alone, company = nearest_words(["粮仓"]), nearest_words(["quake", "粮仓"])
    assert company[1] == alone[0]


def test_a_word_of_the_vocabulary_is_nearest_to_itself() -> None:
    word, similarity = nearest_words(["公务接待费"])[0][0]
    assert word == "公务接待费"
    assert similarity > 0.99, "a byte a number is enough"


def test_the_file_has_the_words_of_the_vocabulary() -> None:
    words, there = set(Vocabulary().phrases), set(kept_words()[0])
    assert len(words & there) >= 0.95 * len(words), "run: python scripts/word_vectors.py"


def test_only_new_words_are_made_and_gone_ones_leave(tmp_path: Path) -> None:
    file = tmp_path / "words.npz"
    assert keep(["电费", "水费"], file) == 2
    before = dict(zip(*kept_words(file), strict=True))
    assert keep(["水费", "取暖费"], file) == 1
    after = dict(zip(*kept_words(file), strict=True))
    assert sorted(after) == ["取暖费", "水费"]
    assert (after["水费"] == before["水费"]).all()


def test_where_the_vectors_cannot_be_read_no_word_has_neighbours(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    load_word_vectors.cache_clear()
    monkeypatch.setattr(word_vectors.kept_words, "__defaults__", (tmp_path / "none.npz",))
    assert nearest_words(["粮仓", "quake"]) == [[], []]
    assert "not compared by meaning" in caplog.text
    monkeypatch.undo()
    load_word_vectors.cache_clear()
    assert KEPT.exists() and nearest_words(["粮仓"])[0]
