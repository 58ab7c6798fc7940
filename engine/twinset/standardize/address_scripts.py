"""What has to be spelt out in an address before it becomes ASCII.

Chinese and Japanese addresses have no spaces: of "中山路88号3室" nothing would be left but
"zhongshanlu88hao3shi". Russian abbreviations carry hyphens that ASCII folding makes two words.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

_RULES = (
    # Chinese: the number stands between road and 号, the room before 室
    (r"(\d+)\s*(?:号楼|號樓|栋|幢|楼|樓)", r" , bldg \1"),
    (r"(\d+)\s*(?:单元|單元)", r" , lok \1"),
    (r"(\d+)\s*(?:室|房)", r" , unit \1 "),
    (r"([^\s\d])(省|市|区|區|县|縣)", r"\1\2 , "),
    (r"(大道|大街|路|街|巷|弄|胡同)", r" \1 "),
    (r"(\d+(?:-\d+)?)\s*(?:号|號)", r" \1 "),
    # Russian and Ukrainian
    (r"(?i)(^|[\s,])пр-к?т\.?", r"\1проспект "),
    (r"(?i)(^|[\s,])б-р\.?", r"\1бульвар "),
    (r"(?i)(^|[\s,])пр-д\.?", r"\1проезд "),
    (r"(?i)(^|[\s,])наб\.", r"\1набережная "),
    (r"(?i)(^|[\s,])пл\.", r"\1площадь "),
    (r"(?i)(^|[\s,])стр\.", r"\1строение "),
    (r"(?i)(^|[\s,])(ул|пр|пер|ш|д|кв|корп|г|оф)\.", r"\1\2 "),
    # Persian and Arabic commas and joiners
    ("[\u060c\u061b\uff0c\u3001]", " , "),
)


def spelt_out(values: pa.Array) -> pa.Array:
    """Addresses with what ASCII would lose written apart; those in Latin letters unchanged."""
    foreign = pc.fill_null(pc.match_substring_regex(values, r"[^\x00-\x{24f}]"), False)
    if not pc.any(foreign).as_py():
        return values
    array = values.filter(foreign)
    for pattern, replacement in _RULES:
        array = pc.replace_substring_regex(array, pattern, replacement)
    return pc.replace_with_mask(values, foreign, array)
