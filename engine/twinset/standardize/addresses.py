"""Streets, house numbers and units.

Order of the steps: ASCII; fold (commas and # are tokens, - and / kept for the split); split into
street, house number, unit, rest and PO box; punctuation of the street to spaces; street types to
one short form. A type that is part of a word stays part of it: "Hauptstraße" is "hauptstr", "Haupt
Straße" is "haupt str"; a comparison by similarity sees them as near.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
import pyarrow as pa

from twinset.faults import Fault
from twinset.kernels import addresses as kernels
from twinset.kernels.text import ANYWHERE, LEADING, SUFFIX
from twinset.standardize import placeholders, places
from twinset.standardize.address_scripts import dashes_apart
from twinset.standardize.texts import Texts, TokenTable, fold, fold_table, substitute
from twinset.types import Bool, Role

# short form: what is written for it, anywhere in the street
_TYPES: Mapping[str, str] = {
    "st": "street saint sankt sainte strt",
    "ave": "avenue av aven avenu avn avnue",
    "rd": "road",
    "blvd": "boulevard boul boulv bvd boulevarde bulvar bulevar bd",
    "dr": "drive drv",
    "ln": "lane",
    "ct": "court crt",
    "pl": "place plc",
    "cres": "crescent cr crs crescant",
    "cct": "circuit circ",
    "cl": "close",
    "cir": "circle",
    "tce": "terrace ter terr",
    "pde": "parade",
    "hwy": "highway hiway hway",
    "pkwy": "parkway pky",
    "expy": "expressway",
    "fwy": "freeway",
    "sq": "square sqr",
    "gr": "grove grv",
    "gdns": "gardens gdn garden",
    "hts": "heights",
    "trl": "trail",
    "aly": "alley",
    "vlge": "village vill",
    "bldg": "building",
    "ctr": "center centre",
    "mt": "mount",
    "n": "north",
    "s": "south",
    "e": "east",
    "w": "west",
    "ne": "northeast",
    "nw": "northwest",
    "se": "southeast",
    "sw": "southwest",
    # German, Dutch
    "str": "strasse strase straat strada ulica ulitsa ul gatan gata gade gate",
    "pltz": "platz",
    # Romance
    "avda": "avenida avd",
    "pza": "plaza piazza pzza plza praca",
    "ctra": "carretera",
    "fbg": "faubourg fg",
    "imp": "impasse",
    "all": "allee allees",
    "che": "chemin",
    "rte": "route",
    "cso": "corso",
    "vle": "viale",
    "r": "rua",
    "trav": "travessa travesia",
    # Russian, Ukrainian, Polish (romanised)
    "pr": "prospekt prosp prkt",
    "per": "pereulok",
    "sh": "shosse",
    "al": "aleja aleje alei",
    "os": "osiedle",
    # Turkish, Persian
    "cad": "caddesi cadde cd",
    "sok": "sokak sokagi sk",
    "kh": "khyaban khiaban khiyaban",
    "kch": "kwchh kucheh kuche",
}
# a short form that is only read as one in front: "C/ Mayor", "V. Roma"
_TYPES_IN_FRONT = {"calle": "c cl calle", "via": "v"}
_SUFFIXES = {
    **{"strasse": "str", "straat": "str", "strase": "str"},
    **{"gata": "g", "gatan": "g", "vegur": "v", "braut": "br", "stigur": "st", "hlid": "hl"},
}
"""Inside a word; the second line is Icelandic and Swedish, as they abbreviate themselves."""


def _table() -> TokenTable:
    entries: dict[str, tuple[str, int]] = {}
    for short, words in _TYPES.items():
        for word in words.split():
            entries[word] = (short, ANYWHERE)
    for short, words in _TYPES_IN_FRONT.items():
        for word in words.split():
            entries[word] = (short, LEADING)
    for word, short in _SUFFIXES.items():
        entries[word] = (short, ANYWHERE | SUFFIX)
    return TokenTable(entries)


_STREET_TYPES = _table()
_RAW = fold_table(keep="-/", alone=",#")
_NUMBER = fold_table(keep="-/")

_KINDS = {
    kernels.UNIT: """
apt apartment apartments unit flat suite ste app appt appartement apartamento apto room rm wohnung
whg top int interno piso lok lokal lgh kv kvartira office oficina ofis daire # shop lot
wahd vahed tbqh level lvl floor
""",
    kernels.UNIT_BEHIND: "m mieszkanie",
    kernels.CARE_OF: "c/o p/a attn attention zhd",
    kernels.NUMBER: "nr no num number numero nummer n dom d house hnr hausnr bldg plot shmarh plak",
    kernels.BOX: """
box pobox pob postbox postfach pf postbus apartado apdo apartat casilla bp postboks postlada
pmb bag a/ya a/s
""",
    kernels.BOX_POSTAL: "casella boite case caixa skrytka schowek",
    kernels.BOX_FILLER: "postale postal postales pocztowa pocztowy correos correo de",
    kernels.BOX_OPENER: "p o po post gpo private locked mail",
    kernels.ROAD: "highway hwy route rte rt rr interstate km sr cr us state motorway autobahn",
}


def _kinds() -> tuple[TokenTable, np.ndarray]:
    words = {word: kind for kind, text in _KINDS.items() for word in text.split()}
    return TokenTable(dict.fromkeys(words, ("", 0))), np.array([*words.values()], np.uint8)


_MARKERS, _MARKER_KINDS = _kinds()


@dataclass(frozen=True, eq=False)
class AddressParts:
    """What an address is made of; five batches over the same distinct values.

    A PO box is the house number where there is none, of the street "box": so it compares as a
    house does, whatever the language: "Postfach 12 34" and "P.O. Box 1234" are one place.
    """

    street: Texts
    house_number: Texts
    unit: Texts
    rest: Texts
    box: Texts


def street_name(texts: Texts) -> Texts:
    """A street's name in short form, without looking for numbers."""
    return _STREET_TYPES.replace(fold(texts))


def address(texts: Texts) -> AddressParts:
    """Split "12b Main Street, Apt 4, Springfield", "Hauptstraße 12 b" or "P.O. Box 123"."""
    folded = fold(dashes_apart(texts), _RAW)
    bounds, *parts = kernels.split_addresses(
        folded.offsets, folded.data, *_MARKERS.keys, _MARKER_KINDS
    )
    batches = [Texts(offsets, data) for offsets, data in zip(bounds, parts, strict=True)]
    return AddressParts(_STREET_TYPES.replace(batches[0]), *batches[1:])


def house_number(texts: Texts) -> Texts:
    """ "Nr. 12 B" to "12b"; 34.0 is 34; ranges and fractions keep their - or /."""
    return substitute(
        fold(texts, _NUMBER, floats=True),
        (r"^n[/ ]?a$", ""),
        (r" *([-/]) *", r"\1"),
        (r"^(?:(?:nr|no|num|number|numero|n|d|dom|house)\b|[-/ 0])+|[-/ ]+$", ""),
        (r"(\d) ([a-z])\b", r"\1\2"),
    )


def display(values: pa.StringArray, role: Role = Role.STREET) -> pa.StringArray:
    """Streets and addresses with single spaces, and with capitals where they had only capitals or
    only small letters ("12B MAIN ST" to "12B Main St"); placeholders and blanks become null."""
    return places.display(values, role)


def check(values: pa.StringArray, role: Role = Role.STREET) -> dict[Fault, Bool]:
    """Which distinct streets, numbers or addresses stand for nothing; a mask (n,). Any other text
    may be an address somewhere."""
    return {Fault.PLACEHOLDER: placeholders.mask(values, role)}
