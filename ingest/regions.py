"""The region of a body by its name: province and city, from the list of regions beside this module."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path


@cache
def regions() -> tuple[tuple[str, str], ...]:
    """(province, city) of regions.tsv; the city is empty on a province's own line."""
    lines = Path(__file__).with_name("regions.tsv").read_text(encoding="utf-8").splitlines()
    if lines[0].split("\t") != ["province", "cities"]:
        raise ValueError("regions.tsv must begin with the columns province and cities")
    found: list[tuple[str, str]] = []
    for line in lines[1:]:
        province, cities = line.split("\t")
        found.append((province, ""))
        found += [(province, city) for city in cities.split()]
    return tuple(found)


def name_to_region(name: str) -> str:
    """Province and city without their endings ("新疆喀什", "上海"); "" where the name holds neither."""
    for province, city in regions():
        if city and re.match(rf"(?:{province}.{{0,8}}?)?{city}", name):
            return province + city
    return next((province for province, city in regions() if not city and name.startswith(province)), "")
