"""The pages as a Streamlit script, which the application in app/web runs for each visitor."""

from __future__ import annotations

import logging

from app.access.roles import Role
from app.desk.opening import library_folder, open_desk
from app.desk.public_desk import public_desk
from app.errors import UnknownLibrary
from app.screens.account import current_visitor
from app.screens.frame import set_page
from app.screens.page_chat import draw_failed, draw_unknown_library
from app.screens.pages import draw
from app.screens.sidebar import choose_language, library_of_address
from app.settings import load_settings


def main() -> None:
    """Draw the page over the library, or say that the library can't be opened."""
    try:
        desk = open_desk(library_of_address())
    except UnknownLibrary as error:
        words = choose_language()
        set_page(words)
        draw_unknown_library(words, error.name)
        return
    except (
        Exception
    ):  # the page is an edge: a library that is torn or locked is a sentence here, and a trace in the log
        logging.getLogger(__name__).exception("the library can't be opened")
        words = choose_language()
        set_page(words)
        draw_failed(words, str(library_folder()), current_visitor(load_settings()).role)
        return
    settings = load_settings()
    visitor = current_visitor(settings)
    open_to_all = visitor.role is Role.PUBLIC and not settings.persons
    draw(public_desk(desk) if open_to_all else desk, visitor, settings.signs_in)


main()
