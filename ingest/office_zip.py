"""The zip inside a new Office file (docx, xlsx): its parts by name, never more of them than a limit unpacked."""

from __future__ import annotations

import re
import zipfile
import zlib
from pathlib import Path
from typing import Any

from lxml import etree

from ingest.document import UnreadableFile

# Far above any real filing, far below what fills a memory.
MOST_UNPACKED = 300 * 1024 * 1024
_ENCRYPTED = 0x1
_STAMP = len("YYYYMMDDHHMMSS")
# What reading a damaged zip raises, at once or piece by piece.
DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, NotImplementedError, ValueError, OSError, RuntimeError)


class OfficeZip:
    """The parts of an Office file; every reading error is an UnreadableFile with one clear sentence."""

    def __init__(self, path: Path, most_unpacked: int = MOST_UNPACKED) -> None:
        self.name = path.name
        try:
            self._zip = zipfile.ZipFile(path)
        except DAMAGE as error:
            raise self._damaged() from error
        parts = self._zip.infolist()
        if any(part.flag_bits & _ENCRYPTED for part in parts):
            raise UnreadableFile(f"{path.name} is locked with a password: save a copy without one and read that.")
        # zipfile reads no more of a part than its entry claims, so the claims are what counts.
        if sum(part.file_size for part in parts) > most_unpacked:
            raise UnreadableFile(
                f"{path.name} would unpack to more than {most_unpacked // 2**20} MB, which no filing "
                "needs: it was left alone; save it again without pictures and stray cells."
            )

    def __enter__(self) -> OfficeZip:
        return self

    def __exit__(self, *_: object) -> None:
        self._zip.close()

    @property
    def names(self) -> list[str]:
        """The names of the parts."""
        return self._zip.namelist()

    def read(self, name: str) -> bytes | None:
        """The bytes of a part; None where there is no such part."""
        try:
            return self._zip.read(name)
        except KeyError:
            return None
        except DAMAGE as error:
            raise self._damaged() from error

    def tree(self, name: str) -> Any | None:
        """The XML of a part; entities and outside references in it are never resolved."""
        data = self.read(name)
        if data is None:
            return None
        try:
            return etree.fromstring(data, etree.XMLParser(resolve_entities=False, no_network=True, huge_tree=True))
        except etree.XMLSyntaxError as error:
            raise self._damaged() from error

    def saved(self) -> str:
        """When the file says it was last saved, in digits; "" where it does not."""
        tree = self.tree("docProps/core.xml")
        told = "" if tree is None else tree.findtext("{http://purl.org/dc/terms/}modified") or ""
        return re.sub(r"\D", "", told)[:_STAMP]

    def stream(self, name: str) -> Any:
        """The part as an open file, for a parser that reads piece by piece; raises UnreadableFile."""
        try:
            return self._zip.open(name)
        except (*DAMAGE, KeyError) as error:
            raise self._damaged() from error

    def _damaged(self) -> UnreadableFile:
        return UnreadableFile(
            f"{self.name} is damaged or cut short and can't be read as an Office file: download it again."
        )


def zip_to_format(names: list[str]) -> str:
    """Which format a zip holds by the names in it: "docx", "xlsx", or what to call it in a refusal."""
    told = {
        "word/document.xml": "docx",
        "xl/workbook.xml": "xlsx",
        "xl/workbook.bin": "xlsb",
        "ppt/presentation.xml": "pptx",
    }
    for name in names:
        if name.lower() in told:
            return told[name.lower()]
    return "odf" if "mimetype" in names and "content.xml" in names else "zip"
