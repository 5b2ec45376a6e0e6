"""The wordings of statements (ingest/data/statement_wordings.toml), compiled once."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import cache

from ingest.narrative_words import read_words

_LISTS = {
    "up", "down", "after_direction", "level", "level_hedges", "money", "counts", "bound_patterns", "basis_leads",
    "basis_cores", "basis_tails", "same_period", "reason_patterns", "because_patterns", "purpose_patterns",
    "list_patterns", "reason_goes_on", "share_leads", "ratio_leads", "parts", "subject_prefix_patterns",
    "subject_suffix_patterns", "measures", "measure_suffixes", "attributes", "pronouns", "scopes", "none_patterns",
    "glossary_titles", "body_endings", "behind_body", "line_endings", "bare_verbs", "resets",
}  # fmt: skip
_RATES = {"每人每月", "每人每年", "每人每天", "每人", "每月", "每年", "每平方米", "每平米", "每户", "每亩"}
NUMBER = r"[-+]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"


def any_of(words: Iterable[str]) -> str:
    """A pattern for any of these words, the longest first."""
    return "(?:" + "|".join(sorted(map(re.escape, words), key=len, reverse=True)) + ")"


def _any_pattern(patterns: Iterable[str]) -> str:
    return "(?:" + "|".join(patterns) + ")"


@dataclass(frozen=True, slots=True)
class StatementWords:
    """Word lists and compiled patterns; `marks` finds the next thing that a sentence states."""

    marks: re.Pattern[str]
    basis: re.Pattern[str]
    prefixes: re.Pattern[str]
    suffixes: re.Pattern[str]
    measures: frozenset[str]
    measure_suffix: re.Pattern[str]
    attributes: tuple[str, ...]
    rates: dict[str, str]
    parts: re.Pattern[str]
    goes_on: re.Pattern[str]
    stated: re.Pattern[str]
    change: re.Pattern[str]
    reason: re.Pattern[str]
    none: tuple[re.Pattern[str], ...]
    up: frozenset[str]
    down: frozenset[str]
    hedged: re.Pattern[str]
    scopes: tuple[tuple[str, str], ...]
    glossary: tuple[str, ...]
    money: frozenset[str]
    body: re.Pattern[str]
    bare_verbs: frozenset[str]
    line_endings: tuple[str, ...]


@cache
def statement_words() -> StatementWords:
    """The wordings, read and compiled once."""
    data = read_words("statement_wordings.toml", _LISTS | {f"rates.{rate}" for rate in _RATES})
    counts = any_of(data["counts"])
    rate = "(?:/[一-鿿]+(?:/[一-鿿]+)?)?"
    unit = f"(?:{any_of(data['money'])}{rate}|万(?=[，。；、）其（]|$)|万[余多]{counts}|{counts}|[%％‰])"
    direction = any_of(data["up"] + data["down"])
    change = f"(?P<direction>{direction})(?:（{direction}）)?{any_of(data['after_direction'])}{{0,2}}(?P<by>{NUMBER})(?P<by_unit>{unit})"
    bound = _any_pattern(data["bound_patterns"])
    rates = any_of(data["rates"])
    moved = any_of(data["resets"] + data["up"] + data["down"])
    raised = f"(?:由|从)(?P<rate>{rates})?(?P<from>{NUMBER})(?:{unit})?{moved}(?:至|到|为)(?P<to>{NUMBER})(?P<to_unit>{unit})"
    marks = "|".join((
        f"(?P<bound>{NUMBER}(?:{any_of(data['money'])}|万|{any_of(data['counts'])})?{bound})",
        f"(?P<reason>{_any_pattern(data['reason_patterns'])})",
        f"(?P<because>{_any_pattern(data['because_patterns'])})",
        f"(?P<raised>{raised})",
        f"(?P<change>{change})",
        f"(?P<share>{any_of(data['share_leads'])}(?P<whole>[^，。；：%％]{{0,30}}?)(?:的|总额|比例|比重)*(?:为|约|达)?(?P<part>{NUMBER})[%％])",
        f"(?P<ratio>{any_of(data['ratio_leads'])}(?P<budget>[^，。；：%％]{{0,24}}?预算(?:数|安排)?)的?(?P<done>{NUMBER})[%％])",
        f"(?P<level>{any_of(data['level'])})",
        f"(?P<purpose>{_any_pattern(data['purpose_patterns'])})",
        f"(?P<list>{_any_pattern(data['list_patterns'])})",
        f"(?P<amount>(?<![\\d.第A-Za-z])(?P<value>{NUMBER})(?:余|多)?(?P<unit>{unit}))",
    ))  # fmt: skip
    core = any_of(data["basis_cores"])
    leads, near = any_of(data["basis_leads"]), "[^，。；：比较与和同]{0,24}?"
    return StatementWords(
        marks=re.compile(marks),
        basis=re.compile(
            f"(?:{leads}(?P<basis>{near}{core}{near}(?:预算|执行|决算)?数?)(?:{any_of(data['basis_tails'])})(?:，|各|均)*"
            f"|{leads}(?P<tailless>{near}{core}(?:{near}(?:预算|执行|决算))?(?:数|情况)?)(?=$|，|各|均|略|基本)"
            f"|{any_of(data['same_period'])}(?:{any_of(data['basis_cores'])})?)"
        ),
        prefixes=re.compile(f"^{_any_pattern(data['subject_prefix_patterns'])}"),
        suffixes=re.compile(f"{_any_pattern(data['subject_suffix_patterns'])}$"),
        measures=frozenset(data["measures"]),
        measure_suffix=re.compile(f"(?<=.)(?<!公共)(?<!基金)(?<!经营)(?<!财政拨款){any_of(data['measure_suffixes'])}$"),
        attributes=tuple(data["attributes"]),
        rates=data["rates"],
        parts=re.compile(f"{any_of(data['parts'])}[，：:]?"),
        goes_on=re.compile(any_of(data["reason_goes_on"])),
        stated=re.compile(f"{NUMBER}{any_of(data['money'])}|{change}|{any_of(data['level'])}"),
        change=re.compile(f"{change}|{any_of(data['level'])}"),
        reason=re.compile(_any_pattern(data["reason_patterns"] + data["because_patterns"])),
        none=tuple(re.compile(pattern) for pattern in data["none_patterns"]),
        up=frozenset(data["up"]),
        down=frozenset(data["down"]),
        hedged=re.compile(f"{any_of(data['level_hedges'])}$"),
        scopes=tuple((words, name) for words, name in data["scopes"]),
        glossary=tuple(data["glossary_titles"]),
        money=frozenset(data["money"]),
        line_endings=tuple(data["line_endings"]),
        bare_verbs=frozenset(data["bare_verbs"]),
        body=re.compile(
            f"(?:^|关于|[，。]|20\\d\\d年度?，?)([一-鿿（）]{{3,40}}?{any_of(data['body_endings'])})(?=20\\d\\d年|{any_of(data['behind_body'])})"
        ),
    )
