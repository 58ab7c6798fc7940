"""The place at the end (or in front) of an address that stands in one field.

"12b Main Street, Apt 4, Springfield, IL 62704, USA" is street and unit, city, region, postcode and
country. The order of the steps: the country, if the last segment is one; then the first shape
that fits what is left, from the most telling (a state and a ZIP code) to the least (the last of
several segments is a city). What fits none is left whole.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache

import numpy as np
import pyarrow as pa
import pyarrow.compute as pc

from twinset.kernels.address_places import COUNTRY, place_shapes
from twinset.standardize import countries
from twinset.standardize.address_scripts import dashes_apart, lines_apart
from twinset.standardize.buffers import utf8
from twinset.standardize.texts import Texts, TokenTable, fold, fold_table, to_array
from twinset.types import Int64

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

_ENGLISH_STREET = (
    r"(?P<head>\d\S* (?:[a-z0-9-]+ )+?(?:street|st|road|rd|avenue|ave|lane|ln|drive|dr|boulevard|"
    r"blvd|way|court|ct|place|pl|square|sq|crescent|cres|close|terrace|tce|highway|hwy|parkway|pkwy|"
    r"gardens|grove|parade|circle|cir|trail|row|mews)(?: (?:n|s|e|w|ne|nw|se|sw))?"
    r"(?: (?:apt|apartment|unit|suite|ste|flat|rm|#) [a-z0-9-]+)?)"
)
"""Ends with the first such word that has a name in front."""

# what ``kernels.address_places`` rules out follows from these, by number
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
    # 1600 Pennsylvania Ave NW Washington DC 20500, without a comma
    rf"^{_ENGLISH_STREET} (?P<city>{_WORDS}) {_STATE} {_ZIP}$",
    # 221B Baker Street London NW1 6XE
    rf"^{_ENGLISH_STREET} (?P<city>{_WORDS}) {_UK}$",
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
def _countries() -> TokenTable:
    """Names, and the codes that people write: two letters are more often a state (CA, DE, IN).
    Georgia is a state too."""
    names = {name for name in countries.names() if len(name) > 2} | {"uk", "us"}
    return TokenTable(dict.fromkeys(sorted(names - {"georgia", "jordan", "eng"}), ("", 0)))


def split_place(texts: Texts) -> PlaceParts:
    """Take city, region, postcode and country off addresses in one field."""
    folded = fold(dashes_apart(lines_apart(texts)), _FOLDED)
    shapes = _shapes(folded)
    left, country = _without_country(folded, shapes)
    if left is not folded:
        shapes = _shapes(left)
    array = to_array(left)
    pieces: dict[str, list[tuple[Int64, pa.StringArray]]] = {part: [] for part in _PARTS}
    for number, shape in enumerate(_SHAPES):
        tried = np.flatnonzero(shapes >> number & 1)
        if len(tried) == 0:
            continue
        match = pc.extract_regex(array.take(pa.array(tried)), shape)
        fits = pc.is_valid(match).to_numpy(zero_copy_only=False)
        where = tried[fits]
        shapes[where] = 0
        hits = match.filter(pa.array(fits))
        for kind in hits.type:
            pieces[kind.name].append((where, pc.struct_field(hits, kind.name)))
    nothing = pa.array([""])
    size = folded.size
    return PlaceParts(
        head=_put(array, np.arange(size), pieces["head"]),
        city=_put(nothing, np.zeros(size, np.int64), pieces["city"]),
        region=_put(nothing, np.zeros(size, np.int64), pieces["region"]),
        postcode=_put(nothing, np.zeros(size, np.int64), pieces["postcode"]),
        country=country,
    )


def country_at_end(texts: Texts) -> Texts:
    """The last segment of each address where that is a country; empty elsewhere."""
    folded = fold(texts, _FOLDED)
    return _without_country(folded, _shapes(folded))[1]


def _shapes(folded: Texts) -> np.ndarray:
    return np.asarray(place_shapes(folded.offsets, folded.data, *_countries().keys))


def _without_country(folded: Texts, shapes: np.ndarray) -> tuple[Texts, Texts]:
    """The addresses without their last segment where that is a country, and the countries."""
    nothing = np.zeros(folded.size, np.int64)
    where = np.flatnonzero(shapes & COUNTRY)
    if len(where) == 0:
        return folded, _put(pa.array([""]), nothing, [])
    array = to_array(folded)
    ends = array.take(pa.array(where))
    # a country alone is no address
    last = pc.struct_field(pc.extract_regex(ends, r"^(?P<a>.*[^ ,])[ ,]* , (?P<b>[^,]+)$"), "b")
    named = pc.is_valid(last)
    where = where[named.to_numpy(zero_copy_only=False)]
    cut = pc.replace_substring_regex(ends.filter(named), r"[ ,]* , [^,]+$", "")
    left = _put(array, np.arange(folded.size), [(where, cut)])
    return left, _put(pa.array([""]), nothing, [(where, last.filter(named))])


def _put(
    values: pa.StringArray, numbers: Int64, pieces: list[tuple[Int64, pa.StringArray]]
) -> Texts:
    """``values[numbers]`` with other texts where the pieces say; null is empty."""
    arrays = [values]
    size = len(values)
    for where, texts in pieces:
        numbers[where] = size + np.arange(len(texts))
        size += len(texts)
        arrays.append(texts)
    return Texts(*utf8(pa.concat_arrays(arrays).take(pa.array(numbers))))
