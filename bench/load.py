"""How the server bears a crowd: people who ask at once, over a real socket, and memory over many questions.

    python bench/load.py LIBRARY SET.jsonl... [--askers 50] [--questions 2000] [--pause SECONDS]

Starts `wenzhang serve` over the library on a free port, waits until it is ready, and has each asker ask the sets' questions one after
the other, without a rest or with one of so many seconds on average. Prints how long answers took, what went wrong,
and how much memory the server had after each tenth.
"""

from __future__ import annotations

import argparse
import asyncio
import json
import os
import random
import re
import socket
import statistics
import subprocess
import sys
import time
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path

import httpx

from app.api.keys import new_key

_MEMORY = re.compile(r"^process_resident_memory_bytes (\S+)$", re.M)
_START = 300
_NO_LIMIT = str(10**9)


@dataclass
class Crowd:
    """What the askers went through."""

    new: list[float] = field(default_factory=list)
    again: list[float] = field(default_factory=list)
    statuses: Counter[str] = field(default_factory=Counter)
    memory: list[float] = field(default_factory=list)


def questions_of(sets: list[Path]) -> list[str]:
    """The questions of the sets, in order."""
    lines = [line for path in sets for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [json.loads(line)["question"] for line in lines]


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


async def memory(caller: httpx.AsyncClient) -> float:
    """The server's memory in MB."""
    found = _MEMORY.search((await caller.get("/metrics")).text)
    return float(found[1]) / 1e6 if found else 0.0


async def crowd(address: str, key: str, arguments: argparse.Namespace, server: subprocess.Popen[bytes]) -> Crowd:
    """All askers at once, until so many questions were asked."""
    seen, questions = Crowd(), questions_of(arguments.sets)
    left = iter(range(arguments.questions))
    step = max(1, arguments.questions // 10)
    limits = httpx.Limits(max_connections=arguments.askers + 5)
    headers = {"Authorization": f"Bearer {key}"}
    async with httpx.AsyncClient(base_url=address, timeout=120, limits=limits, headers=headers) as caller:
        await ready(caller, server)
        seen.memory.append(await memory(caller))

        async def asker(number: int) -> None:
            chance = random.Random(number)
            await asyncio.sleep(chance.random() * arguments.pause)
            for at in left:
                began = time.perf_counter()
                try:
                    answer = await caller.post("/ask", json={"question": questions[at % len(questions)]})
                except httpx.HTTPError as error:
                    seen.statuses[type(error).__name__] += 1
                    continue
                (seen.new if at < len(questions) else seen.again).append(time.perf_counter() - began)
                ok = answer.status_code == 200
                seen.statuses[answer.json()["status"] if ok else f"HTTP {answer.status_code}"] += 1
                if at and at % step == 0:
                    seen.memory.append(await memory(caller))
                await asyncio.sleep(chance.expovariate(1 / arguments.pause) if arguments.pause else 0)

        await asyncio.gather(*(asyncio.create_task(asker(number)) for number in range(arguments.askers)))
        seen.memory.append(await memory(caller))
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
        began = time.perf_counter()
        seen = asyncio.run(crowd(f"http://127.0.0.1:{port}/api/v1", key, arguments, server))
        seconds = time.perf_counter() - began
    finally:
        server.terminate()
        server.wait(timeout=30)
    say(f"{arguments.questions} questions by {arguments.askers} at once in {seconds:.0f} s (start-up included)")
    for name, taken in (("new", seen.new), ("asked before", seen.again), ("all", seen.new + seen.again)):
        if len(taken) > 1:
            cuts = statistics.quantiles(taken, n=100)
            say(f"seconds an answer, {name}: median {cuts[49]:.2f}, p95 {cuts[94]:.2f}, slowest {max(taken):.2f}")
    say("outcomes: " + ", ".join(f"{name} {count}" for name, count in seen.statuses.most_common()))
    say("memory in MB: " + " ".join(f"{each:.0f}" for each in seen.memory))


if __name__ == "__main__":
    main()
