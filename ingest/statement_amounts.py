"""How the amounts of a sentence are read: which line, which year and which measure each belongs to."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal

from ingest.statement_item import Item, rate_before, spread, without_attribute, year_in
from ingest.statement_reading import Reading
from ingest.statement_subjects import Line, Words
from ingest.statement_words import NUMBER, statement_words

_NEXT_NOUN = re.compile(rf"(?:\d{{2,4}}年|[^，。；、：（）\d]){{2,40}}?(?={NUMBER}(?!\d*年)|[，。；、）]|$)")
_RESPECTIVELY = re.compile(r"分别(?:达到|达|为|是|有)?$")


def read_amount(held: Reading, found: re.Match[str], gap: str) -> int | None:
    """An amount, a count or a rate: the line's, of the next name of a list, or of the thing that follows it."""
    value = Decimal(found.group("value").replace(",", ""))
    unit = found.group("unit")
    unit = "万元" if unit == "万" else re.sub("[余多]", "", unit)
    words = held.words(gap)
    if unit in ("%", "‰") and not words.line.subject:
        return None
    if words.basis and not words.line.subject and held.current:
        _add_earlier(held, words, value, unit)
        return found.end()
    rate, subject_gap = rate_before(gap)
    if rate and unit in statement_words().money:
        words = held.words(subject_gap)
        line = words.line if words.line.subject or held.current is None else held.current.line
        _add_amount(held, replace(words, line=line, joined=False), value, unit + rate, found)
        return found.end()
    if held.names:
        _add_named(held, value, unit)
        return found.end()
    if (respectively := _RESPECTIVELY.search(gap)) and "、" in gap:
        held.names = spread(held.subjects.clean(gap[: respectively.start()].split("，")[-1])[0])
        if len(held.names) > 1:
            _add_named(held, value, unit)
            return found.end()
    _add_amount(held, words, value, unit, found)
    return found.end()


def _add_named(held: Reading, value: Decimal, unit: str) -> None:
    held.add(Item(Line(held.names.pop(0)), *held.sentence, amount=value, unit=unit))


def _add_earlier(held: Reading, words: Words, value: Decimal, unit: str) -> None:
    """An amount of another year beside the current item: 比2025年预算数30385.62万元增加…"""
    assert held.current is not None
    item = Item(
        held.current.line, *held.sentence, year=year_in(words.basis), measure=words.basis, amount=value, unit=unit
    )
    item.parent = held.current.parent
    held.items.append(item)
    held.current.basis = held.current.basis or words.basis


def _add_amount(held: Reading, words: Words, value: Decimal, unit: str, found: re.Match[str]) -> None:
    subject = words.line.subject
    current = held.current
    if not subject and not words.measure and _fill_current(held, value, unit):
        return
    if subject in statement_words().attributes and current is not None:
        line = Line(without_attribute(current.line.subject) + subject, current.line.path)
        held.add(Item(line, *held.sentence, year=words.year or current.year, amount=value, unit=unit), follow=False)
        return
    line = words.line if subject else _line_without_name(held, words, unit, found)
    counted = current is not None and held.last_kind == "amount" and current.unit not in statement_words().money
    if words.joined and current is not None and counted and not subject.startswith(current.line.subject):
        line = Line(current.line.subject + subject, current.line.path)
    if not line.subject:
        return
    item = Item(line, *held.sentence, year=words.year, measure=words.measure, amount=value, unit=unit)
    held.add(item, follow=not _is_earlier(held, item))


def _fill_current(held: Reading, value: Decimal, unit: str) -> bool:
    if (
        held.current is not None
        and held.current.amount is None
        and held.last_kind != "level"
        and not held.current.changed
    ):
        held.current.amount, held.current.unit = value, unit
        return True
    return held.last_kind == "level" and held.current is not None


def _line_without_name(held: Reading, words: Words, unit: str, found: re.Match[str]) -> Line:
    """A figure without a name before it: its name follows (9名遗孀), or it is the topic's or the current item's."""
    noun = _NEXT_NOUN.match(held.text.text, found.end(), held.sentence[1])
    if unit not in statement_words().money and not words.measure and noun:
        return Line(held.subjects.clean(noun.group())[0])
    if words.joined and not words.measure and held.current is not None and held.last_kind == "amount":
        return held.current.line  # 购置车辆1辆、20万元
    if held.topic is not None:
        return held.topic
    if words.measure and held.current is not None:
        return held.current.line
    return Line(words.measure)


def _is_earlier(held: Reading, item: Item) -> bool:
    return bool(item.year and held.subjects.year and item.year < held.subjects.year and item.measure and held.current)


def read_raised(held: Reading, found: re.Match[str], gap: str) -> int | None:
    """由每人每年670元提高至700元: the figure that holds now, and the one that held before beside it."""
    words = held.words(gap)
    line = words.line if words.line.subject or held.topic is None else held.topic
    if not line.subject:
        return None
    unit = found.group("to_unit") + statement_words().rates.get(found.group("rate") or "", "")
    now, before = (Decimal(found.group(name).replace(",", "")) for name in ("to", "from"))
    held.add(Item(line, *held.sentence, year=words.year, amount=now, unit=unit))
    earlier = (words.year or held.subjects.year or 0) - 1
    if earlier > 0:
        held.add(Item(line, *held.sentence, year=earlier, measure="原来", amount=before, unit=unit), follow=False)
    return found.end()
