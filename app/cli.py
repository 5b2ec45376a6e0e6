"""The command line: `wenzhang`, or `python -m app`; its commands are in app/commands, a file each."""

from __future__ import annotations

import importlib.util
import os
import subprocess
import sys

import typer

from app.commands.ask import ask
from app.commands.batch import batch
from app.commands.check import check
from app.commands.ingest import ingest
from app.commands.inspect import inspect
from app.commands.key import key
from app.commands.saying import complain
from app.commands.serve import serve
from app.errors import NotInThisVersion, UserError

app = typer.Typer(
    name="wenzhang",
    help="Ask a Chinese budget filing; get a computed, cited answer.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for command in (ingest, inspect, check, ask, batch, serve, key):
    app.command()(command)


@app.command(
    "eval",
    add_help_option=False,
    context_settings={"ignore_unknown_options": True, "allow_extra_args": True, "help_option_names": []},
)
def evaluate(context: typer.Context) -> None:
    """Run the project's own question sets, keep and compare runs: `wenzhang eval --help`."""
    # A process of its own: the arrows go from eval to app, so nothing here may import it.
    if importlib.util.find_spec("eval.run") is None:
        raise NotInThisVersion("eval")
    command = [sys.executable, "-P", "-m", "eval.run", *context.args]
    raise typer.Exit(subprocess.run(command, check=False).returncode)


def main() -> None:
    """Runs the command that was typed; whatever goes wrong becomes one sentence and code 2."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="replace")
    try:
        app(prog_name="wenzhang")
    except UserError as error:
        complain(f"wenzhang: {error}")
        sys.exit(error.exit_code)
    except Exception as error:  # noqa: BLE001 - the last edge: a reader sees a sentence, never a traceback
        _fail(error)


def _fail(error: Exception) -> None:
    """An error from the packages below as its sentence; a defect as a request to report it."""
    from index.settings import LibraryError
    from ingest.document import UnreadableFile

    if isinstance(error, (UnreadableFile, LibraryError)):
        complain(f"wenzhang: {error}")
    elif os.environ.get("WENZHANG_DEBUG"):
        raise error
    else:
        what = f"{type(error).__name__}: {error}".rstrip(": ")
        complain(
            f"wenzhang: this is a defect of the program ({what}). Please report it with the command that you typed; "
            "WENZHANG_DEBUG=1 shows where it happened."
        )
    sys.exit(2)


if __name__ == "__main__":
    main()
