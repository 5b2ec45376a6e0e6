"""Composes an Answer: words an Outcome's lines, numbers its citations, keeps to the length that is allowed."""

from __future__ import annotations

import logging
import re
from collections.abc import Mapping, Sequence
from typing import Any

from app.answering.citing import fact_to_citation
from app.answering.digits import unsupported
from budget.amount import readable
from budget.answer import Answer, Caveat, Citation, Figure, Status
from budget.compute.outcome import RESULT, Fig, Line, Outcome
from budget.fact import Fact
from budget.filing import Filing
from budget.taxonomy.english import english_name
from prompts.display import show
from prompts.wording import Wording

LONGEST_TEXT = 900
# What a question says is no citation, though it may look like one.
_MARK = re.compile(r"\[(\d+)\]")
# Groups of wordings that are statements of their own, each on its line; those that only lead to the next.
_STATEMENTS = (
    "lookup", "change", "prior", "share", "difference", "per_unit", "execution", "against", "afford", "verify", "quote",
)  # fmt: skip
_LEADS = ("verify.yes", "verify.no", "premise.rose", "premise.fell", "premise.same", "change.untold", "across.at")
_LOG = logging.getLogger(__name__)
_NAMES = ("name", "whole_name", "second_name", "count_name", "label", "subject", "meant")


class Composer:
    """Words one outcome in one language; citations are numbered in the order they are first needed."""

    def __init__(self, filings: Mapping[str, Filing], wording: Wording) -> None:
        self._filings = filings
        self._wording = wording
        self._ids: dict[tuple[object, ...], int] = {}
        self._citations: list[Citation] = []
        self._figures: list[Figure] = []

    def compose(
        self, question: str, language: str, outcome: Outcome, plan: dict[str, Any], timings: dict[str, float]
    ) -> Answer:
        """The whole answer."""
        said = question + " ".join(self._caveat_text(line) for line in outcome.caveats)
        text = self._text(outcome.lines, said)
        status = outcome.status
        if not text:
            status, text = (
                Status.NOT_FOUND,
                self._wording.say("not_found.plain", {"asked": self._word("asked", question)}).strip(),
            )
        caveats = self._caveats(outcome.caveats)
        return Answer(
            question,
            language,
            status,
            text,
            tuple(sorted(self._figures, key=lambda figure: figure.role != RESULT)),
            tuple(self._citations),
            caveats,
            outcome.options,
            plan,
            timings,
        )

    def _text(self, lines: Sequence[Line], said: str) -> str:
        """The lines one after the other, as far as they fit; a line with a number that nothing supports is left out."""
        text = before = ""
        for line in lines:
            figures, citations = list(self._figures), list(self._citations)
            worded = self._line(line)
            invented = unsupported(worded, self._figures, self._citations, said)
            if invented:
                _LOG.warning("left out a line of %s: nothing supports %s", line.key, sorted(invented))
            if invented or len(text + worded) > LONGEST_TEXT:
                self._figures, self._citations = figures, citations
                if invented:
                    continue
                break
            text += _apart(text, before, line.key) + worded[:1].upper() + worded[1:]
            before = line.key
        return _closed(text)

    def _line(self, line: Line) -> str:
        scope = self._word("scope", line.words.get("scope", ""))
        words = {name: self._word(name, word) for name, word in line.words.items()}
        marked: set[int] = set()
        template = self._wording.template(line.key)
        for name, fig in sorted(line.figures.items(), key=lambda item: template.find(f"{{{item[0]}}}")):
            # A figure that the sentence has in its own words bears no mark there: the line's facts are cited at its end.
            words[name] = self._figure(fig, marked if f"{{{name}}}" in template else set(), scope)
        text = self._wording.say(line.key, words)
        marks = self._marks(line.facts, marked)
        return _before_stop(text, marks)

    def _word(self, name: str, word: str) -> str:
        if name == "scope":
            return self._wording.say(f"scope.{word}") if word else ""
        if name in ("kind", "first_kind", "second_kind"):
            return self._wording.say(f"plan_kind.{word}") if word else ""
        if name == "asked":
            return _MARK.sub(r"(\1)", word)
        if name in ("verdict", "order"):
            return self._wording.say(f"{name}.{word}")
        if name in _NAMES and self._wording.language == "en":
            english = english_name(word)
            return f"{english} ({word})" if english else word
        return word

    def _figure(self, fig: Fig, marked: set[int], scope: str) -> str:
        display = show(fig.amount, fig.show, fig.bound, self._wording)
        ids = tuple(dict.fromkeys(self._cite(fact) for fact in fig.facts))
        amount = readable(fig.amount)
        label = self._wording.say("label.scoped", {"name": fig.label, "scope": scope})
        self._figures.append(Figure(fig.role, label, amount.value, amount.unit, display, fig.formula, ids))
        return display + self._marks(fig.facts, marked)

    def _marks(self, facts: Sequence[Fact], marked: set[int]) -> str:
        ids = [id for id in dict.fromkeys(self._cite(fact) for fact in facts) if id not in marked]
        marked.update(ids)
        return "".join(f"[{id}]" for id in ids)

    def _caveat_text(self, line: Line) -> str:
        words = {name: self._word(name, word) for name, word in line.words.items()}
        words |= {name: show(fig.amount, fig.show, fig.bound, self._wording) for name, fig in line.figures.items()}
        return self._wording.say(line.key, words).strip()

    def _caveats(self, lines: Sequence[Line]) -> tuple[Caveat, ...]:
        found: dict[str, Caveat] = {}
        for line in lines:
            facts = (*line.facts, *(fact for fig in line.figures.values() for fact in fig.facts))
            ids = tuple(dict.fromkeys(self._cite(fact) for fact in facts))
            text = self._caveat_text(line)
            found.setdefault(text, Caveat(_caveat_code(line.key), text, ids))
        return tuple(found.values())

    def _cite(self, fact: Fact) -> int:
        source = fact.source
        cell = (fact.filing, source.table, source.row, source.column) if fact.from_cell and source.table else None
        key: tuple[object, ...] = cell or (fact.filing, source.paragraph, source.page, source.line, fact.quote)
        if key not in self._ids:
            self._ids[key] = len(self._citations) + 1
        id = self._ids[key]
        if id > len(self._citations):
            self._citations.append(fact_to_citation(id, fact, self._filings[fact.filing]))
        return id


def _apart(text: str, before: str, key: str) -> str:
    """A line break before a statement of its own that follows another."""
    starts = key.split(".")[0] in _STATEMENTS and key not in _LEADS
    return "\n" if text and starts and before not in _LEADS and not text.rstrip(" ").endswith("\n") else ""


def _closed(text: str) -> str:
    """The text without loose ends: no space before a line break, a full stop where a list ends."""
    text = re.sub(r" +\n", "\n", text.strip())
    return re.sub(r"[；;]$", "。" if text.endswith("；") else ".", text)


def _caveat_code(key: str) -> str:
    """CONTRACT's code of a caveat; a finding of the consistency rules is a conflict, another version makes one stale."""
    code = key.removeprefix("caveat.")
    codes = {"finding": "conflict", "percent": "conflict", "newer": "stale", "older": "stale"}
    return codes.get(code, code)


def _before_stop(text: str, marks: str) -> str:
    """The marks put before the sentence's full stop."""
    if not marks:
        return text
    match = re.search(r"[。.；;]?\s*$", text)
    at = match.start() if match else len(text)
    return text[:at] + marks + text[at:]
