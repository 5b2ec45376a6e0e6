"""The shapes of questions that relate two things: a part to its whole, a figure to each of its heads, a claim to its bound."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path
from typing import Any

from budget.data_file import read_data
from budget.question.implied import whole_budget
from budget.question.operations import Operation
from budget.question.phrases import phrase
from budget.question.reading import Reading, masked, without_bodies
from budget.question.words import Unit

# How filings print the number of a body's own people.
_STAFF = ("在职人员", "在职", "在职人数", "实有人数", "编制人数", "在编人员")
_FILE = Path(__file__).parent / "data" / "shapes.toml"
# Kinds of units that are no whole of anything: they say where to look, or whose it is.
_NO_WHOLES = ("table", "section", "body", "staff", "implied")


@cache
def _data() -> dict[str, Any]:
    return read_data(_FILE, {"zh", "en", "counted"})


@cache
def _shapes() -> dict[str, dict[str, tuple[re.Pattern[str], ...]]]:
    return {
        language: {name: tuple(re.compile(p, re.I) for p in patterns) for name, patterns in _data()[language].items()}
        for language in ("zh", "en")
    }


def _inside(reading: Reading, span: tuple[int, int]) -> tuple[Unit, ...]:
    return tuple(u for u in reading.units if span[0] <= u.start and u.end <= span[1])


@dataclass(frozen=True, slots=True)
class ShareShape:
    """The units of the part and of the whole; `whole` is empty where the question names none."""

    part: tuple[Unit, ...]
    whole: tuple[Unit, ...]


def share_shape(reading: Reading) -> ShareShape:
    """Which units are the part and which the whole; all of them the part where no shape fits."""
    reading = _without_others(_without_lists(reading))
    text = _without_names(reading)
    for pattern in _shapes()[reading.language]["share"]:
        for match in pattern.finditer(text):
            whole = _inside(reading, match.span("whole"))
            part = _inside(reading, match.span("part")) if "part" in pattern.groupindex else ()
            if not part:
                part = tuple(u for u in reading.units if u not in whole)
            if part and not whole and (budget := whole_budget(match["whole"], reading.language)) is not None:
                whole = (budget,)
            if whole and part:
                return ShareShape(part, whole)
    return _of_the_scene(reading) or ShareShape(reading.units, ())


def _without_names(reading: Reading) -> str:
    """The text with the names of bodies and lines blanked out: the 里 of 万里街道, the 中 of 中小企业 part nothing."""
    return without_bodies(masked(reading.text, list(reading.units)), reading.bodies)


def _of_the_scene(reading: Reading) -> ShareShape | None:
    """The share that a clause asks of its own line, where the one before it only names another (政府采购，服务占多大比例)."""
    for scene, clause in zip(reading.clauses, reading.clauses[1:], strict=False):
        whole, part = (tuple(u for u in c.units if u in reading.units) for c in (scene, clause))
        alone = not scene.asks and clause.asks and Operation.SHARE in clause.operations
        if alone and _named_alone(whole) and any(u.known and not u.generic for u in part):
            return ShareShape(part, whole)
    return None


def _named_alone(units: Sequence[Unit]) -> bool:
    """True where the units name lines and nothing else."""
    return bool(units) and all(u.known and not u.generic and u.kind not in _NO_WHOLES for u in units)


def _without_lists(reading: Reading) -> Reading:
    """The reading less what brackets spell out right behind a name: the parts of 住房（公积金、提租）are no further lines."""
    lists = [match.span() for match in re.finditer(r"[(（][^()（）]*、[^()（）]*[)）]", reading.text)]
    spelled = [span for span in lists if any(u.known and u.end == span[0] for u in reading.units)]
    units = tuple(u for u in reading.units if not any(a <= u.start < b for a, b in spelled))
    return replace(reading, units=units) if spelled else reading


def _without_others(reading: Reading) -> Reading:
    """The reading less what the question sets aside (for services rather than goods): it is neither part nor whole."""
    aside = [match.span("other") for match in phrase("rather_than").finditer(reading.text)]
    units = tuple(u for u in reading.units if not any(a <= u.start < b for a, b in aside))
    return replace(reading, units=units) if aside and units else reading


def joins_clauses(reading: Reading) -> bool:
    """True where part and whole stand in different clauses (of what was spent in 2025, as a share, how much is for schools)."""
    return any(
        re.search("[,，]", match.group()) and _inside(reading, match.span("part"))
        for pattern in _shapes()[reading.language]["share"]
        if "part" in pattern.groupindex
        for match in pattern.finditer(reading.text)
    )


def each_units(reading: Reading) -> tuple[Unit, ...]:
    """The units that a per-unit figure is divided by, where the question names them."""
    for pattern in _shapes()[reading.language]["each"]:
        if (match := pattern.search(reading.text)) and (units := _inside(reading, match.span("each"))):
            return units
    return ()


@dataclass(frozen=True, slots=True)
class Counted:
    """What a measure word counts (每辆: 车辆): how filings call the things, the units behind their number, and the money that
    buys them, where the question speaks of buying."""

    unit: Unit
    units: tuple[str, ...]
    bought: Unit | None = None


def counted_things(reading: Reading) -> Counted | None:
    """The things that a per-unit figure is divided by, where a measure word alone says so."""
    for pattern in _shapes()[reading.language]["measure_word"]:
        if match := pattern.search(reading.text):
            group = next(group for group in _data()["counted"] if match["word"].lower() in group["words"])
            unit = Unit(match["word"], tuple(group["names"]), *match.span("word"), "counted")
            buys = phrase("buys").search(reading.text) if "bought" in group else None
            bought = Unit(buys.group(), tuple(group["bought"]), *buys.span(), "counted") if buys else None
            return Counted(unit, tuple(group["units"]), bought)
    return None


def counts_of_bought(name: str) -> tuple[str, ...]:
    """The units in which filings count what the line of that name buys; none where it buys nothing that is counted."""
    bought = (g for g in _data()["counted"] if any(b in name for b in g.get("bought", ())))
    return next((tuple(group["units"]) for group in bought), ())


def as_things(unit: Unit) -> Unit:
    """The unit with all the names by which filings count the things that it names (公务用车: 车辆, 机动车)."""
    group = next((g["names"] for g in _data()["counted"] if set(g["names"]) & set(unit.alternatives)), ())
    return replace(unit, alternatives=tuple(dict.fromkeys((*unit.alternatives, *group))))


def staff_units(reading: Reading) -> tuple[Unit, ...]:
    """The body's own staff, where the question asks for a figure per head and names nobody else."""
    match = phrase("per_head").search(reading.text)
    return (Unit(match.group(), _STAFF, match.start(), match.end(), "staff"),) if match else ()


def summed_units(reading: Reading) -> tuple[Unit, ...]:
    """The units that the question itself adds up (公积金加购房补贴); none where no two are joined so."""
    plus = phrase("plus")
    pairs = [
        (one, other)
        for one, other in zip(reading.units, reading.units[1:], strict=False)
        if plus.fullmatch(reading.text, one.end, other.start)
    ]
    return tuple(dict.fromkeys(unit for pair in pairs for unit in pair))


@dataclass(frozen=True, slots=True)
class Side:
    """One of two things that are set against each other: its words, the units of its last clause, those that set the scene."""

    text: str
    units: tuple[Unit, ...]
    context: tuple[Unit, ...] = ()


def _side(reading: Reading, span: tuple[int, int]) -> Side:
    units = _inside(reading, span)
    last = max(reading.text.rfind(mark, *span) for mark in "，,") + 1
    own = tuple(u for u in units if u.start >= last)
    return Side(reading.text[slice(*span)], own or units, tuple(u for u in units if u.start < last) if own else ())


def agreeing_sides(reading: Reading) -> tuple[Side, Side] | None:
    """The two things that a question asks to agree (地上加地下的面积 / 总面积); None where no shape fits."""
    for pattern in _shapes()[reading.language]["agree"]:
        if match := pattern.search(reading.text):
            left, right = (_side(reading, match.span(name)) for name in ("left", "right"))
            if left.units and (right.units or phrase("number_said").search(right.text)):
                return left, right
    return None


def claimed_bound(reading: Reading) -> int:
    """1 where the question claims that a figure is over a bound, -1 under it, 0 where it claims neither."""
    shapes = _shapes()[reading.language]
    under = any(p.search(reading.text) for p in shapes["under"])
    over = any(p.search(reading.text) for p in shapes["over"])
    return -1 if under else 1 if over else 0
