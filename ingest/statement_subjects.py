"""Whose figure it is: reads the words before a figure into subject, path, code, year, kind of figure and basis."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from ingest.headings import split_mark
from ingest.statement_text import fold_text
from ingest.statement_words import statement_words

_YEAR = re.compile(r"(?:截至)?(20\d\d)年(?:度)?(?:初|底|末|\d{1,2}月(?:\d{1,2}日|底|末)?)?(?:的)?")
_LEVELS = re.compile(r"[（(](\d*)(类|款|项|目)[）)]")
_CODE = re.compile(
    r"（(\d{3,9})）|^[（\[](\d{3,9})[）\]]|^(\d{3,9})[-—]|"
    r"^(\d{3}|\d{5}|\d{7})(?=[一-鿿])(?![年月日万亿元人名个台辆项件条次])"
)
_SET_ASIDE = re.compile(r"安排(?:预算)?资金")
_EDGES: Final = "，。；：、—-·．. "
_LONGEST: Final = 60


@dataclass(frozen=True, slots=True)
class Line:
    """A budget line as a sentence names it; `path` holds the 类 and 款 above it."""

    subject: str = ""
    path: tuple[str, ...] = ()
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Words:
    """What the words before a figure say; `joined` is True where nothing parts them from the figure before."""

    line: Line
    basis: str = ""
    year: int | None = None
    measure: str = ""
    joined: bool = False


def text_to_line(text: str) -> Line:
    """Read 社会保障和就业支出（类）…（款）…（项） or 行政运行（2080101) into a line; a plain name is its own subject."""
    levels = list(_LEVELS.finditer(text))
    if not levels:
        return _coded_line(text)
    names: list[str] = []
    codes: list[str] = []
    start = 0
    for level in levels:
        name = text[start : level.start()]
        name = name.removeprefix("支出") if names and len(name) > 4 else name
        names.append(_trim(name))
        codes.append(level.group(1))
        start = level.end()
    code = "".join(codes) if all(codes) else None
    return Line(names[-1], tuple(names[:-1]), code)


def _coded_line(text: str) -> Line:
    found = _CODE.search(text)
    if not found:
        return Line(_trim(text))
    return Line(_trim(text[: found.start()] + text[found.end() :]), (), next(filter(None, found.groups())))


def last_match(pattern: re.Pattern[str], text: str) -> re.Match[str] | None:
    """The last place where the pattern is found."""
    return next(iter(list(pattern.finditer(text))[::-1]), None)


def body_names(texts: Iterable[str]) -> tuple[str, ...]:
    """The names of the filing's own body: those that stand before a year again and again, the longest first."""
    counts: Counter[str] = Counter()
    for text in texts:
        counts.update(statement_words().body.findall(fold_text(split_mark(text)[2]).text))
    return tuple(sorted((name for name, count in counts.items() if count >= 2), key=len, reverse=True))


class SubjectReader:
    """Reads the words before a figure, knowing the filing's year and its body's names."""

    def __init__(self, year: int | None, names: tuple[str, ...]) -> None:
        self.year = year
        self._names = names

    def read(self, gap: str) -> Words:
        """The words between the figure before and this one."""
        words = statement_words()
        found = last_match(words.basis, gap)
        basis, rest = "", gap
        if found:
            basis = found.group("basis") or found.group("tailless") or found.group()
            after = gap[found.end() :].strip(_EDGES)
            rest = after if after and self.clean(after)[0] not in words.measures | {""} else gap[: found.start()]
        subject, year, told = self._last_named(rest)
        line = text_to_line(subject)
        name, measure = self._split_measure(line.subject, bool(line.path))
        measure = measure or told
        return Words(Line(name, line.path, line.code), basis, year, measure)

    def _split_measure(self, name: str, has_path: bool) -> tuple[str, str]:
        words = statement_words()
        if name in words.bare_verbs:
            return "", ""
        if not has_path and name in words.measures:
            return "", name
        found = words.measure_suffix.search(name)
        if found and len(name) - len(found.group()) >= 3:
            return name[: found.start()].rstrip("的"), found.group()
        return name, ""

    def _last_named(self, text: str) -> tuple[str, int | None, str]:
        """The last clause that names something, the year told, and the kind of figure told behind a coded line."""
        year = None
        subject = measure = ""
        for clause in re.split(r"[，。；：]", text.strip("，。；：、")):
            cleaned, found = self.clean(clause)
            year = found or year
            told_of = text_to_line(subject).code or (subject and _SET_ASIDE.match(clause))
            if cleaned in statement_words().measures and told_of:
                measure = cleaned
            else:
                # A clause that only points back (本笔资金) leaves what stood before it.
                subject = cleaned or ("" if clause.startswith("本") else subject)
        return subject[-_LONGEST:] if len(subject) > _LONGEST and "类" not in subject else subject, year, measure

    def clean(self, text: str) -> tuple[str, int | None]:
        """A name without marks, body, year and connecting words; and the year that was taken off."""
        words = statement_words()
        year = None
        before = None
        text = _unpaired(split_mark(text)[2])
        while text != before:
            before = text
            text = _unpaired(_trim(text))
            for name in self._names:
                text = text.removeprefix(name)
            text = words.prefixes.sub("", text)
            text = words.suffixes.sub("", text)
            found = _YEAR.match(text)
            if found and self._year_is_apart(int(found.group(1)), text[found.end() :]):
                year = int(found.group(1))
                text = text[found.end() :]
        return self._after_year(text), year

    def _year_is_apart(self, year: int, rest: str) -> bool:
        """False where the year is part of a name (2024年度…补助项目): another year's, before more than a kind of figure."""
        if self.year is None or year == self.year or not rest:
            return True
        cleaned = statement_words().suffixes.sub("", rest)
        return cleaned in statement_words().measures or not re.search(r"(?:项目|资金|经费|补助|补贴)$", cleaned)

    def _after_year(self, text: str) -> str:
        """A name that begins with a body that is not known by heart: what follows its year."""
        found = re.match(rf"[一-鿿（）]{{4,40}}?{self.year}年(?:度)?(?:的)?(?=.{{2}})", text) if self.year else None
        if not found:
            return text
        rest = text[found.end() :]
        if self.clean(rest)[0] in statement_words().measures | {""}:
            return re.sub(rf"{self.year}年(?:度)?(?:的)?$", "", found.group())
        return rest


def _trim(text: str) -> str:
    """Without punctuation at the ends; quotation marks stay where they are a pair around a part of the name."""
    text = text.strip(_EDGES)
    while text and text.count("“") != text.count("”"):
        odd = "“" if text.count("“") > text.count("”") else "”"
        text = text.replace(odd, "", 1).strip(_EDGES)
    if text.startswith("“") and text.find("”") == len(text) - 1:
        text = text[1:-1].strip(_EDGES)
    return text


def _unpaired(text: str) -> str:
    """Without brackets that open or close nothing within the text."""
    while text.count("）") > text.count("（"):
        at = text.index("）") if text.index("）") < 3 or "（" not in text else text.rindex("）")
        text = text[at + 1 :] if at == text.index("）") else text[:at] + text[at + 1 :]
    while text.count("（") > text.count("）"):
        at = text.rindex("（")
        text = text[at + 1 :] or text[:at]
    return text
