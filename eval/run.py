"""Evaluation on the command line: `wenzhang eval [SET]`, and its commands compare, report, add and sweep."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from contextlib import nullcontext
from pathlib import Path
from typing import Annotated

import typer

from app.commands.terminal import plain
from app.errors import UserError
from eval.add import REPORTED, add_question, target
from eval.compare import compare as compare_runs
from eval.errors import OneOutsideSet
from eval.making import make_run, opened_chunks
from eval.printing import comparison_to_lines, outside_to_lines, run_to_lines
from eval.question import UNCHECKED
from eval.record import Run
from eval.report import write_report
from eval.sets import open_set
from eval.settings import EvalSettings
from eval.store import find, last_two, save
from eval.sweep.command import run_sweep
from eval.tally import overall

app = typer.Typer(
    help="Run the project's own question sets; compare and report runs.",
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)

RunsFolder = Annotated[
    Path | None, typer.Option("--runs", metavar="DIR", help="Where runs are kept (WENZHANG_EVAL_RUNS).")
]
Html = Annotated[
    Path | None, typer.Option("--html", metavar="FILE", help="Write the report there, one file with all in it.")
]
Misses = Annotated[int, typer.Option(min=0, help="How many misses to list.")]


@app.command("run")
def run_set(
    name: Annotated[
        str | None, typer.Argument(metavar="[SET]", help="A set, or a file of questions; all sets without.")
    ] = None,
    runs: RunsFolder = None,
    filings: Annotated[
        Path | None, typer.Option("--filings", metavar="DIR", help="Where the questions' filings lie.")
    ] = None,
    html: Html = None,
    misses: Misses = 10,
    fail_under: Annotated[
        float | None, typer.Option(min=0, max=100, help="End with code 1 when less than this share (%) is right.")
    ] = None,
    baseline: Annotated[
        bool, typer.Option("--baseline", help="Ask plain retrieval the same questions, and show both side by side.")
    ] = False,
    once: Annotated[bool, typer.Option("--once", help="Don't ask every question a second time.")] = False,
) -> None:
    """Ask a set (what `wenzhang eval [SET]` does), print the measures, keep the run."""
    settings = _settings(runs)
    asked = open_set(name, settings, filings)
    with opened_chunks(asked, settings) if baseline else nullcontext() as retrieval:
        run, broken = make_run(asked, settings, not once, retrieval)
    home = save(run, settings.runs)
    _print(run_to_lines(run, misses))
    typer.echo(f"The run is kept in {home}")
    if html:
        typer.echo(f"The report is in {write_report(run, html)}")
    raise typer.Exit(_exit_code(run, broken, fail_under))


def _exit_code(run: Run, broken: list[str], fail_under: float | None) -> int:
    """2 where a question broke the program, 1 under the bar, else 0; says why."""
    right = overall(run.marks).right
    if run.about["changed_meanwhile"]:
        complain("The program was changed while it was asked: run the set again before you trust these marks.")
    if broken:
        complain("Some questions broke the program; please report them: " + "; ".join(broken))
    under = fail_under is not None and right < fail_under
    if under:
        complain(f"Only {right}% of the answers are right, under the bar of {fail_under}%.")
    return 2 if broken else int(under)


@app.command("compare")
def compare(
    before: Annotated[
        str | None, typer.Argument(metavar="[A]", help="The earlier run, by name or a part of it.")
    ] = None,
    after: Annotated[str, typer.Argument(metavar="[B]", help="The later run.")] = "last",
    runs: RunsFolder = None,
) -> None:
    """Show what got better and worse from run A to run B; without names, in the last run of a set."""
    folder = _settings(runs).runs
    if before is None:
        before, after = last_two(folder)
    _print(comparison_to_lines(compare_runs(find(before, folder), find(after, folder))))


@app.command("report")
def report(
    name: Annotated[str, typer.Argument(metavar="[RUN]", help="A run, by name or a part of it.")] = "last",
    runs: RunsFolder = None,
    html: Html = None,
    misses: Misses = 10,
) -> None:
    """Show a kept run again."""
    run = find(name, _settings(runs).runs)
    _print(run_to_lines(run, misses))
    if html:
        typer.echo(f"The report is in {write_report(run, html)}")


@app.command("add")
def add(
    question: Annotated[str, typer.Argument(help="The question that was answered badly.")],
    filing: Annotated[
        list[str], typer.Option("--filing", metavar="FILE", help="A filing that it is asked of (may be repeated).")
    ],
    to: Annotated[str, typer.Option("--to", metavar="SET", help="The set that gets the line.")] = REPORTED,
    after: Annotated[
        list[str] | None,
        typer.Option("--after", metavar="QUESTION", help="What was asked before it (may be repeated)."),
    ] = None,
) -> None:
    """Ask a question and add it to a set; its gold is for a person to fill in."""
    settings = EvalSettings()
    added = add_question(question, filing, after or (), target(to, settings), settings)
    typer.echo(plain(f"The answer, [{added.answer.status.value}]: {added.answer.text}"))
    typer.echo(f'It is {added.id}, line {added.line} of {added.file}, as a proposal under "{UNCHECKED}".')
    typer.echo("Fill its gold in from the filing and take the proposal out: until then the set can't be run.")


@app.command("outside")
def outside(
    hitab: Annotated[
        Path | None, typer.Option("--hitab", metavar="FILE", help="HiTab's questions (data/dev_samples.jsonl).")
    ] = None,
    tatqa: Annotated[
        Path | None, typer.Option("--tatqa", metavar="FILE", help="TAT-QA's (dataset_raw/tatqa_dataset_dev.json).")
    ] = None,
    tables: Annotated[
        Path | None, typer.Option("--tables", metavar="DIR", help="HiTab's tables; those beside the questions without.")
    ] = None,
    limit: Annotated[int, typer.Option(min=0, help="Ask the first so many look-ups; 0 asks all.")] = 100,
    runs: RunsFolder = None,
    html: Html = None,
) -> None:
    """Ask the look-ups of a published question set that you have on disk, and find their tables among all of them."""
    from eval.hitab import read_hitab
    from eval.outside_run import run_outside
    from eval.tatqa import read_tatqa

    if (hitab is None) == (tatqa is None):
        raise OneOutsideSet
    found = read_hitab(hitab, tables) if hitab else read_tatqa(tatqa or Path())
    settings = _settings(runs)
    run, broken = run_outside(found.first(limit), settings)
    home = save(run, settings.runs)
    _print(run_to_lines(run, 0))
    _print(outside_to_lines(run))
    typer.echo(f"The run is kept in {home}")
    if html:
        typer.echo(f"The report is in {write_report(run, html)}")
    raise typer.Exit(_exit_code(run, broken, None))


app.command("sweep")(run_sweep)


def _settings(runs: Path | None) -> EvalSettings:
    return EvalSettings().model_copy(update={} if runs is None else {"runs": runs})


def _print(lines: Iterable[str]) -> None:
    for line in lines:
        typer.echo(plain(line))


def complain(sentence: str) -> None:
    """Says it on standard error."""
    typer.echo(plain(sentence), err=True)


def arguments(typed: list[str]) -> list[str]:
    """The arguments with the command that is left out: `eval develop` runs that set."""
    commands = {command.name for command in app.registered_commands}
    return typed if typed and typed[0] in {*commands, "-h", "--help"} else ["run", *typed]


def main() -> None:
    """Runs what was typed; whatever goes wrong becomes one sentence and code 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app(arguments(sys.argv[1:]), prog_name="wenzhang eval")
    except UserError as error:
        complain(f"wenzhang: {error}")
        sys.exit(error.exit_code)
    except Exception as error:
        if os.environ.get("WENZHANG_DEBUG"):
            raise
        complain(f"wenzhang: this is a defect of the program ({type(error).__name__}: {error}). Please report it.")
        sys.exit(2)


if __name__ == "__main__":
    main()
