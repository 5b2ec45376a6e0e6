"""Both languages say the same things: one set of keys, one set of slots, none missing and none idle."""

from __future__ import annotations

import ast
import re
import tomllib
from functools import cache
from pathlib import Path

import pytest

from budget.scope import Scope
from prompts.wording import LANGUAGES, UnknownWording, Wording, load_wording

ROOT = Path(__file__).resolve().parents[2]
SLOT = re.compile(r"\{(\w+)\}")
OPTIONAL = re.compile(r"\[\[(.*?)\]\]", re.S)
KEYS = sorted(load_wording("zh").templates)
# compose.py words these by the name of the slot that holds them: f"{name}.{word}".
NAMED_BY_SLOT = {"verdict", "order"}


@cache
def literals() -> tuple[frozenset[str], frozenset[str]]:
    """Every string of the program, and the beginning of every string that is put together."""
    whole: set[str] = set()
    begun: set[str] = set()
    for package in ("budget", "prompts", "app", "eval"):
        for file in (ROOT / package).rglob("*.py"):
            for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
                if (
                    isinstance(node, ast.JoinedStr)
                    and node.values
                    and isinstance(first := node.values[0], ast.Constant)
                ):
                    begun.add(str(first.value))
                elif isinstance(node, ast.Constant) and isinstance(node.value, str):
                    whole.add(node.value)
    return frozenset(whole), frozenset(begun)


def groups() -> set[str]:
    return {key.split(".")[0] for key in KEYS}


def required(text: str) -> set[str]:
    return set(SLOT.findall(OPTIONAL.sub("", text)))


def test_both_languages_have_the_same_keys() -> None:
    assert set(load_wording("zh").templates) == set(load_wording("en").templates)
    assert LANGUAGES == ("zh", "en")


@pytest.mark.parametrize("key", KEYS)
def test_both_languages_fill_the_same_slots(key: str) -> None:
    chinese, english = (load_wording(language).template(key) for language in LANGUAGES)
    assert set(SLOT.findall(chinese)) == set(SLOT.findall(english))
    assert required(chinese) == required(english)


@pytest.mark.parametrize("language", LANGUAGES)
def test_braces_and_brackets_are_whole(language: str) -> None:
    for key, text in load_wording(language).templates.items():
        bare = SLOT.sub("", OPTIONAL.sub(r"\1", text))
        assert not re.search(r"[{}]|\[\[|\]\]", bare), key


@pytest.mark.parametrize("language", LANGUAGES)
def test_no_wording_holds_a_number(language: str) -> None:
    # A digit in a template would be a figure that nobody computed.
    assert [key for key, text in load_wording(language).templates.items() if re.search(r"\d", SLOT.sub("", text))] == []


def test_a_key_stands_once_in_its_file() -> None:
    for language in LANGUAGES:
        data = tomllib.loads((ROOT / "prompts" / f"wording_{language}.toml").read_text(encoding="utf-8"))
        assert sum(map(len, data.values())) == len(load_wording(language).templates)


def test_every_key_that_the_program_names_exists() -> None:
    named = {text for text in literals()[0] if re.fullmatch(rf"(?:{'|'.join(groups())})\.[a-z_]+", text)}
    files = {text for text in named if text.endswith((".toml", ".tsv", ".txt", ".py", ".css"))}
    assert named - files - set(KEYS) == set()
    assert len(named) > 40


def test_every_key_is_used() -> None:
    whole, begun = literals()
    dynamic = NAMED_BY_SLOT | {start.split(".")[0] for start in begun if re.match(r"[a-z_]+\.", start)}
    idle = [key for key in KEYS if key not in whole and key.split(".")[0] not in dynamic]
    assert idle == []


def test_every_scope_has_its_words() -> None:
    assert {key.removeprefix("scope.") for key in KEYS if key.startswith("scope.")} == {scope.value for scope in Scope}


def test_an_optional_part_goes_with_its_word() -> None:
    wording = Wording("zh", {"a.b": "[[{year} 年]]{name}：{amount}[[（{scope}）]]。"})
    assert wording.say("a.b", {"name": "办公费", "amount": "3 万元"}) == "办公费：3 万元。"
    assert (
        wording.say("a.b", {"year": "2026", "name": "办公费", "amount": "3 万元", "scope": "全部"})
        == "2026 年办公费：3 万元（全部）。"
    )


def test_words_are_not_read_as_templates() -> None:
    wording = Wording("zh", {"a.b": "“{asked}”"})
    assert wording.say("a.b", {"asked": "{amount}"}) == "“{amount}”"


@pytest.mark.parametrize("words", ["[[x]]", "{name}", "[[{asked}]]"])
def test_a_question_cannot_open_a_slot(words: str) -> None:
    wording = Wording("zh", {"a.b": "[[找“{asked}”]]没有"})
    assert wording.say("a.b", {"asked": words}).endswith("没有")
    assert words in wording.say("a.b", {"asked": words})


def test_an_unknown_key_says_where_it_lacks() -> None:
    with pytest.raises(UnknownWording, match=r"wording_zh\.toml has no no\.such"):
        load_wording("zh").say("no.such")
