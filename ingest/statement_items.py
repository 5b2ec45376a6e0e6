"""Walks through a paragraph, figure by figure, and gathers what is said of each line."""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from typing import Final

from ingest.sentences import sentence_spans
from ingest.statement_item import (
    Item,
    equal_names,
    fits,
    move_change,
    rate_before,
    same_line,
    spread,
    without_attribute,
    year_in,
)
from ingest.statement_subjects import Line, SubjectReader, Words, last_match
from ingest.statement_text import FoldedText
from ingest.statement_words import NUMBER, statement_words

_KINDS: Final = (
    "bound",
    "reason",
    "because",
    "raised",
    "change",
    "share",
    "ratio",
    "level",
    "purpose",
    "list",
    "amount",
)
_PARTS_END = re.compile(r"(?:其中|包括|如下|为)[，：]?$")
_NEXT_NOUN = re.compile(rf"(?:\d{{2,4}}年|[^，。；、：（）\d]){{2,40}}?(?={NUMBER}(?!\d*年)|[，。；、）]|$)")
_PAUSE = re.compile("[，。；：、（）]")
_WITHIN = re.compile(r"^[，。；]?([^，。；：]{4,24})中，")
_RESPECTIVELY = re.compile(r"分别(?:达到|达|为|是|有)?$")


class ItemReader:
    """Reads the items of one folded text. `topic` is the line that figures without a name of their own belong to."""

    def __init__(self, text: FoldedText, subjects: SubjectReader, topic: Line | None = None, parent: Item | None = None,
                 is_inner: bool = False) -> None:  # fmt: skip
        self.text = text
        self.is_inner = is_inner
        self.subjects = subjects
        self.topic = topic
        self.parent = parent
        self.outer = parent
        self.items: list[Item] = []
        self.current: Item | None = None
        self._pending_purpose = ""
        self._names: list[str] = []
        self._sentence = (0, 0)
        self._last_kind = ""

    def read(self, start: int = 0, end: int | None = None) -> list[Item]:
        """The items between two places of the text."""
        stop = len(self.text.text) if end is None else end
        for first, last in sentence_spans(self.text.text[start:stop]):
            self._sentence = (start + first, start + last)
            if not _PARTS_END.search(self.text.text[start : start + first].rstrip("。")):
                self.parent = self.outer
            self._return_to_head()
            self._read_sentence()
            self._rehang()
        return self.items

    def _return_to_head(self) -> None:
        """A sentence without a name speaks of the line that the sentence before began with, not of its last part."""
        current = self.current
        while current is not None and current.parent in self.items and not current.changed:
            current = current.parent
        self.current = current

    def _rehang(self) -> None:
        """Where a change told in a later sentence fits the amount of another line of this paragraph, it is that line's."""
        for item in [item for item in self.items if item.start < self._sentence[0] and item.end == self._sentence[1]]:
            if fits(item) is not False or item.basis == "":
                continue
            for other in self.items:
                if (
                    other.amount is not None
                    and not other.changed
                    and other.start <= item.start
                    and other.unit == item.unit
                ):
                    move_change(item, other)
                    if fits(other):
                        self.current = other
                        break
                    move_change(other, item)

    def _read_sentence(self) -> None:
        words = statement_words()
        gap_start, stop = self._sentence
        at = gap_start
        self._last_kind = ""
        while found := words.marks.search(self.text.text, at, stop):
            kind = next(kind for kind in _KINDS if found.group(kind) is not None)
            gap = self.text.text[gap_start : found.start()]
            after = getattr(self, f"_read_{kind}")(found, gap)
            at = max(found.end(), after or 0)
            if after is not None:
                gap_start = after
                self._last_kind = kind

    # Each reader below returns where the words before the next figure begin, or None where the match says nothing.

    def _read_bound(self, found: re.Match[str], gap: str) -> int | None:
        return None

    def _read_amount(self, found: re.Match[str], gap: str) -> int | None:
        value = Decimal(found.group("value").replace(",", ""))
        unit = found.group("unit")
        unit = "万元" if unit == "万" else re.sub("[余多]", "", unit)
        words = self._words(gap)
        if unit in ("%", "‰") and not words.line.subject:
            return None
        if words.basis and not words.line.subject and self.current:
            self._add_earlier(words, value, unit)
            return found.end()
        rate, subject_gap = rate_before(gap)
        if rate and unit in statement_words().money:
            words = self._words(subject_gap)
            line = words.line if words.line.subject or self.current is None else self.current.line
            self._add_amount(replace(words, line=line, joined=False), value, unit + rate, found)
            return found.end()
        if self._names:
            self._add_named(value, unit)
            return found.end()
        if (respectively := _RESPECTIVELY.search(gap)) and "、" in gap:
            self._names = spread(self.subjects.clean(gap[: respectively.start()].split("，")[-1])[0])
            if len(self._names) > 1:
                self._add_named(value, unit)
                return found.end()
        self._add_amount(words, value, unit, found)
        return found.end()

    def _add_named(self, value: Decimal, unit: str) -> None:
        self._add(Item(Line(self._names.pop(0)), *self._sentence, amount=value, unit=unit))

    def _add_earlier(self, words: Words, value: Decimal, unit: str) -> None:
        """An amount of another year beside the current item: 比2025年预算数30385.62万元增加…"""
        assert self.current is not None
        item = Item(
            self.current.line, *self._sentence, year=year_in(words.basis), measure=words.basis, amount=value, unit=unit
        )
        item.parent = self.current.parent
        self.items.append(item)
        self.current.basis = self.current.basis or words.basis

    def _add_amount(self, words: Words, value: Decimal, unit: str, found: re.Match[str]) -> None:
        subject = words.line.subject
        current = self.current
        if not subject and not words.measure and self._fill_current(value, unit):
            return
        if subject in statement_words().attributes and current is not None:
            line = Line(without_attribute(current.line.subject) + subject, current.line.path)
            self._add(
                Item(line, *self._sentence, year=words.year or current.year, amount=value, unit=unit), follow=False
            )
            return
        line = words.line if subject else self._line_without_name(words, unit, found)
        counted = current is not None and self._last_kind == "amount" and current.unit not in statement_words().money
        if words.joined and current is not None and counted and not subject.startswith(current.line.subject):
            line = Line(current.line.subject + subject, current.line.path)
        if not line.subject:
            return
        item = Item(line, *self._sentence, year=words.year, measure=words.measure, amount=value, unit=unit)
        self._add(item, follow=not self._is_earlier(item))

    def _fill_current(self, value: Decimal, unit: str) -> bool:
        if (
            self.current is not None
            and self.current.amount is None
            and self._last_kind != "level"
            and not self.current.changed
        ):
            self.current.amount, self.current.unit = value, unit
            return True
        return self._last_kind == "level" and self.current is not None

    def _line_without_name(self, words: Words, unit: str, found: re.Match[str]) -> Line:
        """A figure without a name before it: its name follows (9名遗孀), or it is the topic's or the current item's."""
        noun = _NEXT_NOUN.match(self.text.text, found.end(), self._sentence[1])
        if unit not in statement_words().money and not words.measure and noun:
            return Line(self.subjects.clean(noun.group())[0])
        if words.joined and not words.measure and self.current is not None and self._last_kind == "amount":
            return self.current.line  # 购置车辆1辆、20万元
        if self.topic is not None:
            return self.topic
        if words.measure and self.current is not None:
            return self.current.line
        return Line(words.measure)

    def _is_earlier(self, item: Item) -> bool:
        return bool(
            item.year and self.subjects.year and item.year < self.subjects.year and item.measure and self.current
        )

    def _read_change(self, found: re.Match[str], gap: str) -> int | None:
        words = self._words(gap)
        item = self._item_for(words)
        if item is None:
            return None
        by = Decimal(found.group("by").replace(",", ""))
        signed = by if found.group("direction") in statement_words().up else -by
        if found.group("by_unit") == "%":
            item.percent = signed
        else:
            item.delta, item.delta_unit = signed, "万元" if found.group("by_unit") == "万" else found.group("by_unit")
        self._tell_basis(item, words)
        return found.end()

    def _read_raised(self, found: re.Match[str], gap: str) -> int | None:
        """由每人每年670元提高至700元: the figure that holds now, and the one that held before beside it."""
        words = self._words(gap)
        line = words.line if words.line.subject or self.topic is None else self.topic
        if not line.subject:
            return None
        unit = found.group("to_unit") + statement_words().rates.get(found.group("rate") or "", "")
        now, before = (Decimal(found.group(name).replace(",", "")) for name in ("to", "from"))
        self._add(Item(line, *self._sentence, year=words.year, amount=now, unit=unit))
        earlier = (words.year or self.subjects.year or 0) - 1
        if earlier > 0:
            self._add(Item(line, *self._sentence, year=earlier, measure="原来", amount=before, unit=unit), follow=False)
        return found.end()

    def _read_level(self, found: re.Match[str], gap: str) -> int | None:
        if self.is_inner:
            return None
        hedged = statement_words().hedged.search(gap)
        words = self._words(gap[: hedged.start()] if hedged else gap)
        if not words.basis and not (words.line.subject and found.group() in ("持平", "无增减变化")):
            return None
        item = self._item_for(words)
        if item is None:
            return None
        if not hedged and not item.changed:
            item.delta, item.delta_unit = Decimal(0), item.unit
        self._tell_basis(item, words)
        return found.end()

    def _tell_basis(self, item: Item, words: Words) -> None:
        item.basis = words.basis or item.basis
        item.end = self._sentence[1]
        self.current = item

    def _item_for(self, words: Words) -> Item | None:
        """The item that a change is told of: the one of that name, the current one, or a new one."""
        name = words.line.subject
        if not name:
            if self.current is None and self.topic is not None:
                self._add(Item(self.topic, *self._sentence, year=words.year))
            return self.current
        open_items = [item for item in reversed(self.items) if not item.changed and not self._is_other_year(item)]
        for same in (equal_names, same_line):
            for item in open_items:
                if same(item.line.subject, name) or same(item.line.subject + item.measure, name):
                    return item
        self._add(Item(words.line, *self._sentence, year=None))
        return self.current

    def _is_other_year(self, item: Item) -> bool:
        return bool(item.year and self.subjects.year and item.year != self.subjects.year)

    def _read_share(self, found: re.Match[str], gap: str) -> int | None:
        return self._tell_share(found.group("part"), found.group("whole"), found, gap)

    def _read_ratio(self, found: re.Match[str], gap: str) -> int | None:
        return self._tell_share(found.group("done"), found.group("budget"), found, gap)

    def _tell_share(self, value: str, whole: str, found: re.Match[str], gap: str) -> int | None:
        words = self._words(gap)
        if words.line.subject and not (self.current and same_line(self.current.line.subject, words.line.subject)):
            self._add(Item(words.line, *self._sentence, year=words.year))
        if self.current is None:
            return None
        self.current.share = Decimal(value.replace(",", ""))
        self.current.share_of = whole.strip("，的") or (self.current.parent.line.subject if self.current.parent else "")
        self.current.end = self._sentence[1]
        return found.end()

    def _read_reason(self, found: re.Match[str], gap: str) -> int | None:
        if self.current is None:
            name = self._words(found.group().split("的")[0]).line.subject if "的" in found.group() else ""
            name = re.sub(r"(?:增加|减少|增长|下降|变动|变化|增减)+$", "", name)
            if not name.endswith(statement_words().line_endings):
                return None
            self._add(Item(Line(name), *self._sentence))
        assert self.current is not None
        return self._take_reason(found.end())

    def _take_reason(self, start: int) -> int:
        assert self.current is not None
        end = self._extent(start, is_reason=True)
        if not self.current.reason:
            self.current.reason = self.text.original(start, end).strip("。；：:，, ")
            self.current.end = self._sentence[1]
        self._read_inside(start, end)
        return end

    def _read_because(self, found: re.Match[str], gap: str) -> int | None:
        if self.current is None or self._words(gap).line.subject:
            return None
        if self.current.changed and not self.current.reason:
            return self._take_reason(found.end())
        return self._take_purpose(found.end())

    def _read_purpose(self, found: re.Match[str], gap: str) -> int | None:
        if self._words(gap).line.subject or (self.current is None and self.topic is None):
            return found.end() if not gap.strip("，。；：、") else None
        return self._take_purpose(found.end())

    def _take_purpose(self, start: int) -> int:
        end = self._extent(start, is_reason=False)
        purpose = self.text.original(start, end).strip("。；：:，, ")
        if self.current is None:
            self._pending_purpose = purpose
        elif not self.current.purpose:
            self.current.purpose = purpose
            self.current.end = max(self.current.end, self._sentence[1])
        if self._read_inside(start, end):
            self._pending_purpose = ""
        return end

    def _read_list(self, found: re.Match[str], gap: str) -> int | None:
        rest = self.text.text[found.end() : self._sentence[1]]
        words = self._words(gap)
        if statement_words().stated.search(rest):
            if words.line.subject and not statement_words().stated.search(gap):
                self.parent = Item(words.line, *self._sentence)
            elif self.current is not None:
                self.parent = self.current
            return found.end()
        if words.line.subject.endswith(statement_words().line_endings) and len(gap) < 40 and not self.is_inner:
            self._add(Item(words.line, *self._sentence, year=words.year))
        return self._take_purpose(found.end()) if self.current is not None else None

    def _read_inside(self, start: int, end: int) -> bool:
        """Figures told within a reason or a purpose are items too, of lines that are named there; False where none are."""
        items = ItemReader(self.text, self.subjects, None, self.current, is_inner=True).read(start, end)
        for item in items:
            item.start, item.end = self._sentence
            self.items.append(item)
        return bool(items)

    def _extent(self, start: int, is_reason: bool) -> int:
        """Where a reason or purpose ends: with the sentence, or before a clause that states another line's figures."""
        words, text, stop = statement_words(), self.text.text, self._sentence[1]
        if not is_reason:
            for comma in re.finditer("，", text[start:stop]):
                clause = text[start + comma.end() : stop].split("，")[0]
                basis = words.basis.match(clause)
                if basis and words.change.search(clause) or words.change.match(clause):
                    stop = start + comma.start()
                    break
        for pause in re.finditer("；|，(?=其中[：，]|主要用于)", text[start:stop]):
            clause = re.split("；", text[start + pause.end() : stop])[0]
            if words.stated.search(clause) and not words.goes_on.match(clause):
                return start + pause.start()
        return stop

    def _words(self, gap: str) -> Words:
        """Read the words before a figure, following 其中 down to the parts and a closing bracket up again."""
        joined = gap == "、" or (bool(gap) and not _PAUSE.search(gap))
        within = _WITHIN.match(gap)
        if within:
            self.parent = Item(self.subjects.read(within.group(1)).line, *self._sentence)
            gap = gap[within.end() :]
        found = last_match(statement_words().parts, gap)
        if found:
            if self.current is not None:
                self.parent = (
                    self.current if self.current.parent is not self.parent or self.parent is self.outer else self.parent
                )
            gap = gap[found.end() :]
        elif gap.startswith("）") and self.parent is not None and self.parent is not self.outer:
            self.parent = self.parent.parent
            gap = gap[1:]
        return replace(self.subjects.read(gap), joined=joined)

    def _add(self, item: Item, follow: bool = True) -> None:
        item.parent = item.parent or self.parent
        item.purpose, self._pending_purpose = item.purpose or self._pending_purpose, ""
        self.items.append(item)
        if follow:
            self.current = item
