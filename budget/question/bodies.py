"""Which body a question speaks of: full name, short name, part or usual abbreviation; or one the library lacks."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from budget.data_file import read_data
from budget.number import squeeze

_FILE = Path(__file__).parent / "data" / "bodies.toml"


@dataclass(frozen=True, slots=True)
class BodyMention:
    """A body as the question names it, and the library's bodies that it may mean (none: a body that is not there).

    `region` tells that only the region was named (杭州 for 杭州市气象局).
    """

    text: str
    bodies: tuple[str, ...]
    start: int
    end: int
    region: bool = False


@cache
def bodies_data() -> dict[str, list[str]]:
    """How bodies are named and shortened, as data."""
    return read_data(
        _FILE,
        {
            "regions",
            "endings",
            "fillers",
            "not_bodies",
            "english_endings",
            "english_regions",
            "self",
            "before",
        },
    )


@cache
def body_core(body: str) -> str:
    """The body's name without the regions before it and without filler words: 上海市普陀区人民政府万里街道办事处 → 万里街道."""
    core = squeeze(body)
    regions = "|".join(bodies_data()["regions"])
    while (match := re.match(rf"^[㐀-鿿]{{2,7}}?(?:{regions})(?!{regions})", core)) and len(core) - match.end() >= 2:
        core = core[match.end() :]
    for filler in bodies_data()["fillers"]:
        if len(core) - len(filler) >= 2:
            core = core.replace(filler, "", 1) if core.startswith(filler) or core.endswith(filler) else core
    return core


def body_name(body: str) -> str:
    """The body's name without the regions before it: 上海市普陀区商务委员会 → 商务委员会."""
    bare = _tail(body, 0)
    return bare if len(bare) >= 2 else squeeze(body)


def told_apart(bodies: Sequence[str]) -> list[str]:
    """The bodies' names without the regions before them; with the last region where they are of several; with as much of those
    as tells them apart where two are called the same."""
    short = [body_name(body) for body in set(bodies)]
    if len({_region(body) for body in bodies}) > 1:
        return [_tail(body, 1) for body in bodies]
    return [name if short.count(name := body_name(body)) == 1 else _shortest_alone(body, bodies) for body in bodies]


def _region(body: str) -> str:
    """The last region in front of a body's name; "" where it has none."""
    return _tail(body, 1).removesuffix(_tail(body, 0))


def _shortest_alone(body: str, bodies: Sequence[str]) -> str:
    """The shortest tail of the body's name, a region at a time, that no other of the bodies shares."""
    tails = (_tail(body, kept) for kept in range(1, 5))
    return next((t for t in tails if sum(squeeze(b).endswith(t) for b in set(bodies)) == 1), squeeze(body))


def _is_abbreviation(short: str, full: str) -> bool:
    """True where the characters of `short` stand in `full` in order, starting a word of it."""
    at = -1
    for char in short:
        at = full.find(char, at + 1)
        if at < 0:
            return False
    return True


def find_bodies(text: str, bodies: Sequence[str]) -> list[BodyMention]:
    """The bodies that a folded question names, in the order they stand in it."""
    found: list[BodyMention] = []
    for body in bodies:
        for name in _names(body):
            at = text.find(name)
            if at >= 0:
                end = _with_its_kind(text, at, at + len(name), body)
                found.append(BodyMention(text[at:end], (body,), at, end))
                break
    found += _abbreviated(text, bodies, found)
    found += _by_kind(text, bodies, found)
    named = _merge(found)
    return _of_their_regions(named, _regions(text, bodies, named))


def _with_its_kind(text: str, start: int, end: int, body: str) -> int:
    """Where a body's name ends with the kind of office that its full name goes on with: 万里街道办 of 万里街道办事处."""
    kinds = "|".join(sorted(bodies_data()["endings"], key=len, reverse=True))
    further = re.compile(kinds).match(text, end)
    return further.end() if further and _is_abbreviation(text[start : further.end()], squeeze(body)) else end


@cache
def _names(body: str) -> tuple[str, ...]:
    """What a question may call a body, the longest first."""
    names = dict.fromkeys((squeeze(body), _tail(body, 2), _tail(body, 1), _tail(body, 0), body_core(body)))
    return tuple(name for name in names if len(name) >= 3)


def _regions(text: str, bodies: Sequence[str], known: Sequence[BodyMention]) -> list[BodyMention]:
    """The regions that the text names outside of bodies' names, with or without 市, 区 …, each with its bodies."""
    owners: dict[str, list[str]] = {}
    for body in bodies:
        for name in _region_names(body):
            owners.setdefault(name, []).append(body)
    found: list[BodyMention] = []
    for name, own in sorted(owners.items(), key=lambda item: -len(item[0])):
        for match in re.finditer(rf"{name}(?:{'|'.join(bodies_data()['regions'])})?", text):
            if not any(m.start < match.end() and match.start() < m.end for m in (*known, *found)):
                found.append(BodyMention(match.group(), tuple(own), match.start(), match.end(), True))
    return sorted(found, key=lambda m: m.start)


@cache
def _region_names(body: str) -> tuple[str, ...]:
    """The regions in a body's name, without 市, 区 …: 上海市普陀区… → 上海, 普陀."""
    regions = "|".join(bodies_data()["regions"])
    names = re.findall(rf"([㐀-鿿]{{2,6}}?)(?:{regions})", squeeze(body).removesuffix(body_core(body)) or squeeze(body))
    return tuple(name for name in names if name not in bodies_data()["not_bodies"])


def _of_their_regions(named: list[BodyMention], regions: list[BodyMention]) -> list[BodyMention]:
    """Bodies of one short name, held to the regions beside it (杭州和重庆的气象局); a region alone means its bodies."""
    there = {body for mention in regions for body in mention.bodies}
    meant = {body for mention in named for body in mention.bodies}
    if not meant & there:
        return sorted([*named, *regions], key=lambda m: m.start) if not meant else named
    held = [replace(m, bodies=tuple(b for b in m.bodies if b in there) or m.bodies) for m in named]
    kept = [replace(m, bodies=tuple(b for b in m.bodies if b in meant)) for m in regions]
    return sorted([*held, *(m for m in kept if m.bodies)], key=lambda m: m.start)


@cache
def _tail(body: str, regions_kept: int) -> str:
    # 苏州市 is one region, not 苏州 before 市.
    regions = "|".join(bodies_data()["regions"])
    names = re.findall(rf"[㐀-鿿]{{1,7}}?(?:{regions})(?!{regions})", squeeze(body))
    kept = "".join(names[-regions_kept:]) if names and regions_kept else ""
    return kept + squeeze(body)[len("".join(names)) :]


def _abbreviated(text: str, bodies: Sequence[str], known: list[BodyMention]) -> Iterable[BodyMention]:
    endings = "|".join(bodies_data()["endings"])
    for match in re.finditer(rf"(?=([㐀-鿿]{{1,9}}?(?:{endings})))", text):
        if any(m.start <= match.start(1) < m.end or m.start < match.end(1) <= m.end for m in known):
            continue
        yield from _longest_reading(match.group(1), match.start(1), bodies)


def _by_kind(text: str, bodies: Sequence[str], known: list[BodyMention]) -> Iterable[BodyMention]:
    """Bodies that the question calls by what they are (街道, 中心, 学校), where the word stands by itself and means one of them."""
    kinds = "|".join(sorted((e for e in bodies_data()["endings"] if len(e) > 1), key=len, reverse=True))
    for match in re.finditer(
        rf"(?:^|[^㐀-鿿]|[年的])({kinds})(?=的|\d|部门|单位|$|[^㐀-鿿]|一共|总共|去年|今年|有|在|为)", text
    ):
        hits = tuple(body for body in bodies if match.group(1) in body_core(body))
        covered = any(m.start < match.end(1) and match.start(1) < m.end for m in known)
        if len(hits) == 1 and not covered:
            yield BodyMention(match.group(1), hits, match.start(1), match.end(1))


def _longest_reading(run: str, start: int, bodies: Sequence[str]) -> Iterable[BodyMention]:
    if any(word in run for word in bodies_data()["not_bodies"]):
        return
    hits = tuple(body for body in bodies if run[0] in squeeze(body) and _is_abbreviation(run, squeeze(body)))
    if hits and len(run) >= 3:
        yield BodyMention(run, hits, start, start + len(run))


def _merge(found: list[BodyMention]) -> list[BodyMention]:
    """Mentions that overlap become the longest of them; two bodies of one mention stay together."""
    merged: list[BodyMention] = []
    for mention in sorted(found, key=lambda m: (-(m.end - m.start), m.start)):
        twin = next((i for i, m in enumerate(merged) if m.start < mention.end and mention.start < m.end), None)
        if twin is None:
            merged.append(mention)
        elif (merged[twin].start, merged[twin].end) == (mention.start, mention.end):
            both = tuple(dict.fromkeys((*merged[twin].bodies, *mention.bodies)))
            merged[twin] = BodyMention(mention.text, both, mention.start, mention.end)
    return sorted(merged, key=lambda m: m.start)


def unknown_body(text: str, bodies: Sequence[str], known: Sequence[BodyMention], texts: Collection[str]) -> str | None:
    """A body that the question asks about and that is neither in the library nor a name that its filings print.

    `texts` are the names the library prints (labels, units, offices): a name among them is no foreign body.
    """
    endings = "|".join(bodies_data()["endings"])
    for match in re.finditer(
        rf"[㐀-鿿]{{2,9}}?(?:{endings})(?![㐀-鿿]{{0,1}}(?:长|面)|公|员会|案|理|事|学|会|社区)", text
    ):
        run = match.group()
        covered = any(m.start < match.end() and match.start() < m.end for m in known)
        if covered or any(word in run for word in bodies_data()["not_bodies"]):
            continue
        core = re.sub(rf"^.*(?:{'|'.join(bodies_data()['before'])})", "", run)
        core = re.sub(rf"^.*?(?:{'|'.join(bodies_data()['self'])})", "", core)
        if len(core) < 3:
            continue
        if not any(core in printed for printed in texts) and not any(
            _is_abbreviation(core, squeeze(b)) for b in bodies
        ):
            return core
    return None
