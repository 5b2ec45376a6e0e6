"""Pieces of rules become whole rules, and rules that touch become frames: one frame a table."""

from __future__ import annotations

from dataclasses import dataclass

from budget.source import Box
from ingest.pdf_paths import Rule
from ingest.pdf_settings import PdfSettings


@dataclass(frozen=True, slots=True)
class RuleFrame:
    """The rules of one table: `across` (at is y) and `upright` (at is x)."""

    across: tuple[Rule, ...]
    upright: tuple[Rule, ...]

    @property
    def box(self) -> Box:
        """The smallest box around the rules."""
        xs = [r.at for r in self.upright] + [x for r in self.across for x in (r.lo, r.hi)]
        ys = [r.at for r in self.across] + [y for r in self.upright for y in (r.lo, r.hi)]
        return min(xs), min(ys), max(xs), max(ys)


def join_rules(pieces: list[Rule], settings: PdfSettings) -> list[Rule]:
    """Whole rules of pieces: those on one line (within `snap`) joined over gaps of at most `dash`; scraps dropped."""
    rules: list[Rule] = []
    for line in _lines(sorted(pieces), settings.snap):
        at = sum(piece.at for piece in line) / len(line)
        line.sort(key=lambda piece: piece.lo)
        lo, hi = line[0].lo, line[0].hi
        for piece in line[1:]:
            if piece.lo <= hi + settings.dash:
                hi = max(hi, piece.hi)
                continue
            rules.append(Rule(at, lo, hi))
            lo, hi = piece.lo, piece.hi
        rules.append(Rule(at, lo, hi))
    rules = [rule for rule in rules if rule.hi - rule.lo >= settings.rule_length]
    # A drawing may have any number of lines; a table's rules are among the longest.
    return sorted(sorted(rules, key=lambda rule: rule.lo - rule.hi)[: settings.most_rules])


def _lines(pieces: list[Rule], snap: float) -> list[list[Rule]]:
    lines: list[list[Rule]] = []
    for piece in pieces:
        if lines and piece.at - lines[-1][0].at <= snap:
            lines[-1].append(piece)
        else:
            lines.append([piece])
    return lines


def rules_to_frames(across: list[Rule], upright: list[Rule], reach: float) -> list[RuleFrame]:
    """The connected groups of rules, from the top of the page down."""
    group = list(range(len(across) + len(upright)))

    def root(index: int) -> int:
        while group[index] != index:
            group[index] = group[group[index]]
            index = group[index]
        return index

    for i, flat in enumerate(across):
        for j, tall in enumerate(upright, len(across)):
            if (flat.lo - reach <= tall.at <= flat.hi + reach) and (tall.lo - reach <= flat.at <= tall.hi + reach):
                group[root(j)] = root(i)
    members: dict[int, tuple[list[Rule], list[Rule]]] = {}
    for i, rule in enumerate(across + upright):
        members.setdefault(root(i), ([], []))[i >= len(across)].append(rule)
    frames = [RuleFrame(tuple(flats), tuple(talls)) for flats, talls in members.values()]
    return sorted(frames, key=lambda frame: (frame.box[1], frame.box[0]))
