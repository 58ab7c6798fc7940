"""Fields of few rules: gender, websites, identifiers, numbers."""

from __future__ import annotations

import re

from twinset.standardize.texts import (
    Texts,
    compact,
    fold,
    fold_table,
    of_strings,
    substitute,
    to_array,
)

_GENDERS = {
    "m": "m male man boy mann mannlich maennlich herr homme masculin masculino maschio uomo hombre "
    "varon homem mezczyzna muzhskoy muzh mr mister h hr karl madur erkek nanxing mrd mzkr",
    "f": "f female woman girl frau weiblich femme feminin femenino feminino femmina femminile "
    "donna mujer mulher kobieta zhenskiy zhen mrs ms miss mme w vrouw kvinna kona kadin nu nuxing "
    "zn mwnth k",
    "x": "x d diverse divers other nonbinary o andere autre otro altro",
}
_GENDER_OF = {word: gender for gender, words in _GENDERS.items() for word in words.split()}
_GENDER_OF |= {"non binary": "x", "1": "m", "2": "f"}

_HOST = fold_table(keep=".-_")


def gender(texts: Texts) -> Texts:
    """m, f or x (any other); a word that is none of them is null. Codes 1 and 2 (ISO/IEC 5218) are
    m and f."""
    words = to_array(fold(texts, floats=True)).to_pylist()
    genders = [_GENDER_OF.get(word, "") for word in words]
    for index, romanised in enumerate(to_array(texts).to_pylist()):
        if romanised == "Nan":  # 男; a missing number that was written as text is "nan" or "NaN"
            genders[index] = "m"
    return of_strings(genders)


def website(texts: Texts) -> Texts:
    """The host without scheme, "www." and port: "https://www.Acme.com:80/x" to "acme.com".

    What holds no dot is no host, and null.
    """
    host = substitute(
        texts, (r"^\s*(?:(?:[A-Za-z][A-Za-z0-9+.-]*:)?//)?([^/?#:\s]*)(?s:.*)$", r"\1")
    )
    # "www." is taken off what folding left, and what no host can hold ends it: done before, a
    # second time found a "www." behind a stray mark, and cut at the space that a mark had become
    return substitute(
        fold(host, _HOST),
        (r" .*$", ""),
        (r"^(?:www\d?\.|[._-])+", ""),
        (r"[._-]+$", ""),  # "acme.com." is the same host, fully qualified
        (r"^[^.]*$", ""),
    )


def identifier(texts: Texts) -> Texts:
    """Letters and digits only, lower case; "123.0" is 123; only zeros is null."""
    return substitute(compact(texts), (r"^0+$", ""))


_ONE_NUMBER = re.compile(r"[^0-9.,-]*(-?)([0-9][0-9., ']{0,60}|[.,][0-9]{1,60})[^0-9]*")


def number(texts: Texts) -> Texts:
    """The one number in a text, in digits with a point: "EUR 1.200,50" to "1200.5".

    Where both point and comma stand, the last one is before decimals. One comma before three digits
    is of thousands, one point is of decimals, and what stands several times is of thousands. No or
    several numbers are null.
    """
    return of_strings(map(_number, to_array(texts).to_pylist()))


def _number(text: str) -> str:
    found = _ONE_NUMBER.fullmatch(text)
    if found is None:
        return ""
    digits = found[2].translate({ord(" "): None, ord("'"): None}).rstrip(".,")
    point, comma = digits.rfind("."), digits.rfind(",")
    mark = "." if point > comma else ","
    whole, separator, decimals = digits.rpartition(mark)
    in_thousands = mark in whole or (mark == "," and point < 0 and len(decimals) == 3)
    if not separator or in_thousands:
        whole, decimals = digits, ""
    whole = whole.translate({ord("."): None, ord(","): None}).lstrip("0") or "0"
    decimals = decimals.rstrip("0")
    value = f"{whole}.{decimals}" if decimals else whole
    return f"-{value}" if found[1] and value != "0" else value
