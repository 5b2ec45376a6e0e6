"""How the server bears a crowd: people who ask at once, over a real socket, and memory over many questions.

    python bench/load.py LIBRARY SET.jsonl... [--askers 50] [--questions 2000] [--pause SECONDS] [--new]

Starts `wenzhang serve` over the library on a free port, waits until it is ready, and has each asker ask the sets' questions one after
the other, without a rest or with one of so many seconds on average. A set's line holds a `question`, or `wordings` of one.
With `--new` no question is asked twice: after the sets' own, each is asked of another filing of the library, by the filing's id, so
that none was answered before and each is worked out. Prints how long answers took, what went wrong,
and how much memory the server and its processes had after each tenth.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import socket
import statistics
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import cycle, islice
from pathlib import Path

import httpx

from app.api.keys import new_key

_START = 300
# A server that spends less than this of a second, so many seconds one after the other, has made all that it makes.
_IDLE, _QUIET = 0.1, 4
_NO_LIMIT = str(10**9)


@dataclass
class Crowd:
    """What the askers went through."""

    new: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    worked: list[float] = field(default_factory=list)
    memory: list[list[float]] = field(default_factory=list)
    began: float = 0.0
    seconds: float = 0.0


Ask = dict[str, str | list[str]]


def questions_of(sets: list[Path]) -> list[str]:
    """The questions of the sets, each once, in order."""
    lines = [
        json.loads(line) for path in sets for line in path.read_text(encoding="utf-8").splitlines() if line.strip()
    ]
    return list(dict.fromkeys(text for line in lines for text in (line.get("wordings") or [line["question"]])))


def calls(questions: list[str], filings: list[str], new: bool) -> Iterator[Ask]:
    """What is asked, one after the other: the questions over and over, or each of all filings and then of one at a time."""
    if not new:
        yield from ({"question": question} for question in cycle(questions))
    yield from ({"question": question} for question in questions)
    for turn in range(len(filings)):
        for at, question in enumerate(questions):
            yield {"question": question, "filings": [filings[(turn + at) % len(filings)]]}


async def ready(caller: httpx.AsyncClient, server: subprocess.Popen[bytes]) -> None:
    """Returns when the server can be asked."""
    end = time.monotonic() + _START
    while time.monotonic() < end and server.poll() is None:
        try:
            if (await caller.get("/readyz")).status_code == 200:
                return
        except httpx.HTTPError:
            pass
        await asyncio.sleep(0.5)
    sys.exit("the server did not get ready")


async def at_ease(server: subprocess.Popen[bytes]) -> None:
    """Returns when the server's processes have nothing more to do: they begin when the library is ready."""
    end, quiet, before = time.monotonic() + _START, 0, -1.0
    while time.monotonic() < end and quiet < _QUIET:
        spent = sum(_seconds(id) for id in family(server.pid))
        quiet, before = (quiet + 1 if spent - before < _IDLE else 0), spent
        await asyncio.sleep(1)


def family(id: int) -> list[int]:
    """The process and all that it began."""
    parents = {int(path.name): _stat(int(path.name)) for path in Path("/proc").iterdir() if path.name.isdigit()}
    found = [id]
    for one in found:
        found += [child for child, told in parents.items() if told and int(told[1]) == one]
    return found


def _stat(id: int) -> list[str]:
    """What Linux tells of a process, from its state on; nothing where it is gone."""
    try:
        return Path(f"/proc/{id}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    except OSError:
        return []


def _seconds(id: int) -> float:
    told = _stat(id)
    return sum(map(int, told[11:13])) / os.sysconf("SC_CLK_TCK") if told else 0.0


def memory(server: subprocess.Popen[bytes]) -> list[float]:
    """The memory in MB of the server and of each process that it began."""
    return [int(told[21]) * os.sysconf("SC_PAGE_SIZE") / 1e6 for id in family(server.pid) if (told := _stat(id))]


async def crowd(address: str, key: str, arguments: argparse.Namespace, server: subprocess.Popen[bytes]) -> Crowd:
    """All askers at once, until so many questions were asked."""
    seen, questions = Crowd(), questions_of(arguments.sets)
    step = max(1, arguments.questions // 10)
    limits = httpx.Limits(max_connections=arguments.askers + 5)
    headers = {"Authorization": f"Bearer {key}"}
    async with httpx.AsyncClient(base_url=address, timeout=120, limits=limits, headers=headers) as caller:
        await ready(caller, server)
        await at_ease(server)
        seen.memory.append(memory(server))
        filings = [filing["id"] for filing in (await caller.get("/filings")).json()["filings"]]
        left = enumerate(islice(calls(questions, filings, arguments.new), arguments.questions))
        seen.began, before = time.perf_counter(), [_seconds(id) for id in family(server.pid)]

        async def asker(number: int) -> None:
            chance = random.Random(number)
            await asyncio.sleep(chance.random() * arguments.pause)
            for at, call in left:
                began = time.perf_counter()
                try:
                    answer = await caller.post("/ask", json=call)
                except httpx.HTTPError as error:
                    seen.statuses[type(error).__name__] += 1
                    continue
                fresh = arguments.new or at < len(questions)
                (seen.new if fresh else seen.again).append(time.perf_counter() - began)
                ok = answer.status_code == 200
                seen.statuses[answer.json()["status"] if ok else f"HTTP {answer.status_code}"] += 1
                if at and at % step == 0:
                    seen.memory.append(memory(server))
                await asyncio.sleep(chance.expovariate(1 / arguments.pause) if arguments.pause else 0)

        await asyncio.gather(*(asyncio.create_task(asker(number)) for number in range(arguments.askers)))
        seen.seconds = time.perf_counter() - seen.began
        seen.worked = [_seconds(id) - was for id, was in zip(family(server.pid), before, strict=False)]
        seen.memory.append(memory(server))
    return seen


def say(line: str) -> None:
    """A line of the result."""
    sys.stdout.write(line + "\n")


def main() -> None:
    """Starts the server, sends the crowd, prints the figures."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("library", type=Path)
    parser.add_argument("sets", type=Path, nargs="+")
    parser.add_argument("--askers", type=int, default=50)
    parser.add_argument("--questions", type=int, default=2000)
    parser.add_argument("--pause", type=float, default=0.0)
    parser.add_argument("--new", action="store_true", help="ask nothing that was asked before")
    arguments = parser.parse_args()
    key, hashed = new_key()
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    settings = {
        "API_KEYS": f"load={hashed}",
        "CLIENT_RATE": _NO_LIMIT,
        "TOTAL_RATE": _NO_LIMIT,
        "LOG_REQUESTS": "false",
    }
    environment = {**os.environ, **{f"WENZHANG_{name}": value for name, value in settings.items()}}
    command = [sys.executable, "-m", "app", "serve", "--port", str(port), "--library", str(arguments.library)]
    server = subprocess.Popen(command, env=environment, stdout=subprocess.DEVNULL)
    try:
        seen = asyncio.run(crowd(f"http://127.0.0.1:{port}/api/v1", key, arguments, server))
    finally:
        server.terminate()
        server.wait(timeout=30)
    asked = sum(seen.statuses.values())
    say(f"{asked} questions by {arguments.askers} at once in {seen.seconds:.0f} s: {asked / seen.seconds:.0f} a second")
    each = " ".join(f"{1000 * worked / asked:.0f}" for worked in seen.worked)
    say(
        f"milliseconds of a core a question, by process: {each}; the machine's load at the end: {os.getloadavg()[0]:.1f}"
    )
    for name, taken in (("new", seen.new), ("asked before", seen.again), ("all", seen.new + seen.again)):
        if len(taken) > 1:
            cuts = statistics.quantiles(taken, n=100)
            say(f"seconds an answer, {name}: median {cuts[49]:.2f}, p95 {cuts[94]:.2f}, slowest {max(taken):.2f}")
    say("outcomes: " + ", ".join(f"{name} {count}" for name, count in seen.statuses.most_common()))
    say("memory in MB, all processes: " + " ".join(f"{sum(each):.0f}" for each in seen.memory))
    say("memory in MB, each of them at the end: " + " ".join(f"{each:.0f}" for each in seen.memory[-1]))


if __name__ == "__main__":
    main()
