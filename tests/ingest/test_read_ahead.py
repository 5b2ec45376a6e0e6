"""Several files are read at once: in order, whole, and whatever becomes of a worker."""

from __future__ import annotations

import os
import signal
import time
from pathlib import Path

import pytest

from budget.filing import Filing
from ingest import read
from ingest.document import UnreadableFile
from ingest.read_ahead import read_ahead


def follow_orders(path: Path) -> Filing:
    """A made-up reader, run in the workers: the file's text says what happens to the process."""
    order = path.read_text(encoding="utf-8")
    if order == "crash":
        os._exit(7)
    if order == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    if order == "refuse":
        raise UnreadableFile(f"{path.name} is refused: give another")
    if order == "slow":
        time.sleep(0.3)
    return Filing(path.name, title=str(os.getpid()))


def files(folder: Path, orders: list[str]) -> list[Path]:
    paths = [folder / f"{at}.txt" for at in range(len(orders))]
    for path, order in zip(paths, orders, strict=True):
        path.write_text(order, encoding="utf-8")
    return paths


def test_all_are_read_whatever_the_order_they_are_done_in(tmp_path: Path) -> None:
    paths = files(tmp_path, ["slow", *["read"] * 11, "slow", "read"])
    with read_ahead(paths, 2, follow_orders) as reader:
        filings = [reader(path) for path in paths]
    assert [filing.file for filing in filings] == [path.name for path in paths]
    workers = {filing.title for filing in filings}
    assert len(workers) == 2
    assert str(os.getpid()) not in workers


def test_a_dead_worker_costs_its_file_alone(tmp_path: Path) -> None:
    paths = files(tmp_path, ["read", "crash", "read", "refuse", "killed", "read", "crash", "read"])
    said: dict[str, str] = {}
    with read_ahead(paths, 2, follow_orders) as reader:
        for path in paths:
            try:
                said[path.name] = reader(path).file
            except UnreadableFile as error:
                said[path.name] = str(error)
    assert [said[f"{at}.txt"] for at in (0, 2, 5, 7)] == ["0.txt", "2.txt", "5.txt", "7.txt"]
    assert said["1.txt"] == (
        "1.txt could not be read: the process that read it was ended with code 7 (perhaps the memory is full): "
        "read it by itself, or leave it out"
    )
    assert said["3.txt"] == "3.txt is refused: give another"
    assert "was ended by signal SIGKILL" in said["4.txt"]
    assert "with code 7" in said["6.txt"]


def test_a_file_that_was_not_announced_is_read_too(tmp_path: Path) -> None:
    *paths, other = files(tmp_path, ["read", "read", "read"])
    with read_ahead(paths, 2, follow_orders) as reader:
        assert reader(other).file == other.name
        assert reader(paths[1]).file == "1.txt"


def test_nothing_is_left_running(tmp_path: Path) -> None:
    paths = files(tmp_path, ["read", "slow", "slow", "slow"])
    with pytest.raises(KeyboardInterrupt), read_ahead(paths, 2, follow_orders) as reader:
        pids = [int(reader(path).title) for path in paths[:2]]
        raise KeyboardInterrupt
    for pid in set(pids):
        with pytest.raises(ProcessLookupError):
            os.kill(pid, 0)


def test_one_file_or_one_worker_needs_no_process(tmp_path: Path) -> None:
    paths = files(tmp_path, ["read", "read"])
    for some, workers in ((paths[:1], 4), (paths, 1)):
        with read_ahead(some, workers, follow_orders) as reader:
            assert reader(paths[0]).title == str(os.getpid())


def test_a_defect_of_the_program_costs_its_file_alone(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def torn(path: Path) -> None:
        raise IndexError("list index out of range")

    monkeypatch.setattr(read, "read_document", torn)
    sentence = r"^a.pdf could not be read because of a defect of the program \(IndexError: list index out of range\): "
    with pytest.raises(UnreadableFile, match=sentence):
        read.read_filing(tmp_path / "a.pdf")
