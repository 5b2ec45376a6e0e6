"""`wenzhang serve`: the web application."""

from __future__ import annotations

import sys
from typing import Annotated

import typer

from app.commands.options import LibraryFolder


def serve(
    port: Annotated[int | None, typer.Option(min=1, max=65535, help="The port (WENZHANG_PORT; 8501).")] = None,
    host: Annotated[
        str | None, typer.Option(help="The address to listen on (WENZHANG_HOST; this machine only).")
    ] = None,
    library: LibraryFolder = None,
) -> None:
    """Open the chat in the browser."""
    from app.serving import open_browser
    from app.serving import serve as run_server
    from app.settings import load_settings

    settings = load_settings(library=library, host=host, port=port)
    folder = settings.library.absolute()

    def announce(address: str) -> None:
        typer.echo(f"The chat is open at {address} (library: {folder}). Ctrl-C ends it.")
        sys.stdout.flush()
        open_browser(address)

    raise typer.Exit(run_server(settings, announce))
