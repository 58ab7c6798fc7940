"""What has to be spelt out in an address before it is folded to ASCII words.

Lines and dashes divide as commas do. Chinese and Japanese addresses have no spaces: of
"中山路88号3室" nothing would be left but "zhongshanlu88hao3shi". Russian abbreviations have
hyphens that ASCII folding makes two words.
"""

from __future__ import annotations

import pyarrow as pa
import pyarrow.compute as pc

from twinset.standardize.buffers import all_ascii, utf8
from twinset.standardize.texts import Texts, to_array

_RULES = (
    # Japanese, from the large to the small: 〒100-0001 東京都千代田区千代田1丁目2-3
    (r"(\d+)丁目\s*(\d+)番地?\s*(?:の\s*)?(\d+)号?", r"\1-\2-\3"),
    (r"(\d+)丁目\s*(\d+)", r"\1-\2"),
    (r"(\d+)番地?\s*(\d+)号", r"\1-\2"),
    (
        r"^\s*(?:〒?\s*(\d{3}-?\d{4}))?\s*(東京都|北海道|京都府|大阪府|\p{Han}{2,3}県)\s*"
        r"([^\d\s]*?市)?([^\d\s]*?区)?\s*([^\d\s]+?)\s*(\d+(?:-\d+)*)(.*)$",
        r"\5 \6 \7 , \3\4 , \2 \1",
    ),
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

_DASHES = (
    (r"([A-Za-z.]) - (\w)", r"\1 , \2"),
    (r"(\d) - ([A-Za-z]{2})", r"\1 , \2"),
    (r"^(\d{1,5}[A-Za-z]?) - (\d{1,5}[A-Za-z]?) ", r"\1-\2 "),
    (r" (\d{1,5}[A-Za-z]?) - (\d{1,5}[A-Za-z]?)(,|$)", r" \1-\2\3"),
)


def spelt_out(values: pa.StringArray) -> pa.StringArray:
    """Addresses with what ASCII would lose written apart; those in Latin letters unchanged."""
    if all_ascii(values):
        return values
    # few have any: the expression takes five times as long as to ask whether it could match
    odd = pc.invert(pc.fill_null(pc.string_is_ascii(values), True))
    beyond = pc.match_substring_regex(values.filter(odd), r"[^\x00-\x{24f}]")
    if not pc.any(beyond).as_py():
        return values
    foreign = pc.replace_with_mask(odd, odd, beyond)
    array = pc.utf8_normalize(values.filter(foreign), form="NFKC")  # digits of full width
    for pattern, replacement in _RULES:
        array = pc.replace_substring_regex(array, pattern, replacement)
    return pc.replace_with_mask(values, foreign, array)


def lines_apart(texts: Texts) -> Texts:
    """Commas for line breaks, in addresses that hold city and postcode too."""
    if not (texts.data == ord("\n")).any():
        return texts
    array = pc.replace_substring_regex(to_array(texts), r"\s*[,;]?\s*[\r\n]+\s*", ", ")
    return Texts(*utf8(array))


def dashes_apart(texts: Texts) -> Texts:
    """Commas for dashes between words, "Rue de la Paix - 75002 Paris", "1500 - Apto 12"; ranges
    joined, "12 - 14 High St"."""
    if b" - " not in texts.data.tobytes():
        return texts
    array = to_array(texts)
    for pattern, replacement in _DASHES:
        array = pc.replace_substring_regex(array, pattern, replacement)
    return Texts(*utf8(array))
