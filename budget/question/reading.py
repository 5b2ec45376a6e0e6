"""A question, read: its language, operations, periods, figures, clauses and the units that name something."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from budget.amount import Amount
from budget.fact import Measure
from budget.number import fold
from budget.question.amounts_said import amounts_said
from budget.question.bodies import BodyMention, find_bodies
from budget.question.bodies_en import find_english_bodies
from budget.question.clauses import Clause, clauses_of
from budget.question.implied import implied_units, is_whole_budget, unit_of_nothing_named
from budget.question.operations import (
    Operation,
    asked_dimensions,
    asked_top,
    find_operations,
    operation_spans,
    wants_smallest,
)
from budget.question.periods import Periods, find_periods
from budget.question.phrases import phrase
from budget.question.spelling import Romanise, spelled_units
from budget.question.words import Unit, Vocabulary
from budget.scope import Scope, asked_scopes

_LEFT_OUT, _NO_LINE = phrase("left_out"), phrase("no_line")
_HOW_MUCH, _SIDE_BY_SIDE = phrase("how_much"), phrase("side_by_side")
# Kinds of unit that are names of lines.
_NAMING_KINDS = (
    "label",
    "functional",
    "economic",
    "economic_government",
    "revenue",
    "fund",
    "staff",
    "asset",
    "procurement",
)
# Those of the classification: 离退休 in a functional item asks for no people.
_CLASSIFIED = ("functional", "economic", "economic_government", "revenue")
# What stands in brackets to say how a figure is meant, not which one.
_ASIDE = phrase("aside")
_PROJECT, _GLOSS, _BREAKS = phrase("calls_project"), phrase("gloss"), phrase("breaks")
# So far before the bracket a word may stand that it explains.
_GLOSS_REACH = 8
_FINAL, _COMPARED, _MONEY_NAME = phrase("final"), phrase("final_compared"), phrase("money_name")
# Written so, behind such a word, it is no pronoun.
_IT = re.compile(r"(?:(?<=\bon )|(?<=\bof )|(?<=\bfor )|(?<=\bits )|(?<=\btheir )|(?<=\bthe ))IT\b")
# What stands behind a region's name to say which level of its government is meant.
_LEVELS = ("本级", "市本级", "县本级", "区本级", "地区本级", "级", "全市", "全区", "全县")
# Asks what was spent, on whatever was named before it.
_SPENT_ON = re.compile(r"(?:一共|总共|总的?)(?:要|能|会)?花")
_BUDGET, _BUDGET_NAMES = phrase("budget"), phrase("budget_names")


@dataclass(frozen=True, slots=True)
class Reading:
    """All that the words of a question say, before any filing is looked at."""

    text: str
    language: str
    operations: tuple[Operation, ...]
    clauses: tuple[Clause, ...]
    units: tuple[Unit, ...]
    periods: Periods
    bodies: tuple[BodyMention, ...]
    scopes: tuple[Scope, ...]
    dimensions: tuple[str, ...]
    numbers: tuple[Amount, ...]
    top: int | None = None
    smallest: bool = False
    wants_final: bool = False
    wants_budget: bool = False
    context: tuple[Unit, ...] = ()
    unknown_body: str | None = None
    unknown_words: tuple[Unit, ...] = ()

    def shows(self, *operations: Operation) -> bool:
        """True where the question shows any of these operations."""
        return any(operation in self.operations for operation in operations)

    @property
    def asks_figure(self) -> bool:
        """True where a figure is asked for: words alone are no answer."""
        return bool(self.dimensions) or bool(_HOW_MUCH.search(self.text))

    @property
    def asks_things(self) -> bool:
        """True where people, things or an area are asked for, and no money."""
        return bool(self.dimensions) and set(self.dimensions) <= {"people", "count", "area"}

    @property
    def wants_budget_alone(self) -> bool:
        """True where what was planned is asked for, and not what was carried out."""
        return self.wants_budget and not self.wants_final

    @property
    def wants_final_alone(self) -> bool:
        """True where what was carried out is asked for, and not what was planned."""
        return self.wants_final and not self.wants_budget

    @property
    def measures(self) -> tuple[Measure, ...]:
        """The measures that a plain look-up of this question may take."""
        if self.wants_final_alone:
            return (Measure.FINAL, Measure.AMOUNT)
        return (Measure.AMOUNT, Measure.BUDGET, Measure.TARGET, Measure.FINAL)


def is_about_final(text: str) -> bool:
    """True where the words speak of what was really spent or received."""
    return bool(_FINAL.search(text))


def only_compares_with_final(text: str) -> bool:
    """True where what was really spent or received is only what something is compared with (比上年执行数减少)."""
    return is_about_final(text) and not is_about_final(_COMPARED.sub(" ", text))


def is_about_budget(text: str) -> bool:
    """True where the words speak of what was planned; the names of the budgets themselves (一般公共预算) do not."""
    return bool(_BUDGET.search(_BUDGET_NAMES.sub(" ", text)))


def language_of(text: str) -> str:
    """ "zh" where the sentence's own words are Chinese, "en" where they are Latin (names in brackets do not count)."""
    outside = re.sub(r"[(（][^()（）]*[)）]|[“\"《][^”\"》]*[”\"》]", " ", text)
    latin = len(re.findall(r"[A-Za-z]{2,}", outside))
    chinese = len(re.findall(r"[㐀-鿿]", outside))
    return "en" if latin * 2 > chinese else "zh"


def _named_beside(whole: Unit, known: list[Unit], text: str) -> bool:
    """True where the clause names a line of its own beside the words for the whole budget (政府采购预算一共多少)."""
    marks = "。；？?" if _SPENT_ON.match(text, whole.start) else "，,。；？?"
    start = max(text.rfind(mark, 0, whole.start) for mark in marks) + 1
    end = min((at for mark in "，,。；？?" if (at := text.find(mark, whole.end)) >= 0), default=len(text))
    return any(
        u.known
        and start <= u.start < end
        and (u.start < whole.start or not u.start < whole.end)
        and u.kind not in ("table", "section", "body")
        and not set(u.alternatives) & set(whole.alternatives)
        for u in known
    )


def _overlaps(unit: Unit, implied: tuple[Unit, ...]) -> bool:
    return any(other.start < unit.end and unit.start < other.end for other in implied)


def _is_level_of(unit: Unit, mentions: Sequence[BodyMention]) -> bool:
    """True where a printed name is but a body's with its level (和田地区本级): a row of some tables, but no line."""
    return any(m.start == unit.start and unit.text[m.end - m.start :] in _LEVELS for m in mentions)


def _written_years(text: str) -> str:
    """Years in Chinese numerals as digits: 二〇二五年 → 2025年."""
    digits = {char: str(i) for i, char in enumerate("零一二三四五六七八九")} | {"〇": "0", "○": "0"}
    return re.sub(r"二[〇零○][一二三四五六七八九〇零○]{2}(?=年)", lambda m: "".join(digits[c] for c in m.group()), text)


def _calls_a_project(unit: Unit, units: list[Unit], text: str) -> bool:
    """True for the word that only calls what stands before it a project (河道保洁项目, 保安服务这个项目)."""
    named = [u.end for u in units if u.end <= unit.start and u.known and not u.generic]
    return bool(named) and _PROJECT.fullmatch(text, max(named), unit.end) is not None


def _glossed(unit: Unit, units: list[Unit], text: str) -> bool:
    """True for everyday words that brackets right behind put into the filing's own (办事的钱（委托业务费）, posts (编制))."""
    if unit.kind not in ("", "everyday"):
        return False
    for match in _GLOSS.finditer(text, unit.end):
        between = text[unit.end : match.start()]
        named = any(u.known and match.start() < u.start < match.end() for u in units)
        return named and not _BREAKS.search(between) and len(between) <= _GLOSS_REACH
    return False


def masked(text: str, units: list[Unit]) -> str:
    """The text with the names of lines blanked out: 差额工资 asks for no difference, 上年结转 for no year before."""
    for unit in units:
        if unit.kind in _NAMING_KINDS and len(unit.text) > 2:
            text = text[: unit.start] + "□" * len(unit.text) + text[unit.end :]
    return text


def without_bodies(text: str, mentions: Sequence[BodyMention]) -> str:
    """The text with the bodies' names blanked out: the 和 of 和田地区 joins nothing."""
    for m in mentions:
        text = text[: m.start] + "□" * (m.end - m.start) + text[m.end :]
    return text


def _without_asides(text: str) -> str:
    """The text with what only says how a figure is meant blanked out, every other word where it was."""
    return _ASIDE.sub(lambda match: " " * len(match.group()), text)


def _kind_of_named(units: Sequence[Unit], operations: Sequence[Operation]) -> tuple[str, ...]:
    """The kind of figure that lines have by their names (培训费, 项目支出: money), where the question says no other."""
    named = [u for u in units if u.kind not in ("", "body", "section", "table", "everyday", "implied")]
    money = operations == (Operation.LOOKUP,) and all(_MONEY_NAME.search(u.text) for u in named)
    return ("money",) if named and money else ()


def read_question(
    question: str, vocabulary: Vocabulary, bodies: tuple[str, ...] = (), romanise: Romanise | None = None
) -> Reading:
    """Read a question: never fails; what its words do not say stays empty."""
    text = _IT.sub("information technology", _written_years(fold(question).strip()))
    language = language_of(text)

    def words_of(part: str) -> list[Unit]:
        return spelled_units(vocabulary.units(part), vocabulary.printed, romanise)

    english, unknown, said = (
        find_english_bodies(text, bodies, words_of, romanise) if re.search("[A-Za-z]{4}", text) else ([], None, ())
    )
    mentions = (*find_bodies(text, bodies), *english)
    known = [u for u in words_of(text) if not any(m.start <= u.start and u.end <= m.end for m in mentions)]
    implied = tuple(
        u for u in implied_units(text, language) if not (is_whole_budget(u) and _named_beside(u, known, text))
    )
    units = [
        unit
        for unit in [*(u for u in known if not _overlaps(u, implied)), *implied]
        if not any(m.start <= unit.start and unit.end <= m.end for m in mentions)
    ]
    units = [replace(u, kind="body") if u.kind == "label" and _is_level_of(u, mentions) else u for u in units]
    asides = [match.span() for match in _ASIDE.finditer(text)]
    units = [u for u in units if not any(a <= u.start < b for a, b in asides)]
    no_line = [match.span() for match in _NO_LINE.finditer(text)]
    units = [u for u in units if not any(a <= u.start < b for a, b in no_line)]
    left_out = [match.span() for match in _LEFT_OUT.finditer(text)]
    units = [replace(u, excluded=any(a <= u.start < b for a, b in left_out)) for u in units]
    units = [u for u in units if not _calls_a_project(u, units, text) and not _glossed(u, units, text)]
    spans = [*operation_spans(text, language), *(match.span() for match in _SIDE_BY_SIDE.finditer(text))]
    units = [u for u in units if u.known or not any(a < u.end and u.start < b for a, b in spans)]
    if any(not u.generic and u.kind not in ("table", "section") for u in units):
        units = [u for u in units if not (u.generic and (u.text.isascii() or u.kind == "everyday"))]
    if not any(unit.kind not in ("table", "section") for unit in units):
        units += filter(None, (unit_of_nothing_named(text, language),))
    units.sort(key=lambda unit: unit.start)
    names = tuple(unit.text for unit in units if unit.kind == "label")
    operations = find_operations(_without_asides(masked(without_bodies(text, mentions), units)), language)
    return Reading(
        text=text,
        language=language,
        operations=operations,
        clauses=clauses_of(_without_asides(text), language, units),
        units=tuple(units),
        periods=find_periods(_without_asides(text), names),
        bodies=mentions,
        scopes=asked_scopes(_ASIDE.sub(" ", text)),
        dimensions=asked_dimensions(masked(text, [u for u in units if u.kind in _CLASSIFIED]), language)
        or _kind_of_named(units, operations),
        numbers=amounts_said(text),
        top=asked_top(text, language),
        smallest=wants_smallest(text, language),
        wants_final=is_about_final(text),
        wants_budget=is_about_budget(text),
        unknown_body=unknown,
        unknown_words=said,
    )
