"""What commands say: data on standard output, sentences for people on standard error."""

from __future__ import annotations

import json
from typing import Any

import typer

from app.commands.terminal import plain


def complain(sentence: str) -> None:
    """Says it on standard error."""
    typer.echo(plain(sentence), err=True)


def print_json(data: dict[str, Any]) -> None:
    """Prints it as JSON that one can read."""
    typer.echo(json.dumps(data, ensure_ascii=False, indent=2))
