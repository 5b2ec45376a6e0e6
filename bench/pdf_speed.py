"""How fast PDFs are read: the project's reader against plain pdfplumber, in one go on one core.

    python bench/pdf_speed.py FILE_OR_FOLDER... [--pages N]

Prints the CPU seconds of both for every file, and the ratio over all of them. pdfplumber runs `extract_tables` and
`extract_text` on every page. The reader's memory peak is printed after its own runs, before pdfplumber begins.
"""

from __future__ import annotations

import argparse
import resource
import sys
import time
from pathlib import Path

from ingest.document import UnreadableFile
from ingest.pdf import read_pdf
from ingest.pdf_settings import PdfSettings


def seconds_of_ours(path: Path, pages: int) -> float:
    """The CPU seconds that the project's reader takes for a file."""
    start = time.process_time()
    read_pdf(path, PdfSettings(max_pages=pages))
    return time.process_time() - start


def seconds_of_pdfplumber(path: Path, pages: int) -> float:
    """The CPU seconds that plain pdfplumber takes for the tables and the text of a file."""
    import pdfplumber

    start = time.process_time()
    with pdfplumber.open(path) as pdf:
        for page in pdf.pages[:pages]:
            page.extract_tables()
            page.extract_text()
            page.close()
    return time.process_time() - start


def peak_megabytes() -> float:
    """The most memory this process has held so far."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


def main() -> int:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("paths", nargs="+", type=Path)
    parser.add_argument("--pages", type=int, default=10_000, help="read at most so many pages of each file")
    args = parser.parse_args()
    files = [file for path in args.paths for file in (sorted(path.glob("*.pdf")) if path.is_dir() else [path])]
    write = sys.stdout.write
    ours: dict[Path, float] = {}
    for file in files:
        try:
            ours[file] = seconds_of_ours(file, args.pages)
        except UnreadableFile as error:
            write(f"left out: {error}\n")
    if not ours:
        write("no PDF to read in " + ", ".join(map(str, args.paths)) + ": name PDF files or folders that hold some\n")
        return 2
    write(f"memory peak of ours: {peak_megabytes():.0f} MB\n")
    theirs = {}
    for file in ours:
        theirs[file] = seconds_of_pdfplumber(file, args.pages)
        ratio = theirs[file] / ours[file]
        write(f"{file.name:44} ours {ours[file]:6.2f} s  pdfplumber {theirs[file]:7.2f} s  {ratio:5.1f} times\n")
    total, total_theirs = sum(ours.values()), sum(theirs.values())
    write(f"all: ours {total:.2f} s, pdfplumber {total_theirs:.2f} s, {total_theirs / total:.1f} times as fast\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
