"""Make the sample filings from samples/data: `python samples/make.py`, or `--out FOLDER` to make them elsewhere."""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from typing import Final

from making.fonts import FontMissing, register_fonts
from making.pages import script_to_pdf
from making.plain import script_to_text
from making.script import BadScript, Script, read_script
from making.sheets import BadSheet

HERE: Final = Path(__file__).resolve().parent


def write_filing(script: Script, out: Path) -> list[Path]:
    """Write a filing in each of its formats under `out`; returns what was written."""
    written = []
    for form, name in script.formats.items():
        path = out / name
        path.parent.mkdir(parents=True, exist_ok=True)
        if form == "pdf":
            script_to_pdf(script, path)
        else:
            path.write_text(script_to_text(script), encoding="utf-8", newline="\n")
        written.append(path)
    return written


def main() -> int:
    """Read the data, write the filings; 2 with a sentence on standard error where something is wrong."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, default=HERE, help="where to write (the folder of this script)")
    out = parser.parse_args().out
    try:
        scripts = [read_script(settings.parent) for settings in sorted((HERE / "data").glob("*/filing.toml"))]
        register_fonts(set("目录编制部门单位：—").union(*(script.characters() for script in scripts)))
        for script in scripts:
            for path in write_filing(script, out):
                print(f"{path}  {path.stat().st_size:,} bytes")
    except (BadScript, BadSheet, FontMissing) as error:
        print(error, file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
