"""How fast questions are answered: question sets asked of all filings at once, after start-up.

    python bench/answer_speed.py FILINGS_FOLDER SET.jsonl... [--slow N] [--profile]

Reads every filing of the folder into one library in memory, asks each question of all of them (no filing is chosen, no conversation
goes before) and prints the median and the 95th percentile of what an answer takes, and the slowest. `--profile` adds where the
time of the slowest goes.
"""

from __future__ import annotations

import argparse
import cProfile
import json
import pstats
import sys
import time
from pathlib import Path

from app.answering.service import AnswerService
from budget.filing import Filing
from index.memory import memory_library
from index.word_vectors import nearest_words
from ingest.document import UnreadableFile
from ingest.read import read_filing


def read_all(folder: Path) -> list[Filing]:
    """The filings of the folder that can be read."""
    filings = []
    for path in sorted(path for path in folder.iterdir() if path.is_file()):
        try:
            filings.append(read_filing(path))
        except UnreadableFile as error:
            sys.stdout.write(f"left out: {error}\n")
    return filings


def questions_of(sets: list[Path]) -> list[str]:
    """The questions of the sets, in order."""
    lines = [line for path in sets for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    return [json.loads(line)["question"] for line in lines]


def timed(service: AnswerService, question: str) -> float:
    """The milliseconds of one core that an answer takes: what else the machine does is not counted."""
    start = time.thread_time()
    service.ask(question)
    return (time.thread_time() - start) * 1000


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("filings", type=Path)
    parser.add_argument("sets", nargs="+", type=Path)
    parser.add_argument("--slow", type=int, default=10, help="print so many of the slowest questions")
    parser.add_argument("--profile", action="store_true", help="show where the time of the slowest goes")
    args = parser.parse_args()
    write = sys.stdout.write
    if not args.filings.is_dir():
        write(f"{args.filings} is no folder: name the one that holds the filings\n")
        return 2
    filings = read_all(args.filings)
    service = AnswerService(memory_library(filings), nearest_words)
    start = time.perf_counter()
    service.warm()
    timed(service, "预算是多少？")
    write(f"{len(filings)} filings; made ready in {time.perf_counter() - start:.1f} s\n")
    times = sorted((timed(service, question), question) for question in questions_of(args.sets))
    median, late = times[len(times) // 2][0], times[int(len(times) * 0.95)][0]
    write(f"{len(times)} questions: median {median:.0f} ms, 95% within {late:.0f} ms\n")
    for milliseconds, question in reversed(times[-args.slow :] if args.slow else []):
        write(f"{milliseconds:7.0f} ms  {question}\n")
    if args.profile:
        profile = cProfile.Profile()
        for _, question in times[-args.slow :]:
            profile.runcall(service.ask, question)
        pstats.Stats(profile).sort_stats("cumtime").print_stats(45)
    return 0


if __name__ == "__main__":
    sys.exit(main())
