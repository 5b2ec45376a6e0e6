"""`wenzhang key`: a key for staff's calls of the API."""

from __future__ import annotations

from typing import Annotated

import typer


def key(name: Annotated[str, typer.Argument(help="Whose key it is: letters, digits, dots, dashes.")]) -> None:
    """Make a key for the API's staff calls."""
    from app.api.keys import new_key, parse_keys

    made, hashed = new_key()
    entry = f"{name.lower()}={hashed}"
    parse_keys([entry])
    typer.echo(f"The key, shown this once: {made}\nFor the server's WENZHANG_API_KEYS: {entry}")
