"""What is broken, by cause: one error of a filing breaks every sum that it stands in, and each table that repeats it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from budget.checks.finding import CheckStatus, Finding

# Sums that one wrong figure breaks together, and figures that are held against each other.
_SUMS = frozenset({"row_total", "code_total", "level_total", "table_total", "repeated", "balance"})
Link = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Cause:
    """A broken finding with the others that the same error brings about."""

    finding: Finding
    consequences: tuple[Finding, ...] = ()


def by_cause(findings: Iterable[Finding]) -> list[Cause]:
    """The broken findings, those of one cause together: of one row or one figure, off by as much, or alike but for the table."""
    broken = [finding for finding in findings if finding.status is CheckStatus.BROKEN]
    group = list(range(len(broken)))
    first: dict[Link, int] = {}
    for at, finding in enumerate(broken):
        for link in _links(finding):
            _join(group, first.setdefault(link, at), at)
    members: dict[int, list[Finding]] = defaultdict(list)
    for at, finding in enumerate(broken):
        members[_root(group, at)].append(finding)
    return [Cause(leader, tuple(rest)) for leader, *rest in members.values()]


def _links(finding: Finding) -> Iterator[Link]:
    """What findings of one cause have in common."""
    values = dict(finding.values)
    file = finding.places[0].filing if finding.places else ""
    row = finding.spots[0].row if finding.spots else ""
    if finding.rule in _SUMS:
        yield "off", file, values.get("difference", "")
        yield "row", file, finding.rule, row
        return
    if finding.places and (paragraph := finding.places[0].paragraph) is not None and finding.rule != "share":
        yield from (("said", file, str(paragraph), figure) for figure in finding.figures[:2])
    if "left" in values:
        yield "twice", file, finding.rule, values.get("project", ""), values["left"], values.get("difference", "")
    if row:
        yield "same", file, finding.wording, row, *sorted(value for name, value in finding.values if name != "count")


def _root(group: Sequence[int], at: int) -> int:
    while group[at] != at:
        at = group[at]
    return at


def _join(group: list[int], one: int, other: int) -> None:
    first, second = sorted((_root(group, one), _root(group, other)))
    group[second] = first
