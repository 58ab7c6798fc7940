"""Homes and offices: street, city, region, postcode, country; and movers."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from twinset.faults import Fault
from twinset.generator.frame import ODD, Frame, salt
from twinset.generator.kernels import uniform
from twinset.generator.people import no_words, write_digits, write_forms, wrong_encoding
from twinset.generator.text import Text
from twinset.generator.vocabulary import NONE
from twinset.types import Bool, Int32, UInt64


@dataclass(frozen=True, slots=True, eq=False)
class Homes:
    """Where each row lives, as it was when the row was written."""

    moved: Bool  # the row has the address before the present one
    key: UInt64
    place: Int32  # number of the place in the lexicon


def make_homes(frame: Frame) -> Homes:
    """The household's address, or the person's own earlier one."""
    moved = frame.before("moved") & (frame.anchor != 2) & ~frame.company
    earlier = frame.person * ODD
    key = np.where(moved, earlier, frame.home)
    return Homes(moved, key, frame.pick(frame.lexicon.city, uniform(key, salt("city"))))


def address_columns(frame: Frame, homes: Homes) -> dict[str, Text]:
    """Street, city, region, postcode and country of every row, tagged."""
    lexicon, key = frame.lexicon, homes.key
    name_share = uniform(key, salt("street"))
    name = frame.pick(lexicon.street, name_share)
    kind = frame.pick(lexicon.street_type, uniform(key, salt("street type")))
    # most streets are short: half of all houses have a number below 40
    number = (1 + 199 * uniform(key, salt("house")) ** 2.2).astype(np.int32) + lexicon.numbers
    short = frame.chance("street_abbreviation") & (lexicon.type_variant[0][kind] != NONE)
    which = uniform(frame.record, salt("which short")) < 0.7
    variant = np.where(which, lexicon.type_variant[0][kind], lexicon.type_variant[1][kind])
    kind = np.where(short, variant, kind)

    pieces = np.stack((number, name, kind)).astype(np.int32)
    rows = np.arange(frame.size)
    order = lexicon.street_order[:, frame.country]
    gaps = lexicon.street_gap[:, frame.country]
    street = Text.of(
        pieces[order[0], rows], gaps[0], pieces[order[1], rows], gaps[1], pieces[order[2], rows]
    )
    place = lexicon.place[:, homes.place]
    # one street of a place has one postcode
    street_key = homes.place.astype(np.uint64) * ODD + name.astype(np.uint64)
    tail = frame.pick(lexicon.postcode_tail, uniform(street_key, salt("postcode")))
    usual = np.zeros(frame.size)
    other = frame.chance("country_form")
    country = frame.pick(
        lexicon.country_name, np.where(other, uniform(frame.record, salt("country form")), usual)
    )
    unusual = other & (country != frame.pick(lexicon.country_name, usual))
    columns = {
        "street": street,
        "city": Text.of(place[0]),
        "region": Text.of(place[1]),
        "postcode": Text.of(place[2], tail),
        "country": Text.of(country),
    }
    write_forms(frame, [columns["street"], columns["city"], columns["region"]], rows)
    write_digits(frame, [columns["street"], columns["postcode"]])

    given = frame.anchor == 2
    for column, text in columns.items():
        kept = given if column in ("street", "city", "postcode") else np.zeros(frame.size, bool)
        text.null = frame.chance(f"missing:{column}") & ~kept
        frame.tags.add(f"missing:{column}", text.null)
    wrong_encoding(frame, [columns["street"], columns["city"], columns["region"]])
    _faults(frame, columns, place[2])
    frame.tags.add("street_abbreviation", short & ~street.null)
    frame.tags.add("country_form", unusual & ~columns["country"].null)
    seen = ~(street.null & columns["city"].null & columns["postcode"].null)
    frame.tags.add("moved", homes.moved & seen)
    return columns


def _faults(frame: Frame, columns: dict[str, Text], prefix: Int32) -> None:
    """Half a postcode, where the country says that it is one; words for no city, or a blank."""
    postcode, city = columns["postcode"], columns["city"]
    zeros = np.isin(prefix, [frame.lexicon.token(text) for text in ("0", "00", "000")])
    whole = postcode.shown & ~columns["country"].null & ~zeros  # zeros stand for nothing
    rows = frame.rarely("invalid:postcode", whole)
    postcode.settle(rows, Fault.INVALID, prefix[rows])
    frame.tags.add("invalid:postcode", rows)
    no_words(frame, "city", city, frame.anchor != 2)
