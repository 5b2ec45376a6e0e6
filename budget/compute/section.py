"""A section of the narrative that a question asks for as a whole (主要职责是什么): its paragraphs as printed, in order."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import dropwhile, takewhile

from budget.answer import Status
from budget.compute.desk import Desk
from budget.compute.outcome import Line, Outcome
from budget.filing import Filing, Paragraph
from budget.number import squeeze
from budget.sentence_facts import paragraph_fact

# A heading longer than this is a sentence; so much of a section is quoted, so many of its paragraphs are cited.
_LONGEST_HEADING, _LONGEST, _CITED = 24, 400, 12


def run(desk: Desk) -> Outcome | None:
    """The section whose heading the question's one word names; None where it asks for more, or no heading is called so."""
    words = _asked(desk)
    for filing in desk.frame if words else ():
        heading, paragraphs = _section(filing, words)
        if paragraphs:
            return Outcome(Status.ANSWERED, (_line(filing, heading, paragraphs),), operation="text")
    return None


def _asked(desk: Desk) -> Sequence[str]:
    """The words that a heading may hold, where the question names nothing else."""
    units = [unit for unit in (*desk.reading.units, *desk.reading.context) if not unit.generic and unit.kind != "body"]
    named = {unit.alternatives for unit in units}
    return units[0].alternatives if len(named) == 1 and units[0].kind in ("implied", "section") else ()


def _section(filing: Filing, words: Sequence[str]) -> tuple[str, list[Paragraph]]:
    """The first heading that holds one of the words, and the paragraphs under it."""
    headings = (heading for paragraph in filing.paragraphs for heading in paragraph.headings)
    named = next(
        (h for h in headings if len(squeeze(h)) <= _LONGEST_HEADING and any(w in squeeze(h) for w in words)), ""
    )
    after = dropwhile(lambda p: named not in p.headings, filing.paragraphs)
    under = takewhile(lambda p: p.is_heading or named in p.headings, after)
    return named, [p for p in under if not p.is_heading and p.text.strip()] if named else []


def _line(filing: Filing, heading: str, paragraphs: Sequence[Paragraph]) -> Line:
    quote, cited = "", 0
    for paragraph in paragraphs[:_CITED]:
        if quote and len(quote) + len(paragraph.text) > _LONGEST:
            break
        quote += paragraph.text.strip()
        cited += 1
    whole = cited == len(paragraphs) and len(quote) <= _LONGEST
    shown = quote if whole else f"{quote[:_LONGEST].rstrip('；。，、')}……"
    facts = tuple(paragraph_fact(filing, paragraph) for paragraph in paragraphs[: max(cited, 1)])
    return Line("quote.section", {"quote": shown, "label": squeeze(heading)}, facts=facts)
