"""The functions of pdfium that are called for every character or object, taking bare addresses.

The declared pointer types cost more to make than most of these functions take.
"""

from __future__ import annotations

import ctypes
from collections.abc import Callable
from typing import Any, Final

import pypdfium2.raw as pdfium_c

_PLACE: Final = ctypes.c_void_p
_NUMBER: Final = ctypes.c_int
_CODE: Final = ctypes.c_uint


def _bare(name: str, result: Any, *arguments: Any) -> Callable[..., Any]:
    found = ctypes.cast(getattr(pdfium_c, name), _PLACE).value
    return ctypes.CFUNCTYPE(result, *arguments)(found or 0)


def address(pointer: Any) -> int:
    """The bare address of a page, a text page or an object."""
    return ctypes.cast(pointer, _PLACE).value or 0


unicode_of = _bare("FPDFText_GetUnicode", _CODE, _PLACE, _NUMBER)
char_box = _bare("FPDFText_GetLooseCharBox", _NUMBER, _PLACE, _NUMBER, _PLACE)
is_guess = _bare("FPDFText_HasUnicodeMapError", _NUMBER, _PLACE, _NUMBER)
is_generated = _bare("FPDFText_IsGenerated", _NUMBER, _PLACE, _NUMBER)
text_object_of = _bare("FPDFText_GetTextObject", _PLACE, _PLACE, _NUMBER)
angle_of = _bare("FPDFText_GetCharAngle", ctypes.c_float, _PLACE, _NUMBER)
font_of = _bare("FPDFTextObj_GetFont", _PLACE, _PLACE)
render_mode = _bare("FPDFTextObj_GetTextRenderMode", _NUMBER, _PLACE)

page_object = _bare("FPDFPage_GetObject", _PLACE, _PLACE, _NUMBER)
object_kind = _bare("FPDFPageObj_GetType", _NUMBER, _PLACE)
object_bounds = _bare("FPDFPageObj_GetBounds", _NUMBER, *(_PLACE,) * 5)
object_matrix = _bare("FPDFPageObj_GetMatrix", _NUMBER, _PLACE, _PLACE)
stroke_colour = _bare("FPDFPageObj_GetStrokeColor", _NUMBER, *(_PLACE,) * 5)
fill_colour = _bare("FPDFPageObj_GetFillColor", _NUMBER, *(_PLACE,) * 5)
form_count = _bare("FPDFFormObj_CountObjects", _NUMBER, _PLACE)
form_object = _bare("FPDFFormObj_GetObject", _PLACE, _PLACE, ctypes.c_ulong)
draw_mode = _bare("FPDFPath_GetDrawMode", _NUMBER, *(_PLACE,) * 3)
segment_count = _bare("FPDFPath_CountSegments", _NUMBER, _PLACE)
path_segment = _bare("FPDFPath_GetPathSegment", _PLACE, _PLACE, _NUMBER)
segment_point = _bare("FPDFPathSegment_GetPoint", _NUMBER, *(_PLACE,) * 3)
segment_kind = _bare("FPDFPathSegment_GetType", _NUMBER, _PLACE)
segment_closes = _bare("FPDFPathSegment_GetClose", _NUMBER, _PLACE)
