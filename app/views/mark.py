"""The marks that open a source: a number to see, and for who hears the page what it opens."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape
from typing import Final

from app.interface import Wording, wording
from budget.answer import Answer, Citation, Figure

_LONGEST_QUOTE: Final = 40


@dataclass(frozen=True)
class Marker:
    """The marks of one answer of a conversation."""

    answer: Answer
    turn: int
    words: Wording

    def of_number(self, number: int) -> str:
        """The mark that presses the button of the citation of that number; "" where there is none."""
        cited = next((citation for citation in self.answer.citations if citation.id == number), None)
        return mark_to_html(button_key(self.turn, number), cited, self.words.language) if cited else ""

    def of_figure(self, figure: Figure) -> str:
        """The marks of a figure's citations, each once."""
        return "".join(self.of_number(number) for number in dict.fromkeys(figure.citations))


def button_key(turn: int, citation: int) -> str:
    """The key of the button that opens a citation: the marks in the text press the same one."""
    return f"cite-{turn}-{citation}"


def mark_to_html(key: str, citation: Citation, language: str) -> str:
    """A mark that presses the button of that key."""
    words = wording(language)
    label = words.say("open_source", number=citation.id, place=_place_to_text(citation, words))
    return f'<a class="wz-mark" role="button" tabindex="0" data-wz-press="{key}" aria-label="{escape(label)}">{citation.id}</a>'


def _place_to_text(citation: Citation, words: Wording) -> str:
    """Where the citation leads, in words: the filing, then its table, row and column, or the beginning of the sentence."""
    title = citation.title or citation.filing
    if citation.kind == "cell":
        column = (citation.column or "").replace(" / ", " ")
        parts = [words.say(f"open_{name}", name=said) for name, said in
                 (("table", citation.table), ("row", citation.row), ("column", column)) if said]  # fmt: skip
        return words.say("open_between").join([title, *parts])
    quote = " ".join(citation.quote.split())
    shown = quote if len(quote) <= _LONGEST_QUOTE else quote[: _LONGEST_QUOTE - 1] + "…"
    return words.say("open_between").join([title, words.say("open_sentence", quote=shown)])
