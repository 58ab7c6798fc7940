"""Years of the eras that Japan and Taiwan count by: 昭和55年 is 1980."""

from __future__ import annotations

import re

import pyarrow as pa
import pyarrow.compute as pc

from twinset.standardize.cells import rewritten
from twinset.standardize.texts import Texts, ascii_texts

_BEFORE_FIRST = {
    **{"明治": 1867, "大正": 1911, "昭和": 1925, "平成": 1988, "令和": 2018},
    **{"民國": 1911, "民国": 1911, "中華民國": 1911},
}
_NAMES = "|".join(_BEFORE_FIRST)
_YEAR = re.compile(rf"({_NAMES})\s*(\d{{1,3}}|元)\s*(?=年)")


def date_texts(values: pa.StringArray) -> Texts:
    """Dates in ASCII, years of an era in those of the common one."""
    counted = pc.fill_null(pc.match_substring_regex(values, rf"(?:{_NAMES})"), False)
    if pc.any(counted, min_count=0).as_py():
        values = rewritten(values, counted, lambda text: _YEAR.sub(_common, text))
    return ascii_texts(values)


def _common(match: re.Match[str]) -> str:
    year = 1 if match[2] == "元" else int(match[2])
    return str(_BEFORE_FIRST[match[1]] + year)
