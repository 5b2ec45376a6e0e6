"""Which way a question says that a figure went."""

from __future__ import annotations

import re

_UP = {
    "zh": r"增加|增长|上涨|上升|提高|涨|多了|变多|翻|增幅|升了|猛增|大增|激增|变大|扩大",
    "en": r"\b(?:increas|rise|rose|risen|grow|grew|jump|higher|soar|doubl|climb|went up|gone up|go up|surg)",
}
_DOWN = {
    "zh": r"减少|下降|降低|降|少了|变少|缩水|砍|掉了|掉|压减|压缩|下滑|没了|减了|缩减|缩小|腰斩",
    "en": r"\b(?:decreas|fall|fell|drop|shrink|shrank|shrunk|cut|declin|lower|went down|gone down|go down|reduc|halv)",
}


def asked_direction(text: str, language: str) -> int:
    """1 where the question says up, -1 where it says down, 0 where it says neither or both ("不增反降" is down)."""
    if "不增反降" in text or "不升反降" in text:
        return -1
    if "不降反升" in text or "不降反增" in text:
        return 1
    text = text.lower()
    up, down = bool(re.search(_UP[language], text)), bool(re.search(_DOWN[language], text))
    return up - down
