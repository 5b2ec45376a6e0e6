"""Not there: says what was looked for and the nearest thing there is, and never a figure for it."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence

from budget.answer import Status
from budget.compute.desk import Desk
from budget.compute.outcome import Line, Outcome
from budget.compute.passage import best_sentences, clip
from budget.line import AMOUNTS, line_name
from budget.question.bodies import BodyMention, unknown_body
from budget.question.phrases import phrase
from budget.question.reading import Reading
from budget.question.words import Unit


def missing(desk: Desk) -> Outcome | None:
    """What the question asks about and the library plainly lacks: a body, a year, final accounts; None where it lacks none."""
    reading, shelf = desk.reading, desk.shelf
    if not shelf.filings:
        return Outcome(Status.NOT_FOUND, (Line("not_found.empty"),), operation="absent")
    if desk.frame and all(shelf.is_blank_form(filing.file) for filing in desk.frame):
        return gone(desk, "not_found.unfilled", reading.text)
    if phrase("never_told").search(reading.text):
        return gone(desk, "not_found.plain", reading.text)
    body = unknown_body(reading.text, shelf.bodies, _covered(reading), _names_printed(desk))
    if reading.unknown_body and not _printed_words(desk, reading.unknown_words):
        body = body or reading.unknown_body
    if body is not None:
        return gone(desk, "not_found.body", body)
    held = [f for f in shelf.filings.values() if not desk.only or f.file in desk.only]
    known = {year for f in held if f.year for year in (f.year, f.year - 1)}
    strange = [year for year in reading.periods.years if year not in known]
    if strange and len(strange) == len(reading.periods.years) and not _printed_year(desk, strange[0]):
        return gone(desk, "not_found.year", str(strange[0]))
    if (kind := asked_kind(reading.text)) is not None and not any(kind in text for text in shelf.printed):
        return gone(desk, "not_found.plain", kind)
    if (attribute := phrase("attribute").search(reading.text)) and not _prints(desk, attribute.group()):
        return gone(desk, "not_found.plain", attribute.group())
    if reading.wants_final and not reading.wants_budget and not desk.has_final():
        return no_final(desk)
    return None


def _prints(desk: Desk, word: str) -> bool:
    """True where a name or a sentence of the filings in play holds the word, which no English word does."""
    files = {filing.file for filing in desk.frame}
    told = (fact.quote for fact in desk.shelf.sentences.facts if fact.filing in files)
    return not word.isascii() and (any(word in name for name in desk.shelf.printed) or any(word in t for t in told))


_KIND = phrase("kind_asked")


def asked_kind(text: str) -> str | None:
    """The kind of thing that a question asks the name of (哪家印刷厂: 印刷厂); None where it asks for none."""
    match = _KIND.search(text)
    return match.group(1) if match and not re.search(r"单位|部门|局$", match.group(1)) else None


def _covered(reading: Reading) -> list[BodyMention]:
    """The spans in which no foreign body can stand: the library's bodies, and words that the vocabulary knows."""
    known = [u for u in reading.units if u.known and u.kind not in ("body", "everyday")]
    return [*(m for m in reading.bodies if not m.region), *(BodyMention(u.text, (), u.start, u.end) for u in known)]


def _names_printed(desk: Desk) -> Collection[str]:
    """The names that the library prints; where the question names a body of the library, all that is printed: what else sounds
    like a body is then a part of that one, or somebody that it deals with."""
    named = any(mention.bodies and not mention.region for mention in desk.reading.bodies)
    return desk.shelf.printed if named else desk.shelf.named


def _printed_words(desk: Desk, units: Sequence[Unit]) -> bool:
    """True where one printed text holds all these words: what sounds like a body is a thing that the filings speak of."""
    return any(all(any(a in text for a in unit.alternatives) for unit in units) for text in desk.shelf.printed)


def _printed_year(desk: Desk, year: int) -> bool:
    """True where a line of the library carries that year in its own name."""
    return any(str(year) in name for name in desk.shelf.printed)


def no_final(desk: Desk) -> Outcome:
    """The plain "no final accounts of that year"."""
    years = desk.reading.periods.years
    return gone(desk, "not_found.final", str(years[0] if years else desk.newest or ""))


def absent_outcome(desk: Desk) -> Outcome:
    """The plain "not there", with the nearest line or sentence."""
    # A bare number (12345 of 12345热线) is no name by itself.
    words = [u.text for u in desk.reading.units if not u.text.isdigit()] or [u.text for u in desk.reading.units]
    asked = "、".join(dict.fromkeys(words)) or desk.reading.text
    return gone(desk, "not_found.plain", asked)


def gone(desk: Desk, key: str, asked: str) -> Outcome:
    """The outcome that says what was looked for, the nearest thing, and what the library has."""
    lines = [Line(key, {"asked": asked})]
    matches = desk.match(desk.reading.units, measures=AMOUNTS)
    sentences = best_sentences(desk, most=1)
    if matches and matches[0].precision >= 0.5:
        lines.append(Line("not_found.nearest", {"nearest": line_name(matches[0].fact)}, facts=(matches[0].fact,)))
    elif sentences and sentences[0].recall >= 0.4:
        lines.append(Line("not_found.nearest", {"nearest": clip(sentences[0].fact.quote)}, facts=(sentences[0].fact,)))
    if key != "not_found.plain":
        held = [f for f in desk.shelf.filings.values() if not desk.only or f.file in desk.only]
        titles = "；".join(f.title or f.file for f in held[:4])
        lines.append(Line("not_found.library", {"titles": titles}))
    return Outcome(Status.NOT_FOUND, tuple(lines), operation="absent")
