"""The place at the end (or in front) of an address that stands in one field.

"12b Main Street, Apt 4, Springfield, IL 62704, USA" is street and unit, city, region, postcode and
country. The order of the steps: the country, if the last segment is one; then the first shape
that fits what is left, from the most telling (a state and a ZIP code) to the least (the last of
several segments is a city). What fits none is left whole.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.columns import text_buffers
from twinset.standardize import countries
from twinset.standardize.texts import Texts, fold, fold_table, to_array

_FOLDED = fold_table(keep="-/", alone=",#")

_STATES = (
    "al ak az ar ca co ct de fl ga hi id il in ia ks ky la me md ma mi mn ms mo mt ne nv nh nj nm "
    "ny nc nd oh ok or pa ri sc sd tn tx ut vt va wa wv wi wy dc pr "
    "nsw vic qld tas act nt "
    "ab bc mb nb nl ns on pe qc sk yt nu"
)
_STATE_NAMES = (
    "alabama|alaska|arizona|arkansas|california|colorado|connecticut|delaware|florida|georgia|"
    "hawaii|idaho|illinois|indiana|iowa|kansas|kentucky|louisiana|maine|maryland|massachusetts|"
    "michigan|minnesota|mississippi|missouri|montana|nebraska|nevada|new hampshire|new jersey|"
    "new mexico|new york|north carolina|north dakota|ohio|oklahoma|oregon|pennsylvania|"
    "rhode island|south carolina|south dakota|tennessee|texas|utah|vermont|virginia|washington|"
    "west virginia|wisconsin|wyoming|new south wales|victoria|queensland|tasmania|"
    "south australia|western australia|ontario|quebec|british columbia|alberta|manitoba"
)
_WORDS = r"[a-z][a-z/-]*(?: [a-z][a-z/-]*){0,4}"
_HEAD = r"(?P<head>.*?)"
_STATE = rf"(?P<region>{'|'.join(_STATES.split())}|{_STATE_NAMES})"
_ZIP = r"(?P<postcode>\d{5}(?:-\d{4})?|[a-z]\d[a-z] ?\d[a-z]\d|\d{4})"
_UK = r"(?P<postcode>[a-z]{1,2}\d[a-z\d]? ?\d[a-z]{2})"
_CODE = (
    r"(?:[a-z]{1,2}-)?(?P<postcode>\d{2}-\d{3}|\d{4}-\d{3}|\d{5}-\d{3}|\d{3}-\d{4}|\d{3} \d{2}|"
    r"\d{4} [a-z]{2}|\d{3,7}|\d{10}|\d{5}-\d{5})"
)
_LONG_CODE = r"(?:[a-z]{1,2}-)?(?P<postcode>\d{2}-\d{3}|\d{3} \d{2}|\d{4} [a-z]{2}|\d{4,5})"
_STREET_WORD = (
    "str|ul|ulitsa|ulica|pr|prospekt|per|pereulok|sh|shosse|bulvar|khyaban|kwchh|blwar|mydan|lu|"
    "jie|dadao|xiang|road|street"
)

_SHAPES = (
    # , Springfield , IL 62704 and , Springfield IL 62704
    rf"^{_HEAD} , (?P<city>{_WORDS}?)(?: ,)? {_STATE}(?: ,)? {_ZIP}$",
    # , London SW1A 1AA and , London , SW1A 1AA
    rf"^{_HEAD} , (?P<city>{_WORDS})(?: ,)? {_UK}$",
    # , 80331 Munchen (, Bayern)
    rf"^{_HEAD} , {_CODE} (?P<city>{_WORDS})(?: , (?P<region>{_WORDS}))?$",
    # Hauptstr. 12 80331 Munchen
    rf"^(?P<head>[a-z].*\d ?[a-z]?) {_LONG_CODE} (?P<city>{_WORDS})$",
    # 123456 , Moskva , ul. Lenina , d. 5: the place in front
    rf"^(?:(?P<postcode>\d{{6}}) , )?(?:(?P<region>{_WORDS}) , )??(?:g |gorod )?"
    rf"(?P<city>{_WORDS}) , "
    rf"(?P<head>(?:(?:{_STREET_WORD}) |[a-z][a-z -]* (?:{_STREET_WORD})\b).*)$",
    # , Springfield , 62704
    rf"^{_HEAD} , (?P<city>{_WORDS}) ,? ?{_CODE}$",
    # , Springfield , IL
    rf"^(?P<head>.*\d.*?) , (?P<city>{_WORDS}) ,? ?{_STATE}$",
    # 12 Main St , Springfield
    rf"^(?P<head>(?:[^,]*[a-z]{{3}}[^,]*\d|[^,]*\d[^,]*[a-z]{{3}})[^,]*(?: , .*)??) , "
    rf"(?P<city>{_WORDS})$",
)  # fmt: skip
_PARTS = ("head", "city", "region", "postcode")


@dataclass(frozen=True, eq=False)
class PlaceParts:
    """An address without its place, and the place; five batches over the same values, folded.

    ``head`` keeps its commas, so that ``addresses.address`` can split it further.
    """

    head: Texts
    city: Texts
    region: Texts
    postcode: Texts
    country: Texts


@cache
def _countries() -> pa.Array:
    """Names, and the codes that people write: two letters are more often a state (CA, DE, IN).
    Georgia is a state too."""
    names = {name for name in countries.names() if len(name) > 2} | {"uk", "us"}
    return pa.array(sorted(names - {"georgia", "jordan", "eng"}), pa.string())


def split_place(texts: Texts) -> PlaceParts:
    """Take city, region, postcode and country off addresses in one field."""
    folded = to_array(fold(texts, _FOLDED))
    none = pa.scalar("", pa.string())
    last = pc.struct_field(pc.extract_regex(folded, r"^(?P<a>.*[^ ,])[ ,]* , (?P<b>[^,]+)$"), "b")
    named = pc.fill_null(pc.is_in(last, value_set=_countries()), False)
    country = pc.if_else(named, last, none)
    cut = pc.replace_substring_regex(folded, r"[ ,]* , [^,]+$", "")
    left = pc.if_else(named, cut, folded)
    found = {part: np.full(len(left), "", object) for part in _PARTS}
    open_ = np.arange(len(left))
    for shape in _SHAPES:
        tried = left.take(pa.array(open_))
        match = pc.extract_regex(tried, shape)
        fits = pc.is_valid(match).to_numpy(zero_copy_only=False)
        if not fits.any():
            continue
        hits = match.filter(pa.array(fits))
        for kind in hits.type:
            taken = pc.struct_field(hits, kind.name).to_numpy(zero_copy_only=False)
            found[kind.name][open_[fits]] = taken
        open_ = open_[~fits]
    found["head"][open_] = left.take(pa.array(open_)).to_numpy(zero_copy_only=False)
    parts = {name: pa.array(values, pa.string()) for name, values in found.items()}
    parts["country"] = country
    return PlaceParts(
        *(Texts(*text_buffers(pc.fill_null(parts[item.name], ""))) for item in fields(PlaceParts))
    )
