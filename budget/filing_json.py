"""A Filing as plain JSON values and back, exactly: the form in which the library keeps what was read.

Every value becomes a short list in the order of its fields, its trailing defaults left out; `layouts` names those
fields, so that a filing written before a field was added still reads. Decimals are strings; a Source of the filing
itself doesn't repeat the file's name, so that `file` is the one place to change when a file is renamed.
"""

from __future__ import annotations

import types
from collections.abc import Callable
from dataclasses import MISSING, fields
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import cache
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

from budget.filing import Announced, Field, Filing, Paragraph, Project
from budget.problem import Problem
from budget.source import Source
from budget.statement import Statement
from budget.table import Cell, Row, Table

VERSION: Final = 1

_PARTS: Final[tuple[type, ...]] = (
    Source,
    Cell,
    Row,
    Table,
    Paragraph,
    Field,
    Project,
    Announced,
    Statement,
    Problem,
    Filing,
)
_OWN_FILE: Final = 0  # stands for the filing's own name in a Source: shorter, and a renamed file stays whole

_Convert = Callable[[Any], Any]


class FilingFormatError(ValueError):
    """A stored filing that this program can't read; the message says why and what to do."""

    def __init__(self, reason: str) -> None:
        super().__init__(f"the stored filing can't be read: {reason}; read the original file again")


def filing_to_dict(filing: Filing) -> dict[str, Any]:
    """The filing as JSON values: dicts, lists, strings, integers, floats (boxes only), booleans and None."""
    return {
        "version": VERSION,
        "layouts": {part.__name__: list(_layout(part)) for part in _PARTS},
        "file": filing.file,
        "filing": _Writer(filing.file).convert(Filing)(filing),
    }


def filing_from_dict(data: dict[str, Any]) -> Filing:
    """The filing that filing_to_dict wrote; raises FilingFormatError for another version or torn data."""
    version = data.get("version")
    if version != VERSION:
        raise FilingFormatError(f"its format is version {version}, this program reads version {VERSION}")
    try:
        reader = _Reader(str(data["file"]), data["layouts"])
        return reader.convert(Filing)(data["filing"])  # type: ignore[no-any-return]
    except (KeyError, TypeError, ValueError, IndexError, InvalidOperation) as error:
        raise FilingFormatError(f"it is damaged ({type(error).__name__}: {error})") from error


@cache
def _layout(part: type) -> tuple[str, ...]:
    return tuple(f.name for f in fields(part))


@cache
def _hints(part: type) -> dict[str, Any]:
    return get_type_hints(part)


@cache
def _defaults(part: type) -> tuple[Any, ...]:
    return tuple(f.default for f in fields(part))


def _without_none(hint: Any) -> tuple[Any, bool]:
    """The hint without its `| None`, and whether it had one."""
    if get_origin(hint) not in (Union, types.UnionType):
        return hint, False
    inner = [arg for arg in get_args(hint) if arg is not type(None)]
    if len(inner) != 1:
        raise TypeError(f"no JSON form for {hint}")
    return inner[0], True


class _Converter:
    """Builds, once a type, the function that converts its values; None means that they stay as they are."""

    def __init__(self, file: str) -> None:
        self.file = file
        self._built: dict[type, _Convert] = {}

    def convert(self, part: type) -> _Convert:
        """The converter of a value type."""
        if part not in self._built:
            self._built[part] = self.build(part)
        return self._built[part]

    def build(self, part: type) -> _Convert:
        raise NotImplementedError

    def scalar(self, hint: Any) -> _Convert | None:
        raise NotImplementedError

    def many(self, hint: Any) -> _Convert:
        raise NotImplementedError

    def field(self, part: type, name: str) -> _Convert | None:
        """The converter of one field, or None where the value is its own JSON form."""
        if (part, name) in ((Source, "filing"), (Filing, "file")):
            return self.own_file
        hint, optional = _without_none(_hints(part)[name])
        if get_origin(hint) is tuple:
            inner: _Convert | None = self.many(hint)
        else:
            inner = self.convert(hint) if hint in _PARTS else self.scalar(hint)
        if inner is None or not optional:
            return inner
        return _unless_none(inner)

    def own_file(self, value: Any) -> Any:
        raise NotImplementedError


def _unless_none(inner: _Convert) -> _Convert:
    return lambda value: None if value is None else inner(value)


def _is_enum(hint: Any) -> bool:
    return isinstance(hint, type) and issubclass(hint, Enum)


class _Writer(_Converter):
    def own_file(self, value: Any) -> Any:
        return _OWN_FILE if value == self.file else value

    def scalar(self, hint: Any) -> _Convert | None:
        if hint is Decimal:
            return str
        return (lambda value: value.value) if _is_enum(hint) else None

    def many(self, hint: Any) -> _Convert:
        item = get_args(hint)[0]
        if item in _PARTS:
            one = self.convert(item)
            return lambda values: [one(value) for value in values]
        return list

    def build(self, part: type) -> _Convert:
        converters = {name: self.field(part, name) for name in _layout(part)}
        plan = tuple(zip(converters, converters.values(), _defaults(part), strict=True))

        def write(value: Any) -> list[Any]:
            out: list[Any] = []
            kept = 0
            for name, convert, default in plan:
                item = getattr(value, name)
                out.append(item if convert is None else convert(item))
                if default is MISSING or item != default:
                    kept = len(out)
            del out[kept:]
            return out

        return write


class _Reader(_Converter):
    def __init__(self, file: str, layouts: dict[str, list[str]]) -> None:
        super().__init__(file)
        self.layouts = layouts

    def own_file(self, value: Any) -> Any:
        return self.file if value == _OWN_FILE else value

    def scalar(self, hint: Any) -> _Convert | None:
        if hint is Decimal:
            return Decimal
        return hint if _is_enum(hint) else None

    def many(self, hint: Any) -> _Convert:
        item = get_args(hint)[0]
        if item in _PARTS:
            one = self.convert(item)
            return lambda values: tuple([one(value) for value in values])
        return tuple

    def build(self, part: type) -> _Convert:
        written = tuple(self.layouts[part.__name__])
        if unknown := set(written) - set(_layout(part)):
            raise FilingFormatError(f"{part.__name__} has fields unknown here: {', '.join(sorted(unknown))}")
        plan = tuple(self.field(part, name) for name in written)
        if written == _layout(part):
            return _positional(part, plan)
        named = tuple(zip(written, plan, strict=True))

        def read(row: list[Any]) -> Any:
            given = zip(named, row, strict=False)
            return part(**{name: item if convert is None else convert(item) for (name, convert), item in given})

        return read


def _positional(part: type, plan: tuple[_Convert | None, ...]) -> _Convert:
    """The fast way: the stored fields stand in the order of the class."""

    def read(row: list[Any]) -> Any:
        return part(*[item if convert is None else convert(item) for convert, item in zip(plan, row, strict=False)])

    return read
