"""The library on servers: PostgreSQL by URL and a Chroma server by URL, as a deployment has them."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest

from index.library import LibraryError, LibrarySettings, open_library
from tests.index.made_up import CountingReader, write_file

_START = 60
_NOBODY = ["setpriv", "--reuid=nobody", "--regid=nogroup", "--clear-groups"]


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_for(ready: list[str] | str, process: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + _START
    while time.monotonic() < end and process.poll() is None:
        try:
            if isinstance(ready, list):
                subprocess.run(ready, check=True, capture_output=True)
            else:
                urllib.request.urlopen(ready, timeout=2).close()
            return
        except (OSError, subprocess.CalledProcessError):
            time.sleep(0.2)
    pytest.fail("the server did not start")


@pytest.fixture(scope="module")
def postgres(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a PostgreSQL of our own, in a folder of its own."""
    found = sorted(Path("/usr/lib/postgresql").glob("*/bin/initdb"))
    if not found:
        pytest.skip("no PostgreSQL on this machine: apt install postgresql")
    as_nobody = _NOBODY if os.geteuid() == 0 else []
    if as_nobody and not shutil.which("setpriv"):
        pytest.skip("PostgreSQL does not run as root, and setpriv is not there to run it as someone else")
    tools, folder = found[-1].parent, tmp_path_factory.mktemp("postgres")
    if as_nobody:
        for parent in (folder, *list(folder.parents)[:2]):  # pytest's folders are for their owner alone
            parent.chmod(0o755)
        shutil.chown(folder, "nobody", "nogroup")
    subprocess.run(
        [*as_nobody, tools / "initdb", "-D", folder / "data", "-U", "wenzhang", "-A", "trust", "-E", "UTF8", "--no-sync"],
        check=True, capture_output=True,
    )  # fmt: skip
    port = free_port()
    options = ["-D", folder / "data", "-p", str(port), "-k", folder, "-c", "listen_addresses=127.0.0.1", "-F"]
    server = subprocess.Popen([*as_nobody, tools / "postgres", *options], stderr=subprocess.DEVNULL)
    try:
        wait_for([str(tools / "pg_isready"), "-h", "127.0.0.1", "-p", str(port)], server)
        yield f"postgresql+psycopg://wenzhang@127.0.0.1:{port}/postgres"
    finally:
        server.terminate()
        server.wait(timeout=20)


@pytest.fixture(scope="module")
def chroma(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The URL of a Chroma server of our own."""
    command = Path(sys.executable).with_name("chroma")
    if not command.is_file():
        pytest.skip("chromadb brings no server on this machine")
    port, folder = free_port(), tmp_path_factory.mktemp("chroma")
    server = subprocess.Popen(
        [command, "run", "--path", folder, "--port", str(port)], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        url = f"http://127.0.0.1:{port}"
        wait_for(f"{url}/api/v2/heartbeat", server)
        yield url
    finally:
        server.terminate()
        server.wait(timeout=20)


def test_a_library_lives_on_postgresql(postgres: str, tmp_path: Path) -> None:
    settings = LibrarySettings(database_url=postgres, vectors=False)
    reader = CountingReader()
    with open_library(tmp_path / "library", settings) as library:
        added = library.add(write_file(tmp_path / "desk", "a.txt"), reader, "1")
        assert len(library.facts()) == 7
    assert not (tmp_path / "library" / "library.sqlite").exists()
    with open_library(tmp_path / "library", settings) as again:
        assert [filing.file for filing in again.filings()] == ["a.txt"]
        assert again.add(tmp_path / "desk" / "a.txt", reader, "1").outcome == "unchanged"
        again.remove(added.id)
        assert again.filings() == () and len(again.facts()) == 0


def test_a_database_that_is_lost_is_made_again_from_the_folder(postgres: str, tmp_path: Path) -> None:
    with open_library(tmp_path / "library", LibrarySettings(vectors=False)) as library:
        library.add(write_file(tmp_path / "desk", "a.txt"), CountingReader())
        facts = library.facts()
    with open_library(tmp_path / "library", LibrarySettings(database_url=postgres, vectors=False)) as moved:
        assert moved.facts().equals(facts)


def test_a_postgresql_that_is_not_there_gets_a_sentence(tmp_path: Path) -> None:
    url = f"postgresql+psycopg://wenzhang:secret@127.0.0.1:{free_port()}/wenzhang"
    with pytest.raises(LibraryError, match="database") as told:
        open_library(tmp_path / "library", LibrarySettings(database_url=url))
    assert "secret" not in str(told.value)


def test_vectors_live_on_a_chroma_server(chroma: str, tmp_path: Path) -> None:
    settings = LibrarySettings(chroma_url=chroma)
    with open_library(tmp_path / "library", settings) as library:
        library.add(write_file(tmp_path / "desk", "a.txt", "车辆维修。", "办公用房租赁。"), CountingReader())
        assert library.embed() > 0
        assert not (tmp_path / "library" / "chroma").exists()
        assert "车辆" in library.search("汽车修理", k=1)[0].text
    with open_library(tmp_path / "library", settings) as again:
        assert again.embed() == 0
