"""The recognition engine of the extra `ocr`: it finds the lines of text on an image and reads them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, Final, Protocol

from ingest.ocr_image import PixelBox

_HEIGHT: Final = 48  # pixels: what the recognition scales each line to
# Each line is padded to some width at least. Most lines of a table are one number, which two thirds of the usual width
# read as well and sooner; a lone character needs the white beside it.
_WIDTH: Final = 224
_WIDTH_OF_FEW: Final = 320
_FEW: Final = 1.6  # of the height
_INSTALL: Final = (
    "install the extra ocr (pip install --no-deps -r requirements-ocr.txt) to have it read by OCR, "
    "or give a file with text"
)
_BROKEN: Final = (
    "the extra ocr is installed but can't be loaded ({why}): put that right to have it read by OCR, "
    "or give a file with text"
)


class Engine(Protocol):
    """What finds and reads the lines of an image of grey pixels."""

    def find(self, image: Any) -> list[PixelBox]:
        """The boxes of the lines of text."""
        ...

    def read(self, crops: Sequence[Any]) -> list[tuple[str, float]]:
        """What each upright piece of an image says, and how sure that is (0 to 1)."""
        ...


def load_engine() -> Engine | str:
    """The engine of the extra; where it can't be had, the sentence that says why and what to do."""
    try:
        from rapidocr_onnxruntime import RapidOCR

        return _Rapid(RapidOCR())
    except ModuleNotFoundError as error:
        return _INSTALL if error.name == "rapidocr_onnxruntime" else _BROKEN.format(why=error)
    except (ImportError, OSError) as error:  # a shared library of the system that is missing
        return _BROKEN.format(why=error)


class _Rapid:
    """RapidOCR without its guess which way up each line is, which takes 99 for 66: that is asked of a page, not of a line."""

    def __init__(self, engine: Any) -> None:
        self._engine = engine

    def find(self, image: Any) -> list[PixelBox]:
        found, _ = self._engine(_colours(image), use_cls=False, use_rec=False)
        height, width = image.shape
        return [
            (
                max(int(min(x for x, _ in corners)), 0),
                max(int(min(y for _, y in corners)), 0),
                min(int(max(x for x, _ in corners)) + 1, width),
                min(int(max(y for _, y in corners)) + 1, height),
            )
            for corners in found or []
        ]

    def read(self, crops: Sequence[Any]) -> list[tuple[str, float]]:
        few = [crop.shape[1] < _FEW * crop.shape[0] for crop in crops]
        lines = {True: self._read(crops, few, True), False: self._read(crops, few, False)}
        return [next(lines[is_few]) for is_few in few]

    def _read(self, crops: Sequence[Any], few: Sequence[bool], which: bool) -> Iterator[tuple[str, float]]:
        chosen = [_colours(crop) for crop, is_few in zip(crops, few, strict=True) if is_few == which]
        recognition = self._engine.text_rec
        recognition.rec_image_shape = [3, _HEIGHT, _WIDTH_OF_FEW if which else _WIDTH]
        lines, _ = recognition(chosen)
        return ((text, float(score)) for text, score, *_ in lines)


def _colours(image: Any) -> Any:
    import numpy

    return numpy.ascontiguousarray(numpy.stack([image] * 3, axis=2))
