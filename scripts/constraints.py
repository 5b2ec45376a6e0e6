"""Write constraints.txt: the versions installed here of all that the requirements need in turn."""

from __future__ import annotations

import re
from importlib import metadata
from pathlib import Path

from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).resolve().parent.parent
HEADER = "# Made by scripts/constraints.py: what the requirements need in turn, as tested together.\n"
# These follow the machine (an accelerator, a Python), so they are left to the installer.
FREE = re.compile(r"(nvidia|cuda|triton).*")


def direct_requirements() -> list[Requirement]:
    """The lines of all requirements files."""
    names = ("requirements.txt", "requirements-dev.txt", "requirements-ocr.txt")
    text = "".join((ROOT / name).read_text() for name in names)
    return [Requirement(line) for line in text.splitlines() if line and not line.startswith("#")]


def closure(wanted: list[Requirement]) -> dict[str, str]:
    """Name and version of every installed package that `wanted` leads to, `wanted` included."""
    found: dict[str, str] = {}
    seen: set[tuple[str, tuple[str, ...]]] = set()
    while wanted:
        requirement = wanted.pop()
        key = (canonicalize_name(requirement.name), tuple(sorted(requirement.extras)))
        if key in seen or FREE.fullmatch(key[0]):
            continue
        seen.add(key)
        try:
            package = metadata.distribution(requirement.name)
        except metadata.PackageNotFoundError:
            continue
        found[key[0]] = package.version.partition("+")[0]
        wanted += [need for need in map(Requirement, package.requires or []) if applies(need, requirement.extras)]
    return found


def applies(need: Requirement, extras: set[str]) -> bool:
    """True where the need's marker holds here, for one of the extras or for none."""
    return need.marker is None or any(need.marker.evaluate({"extra": extra}) for extra in (*extras, ""))


def main() -> None:
    """Write the file beside the requirements."""
    direct = direct_requirements()
    names = {canonicalize_name(requirement.name) for requirement in direct}
    pins = {name: version for name, version in closure(direct).items() if name not in names}
    (ROOT / "constraints.txt").write_text(HEADER + "".join(f"{name}=={pins[name]}\n" for name in sorted(pins)))


if __name__ == "__main__":
    main()
