"""The pages of the library's PDF files as pictures: drawn when they are looked at, the last ones kept."""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from ingest.page_image import PageImage

_KEPT: Final = 48


def page_picture(path: Path, page: int) -> PageImage:
    """The page (1-based) of the PDF at that path; raises ingest.document.UnreadableFile."""
    return _drawn(path, path.stat().st_mtime_ns, page)


@lru_cache(maxsize=_KEPT)
def _drawn(path: Path, saved: int, page: int) -> PageImage:
    # The import is heavy (pdfium, Pillow): it happens when the first page is looked at.
    from ingest.page_image import page_to_image

    return page_to_image(path, page)
