"""Office files by what they hold, whatever they are called: zipped ones (docx, xlsx) and compound ones (doc, xls)."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

import olefile

from ingest.document import Document, UnreadableFile
from ingest.excel import read_xls, read_xlsx
from ingest.office_zip import OfficeZip, zip_to_format
from ingest.word import read_docx
from ingest.word_old import read_doc

_REFUSALS: Final = {
    "xlsb": "is a binary workbook: open it in a spreadsheet program and save it as .xlsx.",
    "pptx": "is a presentation: give the filing as PDF, Word or Excel.",
    "odf": "is an OpenDocument file: open it and save it as .docx or .xlsx.",
    "zip": "is a zip archive: unpack it and give the files that are in it.",
}


def read_zipped(path: Path) -> Document:
    """A file that is a zip: a new Word file or workbook; raises UnreadableFile for anything else."""
    with OfficeZip(path) as package:
        found = zip_to_format(package.names)
        saved = package.saved()
    if found in _REFUSALS:
        raise UnreadableFile(f"{path.name} {_REFUSALS[found]}")
    return replace(read_docx(path) if found == "docx" else read_xlsx(path), saved=saved)


def read_compound(path: Path) -> Document:
    """A compound file: an old Word file or workbook; raises UnreadableFile for anything else."""
    try:
        with olefile.OleFileIO(str(path)) as file:
            names = {entry[0] for entry in file.listdir()}
            saved = file.get_metadata().last_saved_time
    except (OSError, ValueError, IndexError, KeyError) as error:
        raise UnreadableFile(
            f"{path.name} is damaged or cut short and can't be read as an Office file: download it again."
        ) from error
    if "EncryptedPackage" in names:
        raise UnreadableFile(f"{path.name} is locked with a password: save a copy without one and read that.")
    stamp = saved.strftime("%Y%m%d%H%M%S") if saved else ""
    if names & {"Workbook", "Book"}:
        return replace(read_xls(path), saved=stamp)
    if "WordDocument" in names:
        return replace(read_doc(path), saved=stamp)
    raise UnreadableFile(
        f"{path.name} is neither a Word file nor a workbook (a presentation or a message, perhaps): "
        "give the filing as PDF, Word or Excel."
    )
