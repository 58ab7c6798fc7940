"""Who people are: names, sex, dates of birth, and what copies make of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from twinset.faults import Fault
from twinset.generator.frame import ODD, Frame, salt
from twinset.generator.kernels import draw, uniform
from twinset.generator.layout import CHILD, JUNIOR, MOTHER, OWN_NAME_PARTNER, PARTNER, TWIN
from twinset.generator.rates import FAKE_WORDS
from twinset.generator.text import Text
from twinset.generator.vocabulary import NONE
from twinset.types import Bool, Float64, Int32, Int64

_YEAR = 365.25
_YOUNGEST = int(np.datetime64("2007-06-30").astype(int))


@dataclass(frozen=True, slots=True, eq=False)
class People:
    """The clean person behind each row. Token numbers (rows,) int32."""

    given: Int32
    middle: Int32
    family: Int32  # as it is now
    second_family: Int32  # NONE where a country has one surname
    maiden: Int32  # before marriage; equals family where it never changed
    married_name: Bool  # the row was written before the marriage
    rarity: Float64  # 0 the commonest surname of the country, 1 the rarest
    born: Int32  # days since 1970


def make_people(frame: Frame) -> People:
    """Draw everybody. Members of a household never share a given name, but father and son do."""
    lexicon, slots = frame.lexicon, frame.slots
    # eighths of the quantile axis keep the given names of a household apart
    place = np.where(slots.role == JUNIOR, 0, slots.member)
    jitter = uniform(frame.home + place.astype(np.uint64) * ODD, salt("given"))
    quantile = (uniform(frame.home, salt("given")) + (place + jitter * 0.8) / 8) % 1.0
    given = np.where(
        frame.female, frame.pick(lexicon.given[1], quantile), frame.pick(lexicon.given[0], quantile)
    )
    middle_share = uniform(frame.person, salt("middle"))
    middle = np.where(
        frame.female, frame.pick(lexicon.given[1], middle_share),
        frame.pick(lexicon.given[0], middle_share),
    )  # fmt: skip
    has_middle = uniform(frame.person, salt("has middle")) * 1000 < frame.trait("middle")
    middle[~has_middle | (middle == given)] = NONE

    patronymic = frame.trait("patronymic") > 0
    two = frame.trait("two_surnames") > 0
    partner = (slots.role == PARTNER) | (slots.role == MOTHER)
    own = (slots.role == OWN_NAME_PARTNER) | (partner & (patronymic | two))
    home_share = uniform(frame.home, salt("family"))
    own_share = uniform(frame.person, salt("family"))
    share = np.where(own, own_share, home_share)
    family = _surname(frame, share)
    married = partner & ~own
    second_share = np.where(own | married, own_share, uniform(frame.home, salt("second")))
    second = np.where(two, _surname(frame, (second_share + 0.37) % 1.0), NONE).astype(np.int32)
    return People(
        given=given.astype(np.int32),
        middle=middle.astype(np.int32),
        family=family,
        second_family=second,
        maiden=_surname(frame, own_share),
        married_name=married & frame.female & frame.before("marriage"),
        rarity=share,
        born=_birth_days(frame),
    )


def _surname(frame: Frame, share: Float64) -> Int32:
    tokens = frame.pick(frame.lexicon.surname, share)
    return np.where(frame.female, frame.lexicon.feminine[tokens], tokens).astype(np.int32)


def _birth_days(frame: Frame) -> Int32:
    """Heads of families are old enough; partners are near in age; twins share the day."""
    slots = frame.slots
    a, b = uniform(frame.home, salt("born")), uniform(frame.home, salt("born too"))
    single = -30 * _YEAR + (a + b) / 2 * 66 * _YEAR
    with_children = -32 * _YEAR + a * 36 * _YEAR
    head = np.where(slots.parent, with_children, single)
    gap = uniform(frame.person, salt("age gap")) + uniform(frame.person, salt("age gap too")) - 1
    child = (slots.role == CHILD) | (slots.role == JUNIOR)
    partner = np.isin(slots.role, (PARTNER, MOTHER, OWN_NAME_PARTNER))
    born = np.where(partner, head + gap * 9 * _YEAR, head)
    born = np.where(child, head + (21 + 15 * uniform(frame.person, salt("child"))) * _YEAR, born)
    born = np.where(
        slots.role == TWIN, head + (21 + 15 * uniform(frame.home, salt("child"))) * _YEAR, born
    )
    born = np.minimum(born, _YOUNGEST).astype(np.int32)
    return born + (born == 0)  # day 0 stands for no date in half of all programs


def name_columns(frame: Frame, people: People) -> tuple[Text, Text]:
    """Given and family name as this copy has them, tagged. Companies have neither."""
    lexicon, tags = frame.lexicon, frame.tags
    person = ~frame.company
    given, middle = people.given.copy(), people.middle.copy()

    nick = np.where(uniform(frame.record, salt("which nick")) < 0.6, lexicon.nick[0][given],
                    lexicon.nick[1][given])  # fmt: skip
    nicknamed = frame.chance("nickname") & (nick != NONE) & person
    given[nicknamed] = nick[nicknamed]
    tags.add("nickname", nicknamed)
    initialled = frame.chance("initial") & ~nicknamed & person & (lexicon.initial[given] != given)
    given[initialled] = lexicon.initial[given[initialled]]
    tags.add("initial", initialled)
    dropped = frame.chance("no_middle") & (middle != NONE) & person
    middle[dropped] = NONE
    tags.add("no_middle", dropped)
    shortened = frame.chance("middle_initial") & (middle != NONE) & person
    middle[shortened] = lexicon.initial[middle[shortened]]
    tags.add("middle_initial", shortened)

    maiden = people.married_name & (people.maiden != people.family) & person
    family = np.where(maiden, people.maiden, people.family)
    tags.add("maiden_name", maiden)
    second = people.second_family.copy()
    single = frame.chance("one_surname") & (second != NONE) & person
    second[single] = NONE
    tags.add("one_surname", single)

    space = lexicon.token(" ")
    gap_given = np.where(middle == NONE, NONE, space)
    gap_family = np.where(second == NONE, NONE, space)
    suffix = _suffix(frame)
    names = Text.of(given, gap_given, middle, family, gap_family, second,
                    np.where(suffix == NONE, NONE, space), suffix)  # fmt: skip
    write_forms(frame, [names], np.flatnonzero(person))
    given_column, family_column = _two_columns(frame, names)
    shown = family_column.shown | (family_column.null & given_column.shown)
    tags.add("suffix", (suffix != NONE) & person & shown)
    return given_column, family_column


def _suffix(frame: Frame) -> Int32:
    """Jr. and Sr. where father and son have one name and the country says so."""
    both = frame.slots.father_son & frame.chance("suffix")
    son = (frame.slots.role == JUNIOR).astype(np.int64)
    suffix = frame.lexicon.junior[1 - son, frame.country]
    return np.where(both, suffix, NONE).astype(np.int32)


def _two_columns(frame: Frame, names: Text) -> tuple[Text, Text]:
    """Lay the pieces out in two columns: in order, swapped, or all in one of them.

    The suffix, and the space before it, are the last two pieces of both.
    """
    space, person = frame.lexicon.token(" "), ~frame.company
    family_first = frame.trait("family_first") > 0
    full = frame.chance("full_name") & person
    in_given = full & (uniform(frame.record, salt("full in given")) < 0.5)
    one_column = family_first & frame.chance("one_column") & person & ~full
    in_family = (full & ~in_given) | one_column
    full = full | one_column
    swapped = frame.chance("swapped_names") & person & ~full
    given = Text.of(*(NONE for _ in range(9)), rows=frame.size)
    family = Text.of(*(NONE for _ in range(9)), rows=frame.size)
    given.tokens[:3], family.tokens[:3] = names.tokens[:3], names.tokens[3:6]
    family.tokens[7:] = names.tokens[6:]
    where = np.flatnonzero(swapped)
    given.tokens[:3, where], family.tokens[:3, where] = (
        names.tokens[3:6, where], names.tokens[:3, where],
    )  # fmt: skip
    # in Latin letters half of the names stand in the order of the West
    first = family_first & ~(frame.latin & frame.chance("western_order"))
    for text, mask in ((given, in_given), (family, in_family)):
        for family_leads, rows in ((True, mask & first), (False, mask & ~first)):
            rows = np.flatnonzero(rows)
            a, b = names.tokens[:3, rows], names.tokens[3:6, rows]
            text.tokens[:3, rows], text.tokens[4:7, rows] = (b, a) if family_leads else (a, b)
            text.tokens[3, rows] = np.where(family_leads & ~frame.latin[rows], NONE, space)
            text.tokens[7:, rows] = names.tokens[6:, rows]
    given.null, family.null = frame.company | in_family, frame.company | in_given
    missing = frame.chance("missing:given_name") & ~given.null & ~full
    given.null = given.null | missing
    no_words(frame, "given_name", given, ~full)
    no_words(frame, "family_name", family, ~full)
    for tag, mask in (
        ("missing:given_name", missing), ("swapped_names", swapped & family.shown),
        ("full_name_in_given", in_given & given.shown),
        ("full_name_in_family", in_family & family.shown),
    ):  # fmt: skip
        frame.tags.add(tag, mask)
    return given, family


def no_words(frame: Frame, name: str, text: Text, free: Bool) -> None:
    """ "n/a" and the like in place of a word, or nothing but a space."""
    rows = frame.rarely(f"placeholder:{name}", text.shown & free)
    fakes = np.array([frame.lexicon.token(word) for word in FAKE_WORDS], np.int32)
    which = draw(frame.record[rows], salt("fake word")) % np.uint64(len(fakes))
    text.settle(rows, Fault.PLACEHOLDER, fakes[which.astype(np.int64)])
    frame.tags.add(f"placeholder:{name}", rows)
    if name != "given_name":
        rows = frame.rarely(f"blank:{name}", text.shown & free)
        text.settle(rows, Fault.MISSING, frame.lexicon.token(" "))
        frame.tags.add(f"blank:{name}", rows)


def write_forms(frame: Frame, texts: list[Text], rows: Int64) -> None:
    """Marks dropped, Latin letters, capitals: what another system makes of a record's words.

    The draws hang on the record, so names, address and company of a record go the same way.
    """
    lexicon, tags = frame.lexicon, frame.tags
    native = frame.trait("script") > 0
    latin = frame.latin
    expands = (frame.trait("expands") > 0) & (uniform(frame.record, salt("expands")) < 0.5)
    forms = [
        ("no_diacritics", lexicon.plain, latin & ~expands & ~native),
        ("transliterated", lexicon.expanded, latin & expands & ~native),
    ]
    if native.any():
        way = (uniform(frame.record, salt("romanisation")) * 10).astype(np.int64)
        for number, shares in enumerate(((0, 5), (5, 8), (8, 10))):  # half the usual way
            mask = latin & native & (way >= shares[0]) & (way < shares[1])
            forms.append(("transliterated", lexicon.roman[number], mask))
        foreign = (frame.trait("letters") > 0) & ~latin & frame.chance("other_keyboard")
        joined = uniform(frame.record, salt("joiner")) < 0.7
        forms.append(("other_keyboard", lexicon.keyed[0], foreign & joined))
        forms.append(("other_keyboard", lexicon.keyed[1], foreign & ~joined))
    forms += [("upper", lexicon.upper, frame.upper), ("lower", lexicon.lower, frame.lower)]
    for tag, mapping, mask in forms:
        chosen = rows[mask[rows]]
        for text in texts:
            tags.add(tag, chosen[text.rewrite(chosen, mapping)])


def wrong_encoding(frame: Frame, texts: list[Text]) -> None:
    """UTF-8 that somebody read as Windows-1252, in the words of a record."""
    rows = frame.rarely("wrong_encoding", ~(frame.upper | frame.lower))
    damaged = frame.lexicon.damaged
    for text in texts:
        shown = rows[text.shown[rows]]
        tokens = text.tokens[:, shown]
        images = np.where(tokens >= 0, damaged[tokens], NONE)
        whole = ((images != NONE) | (tokens == NONE)).all(axis=0)
        changed = shown[whole & (images != tokens).any(axis=0)]
        text.rewrite(changed, damaged)
        frame.tags.add("wrong_encoding", changed)
        text.flag(Fault.DAMAGED, changed)
        text.settled[changed] = True


def write_digits(frame: Frame, texts: list[Text]) -> None:
    """The country's own numerals, in some records of a country that has them."""
    rows = np.flatnonzero((frame.trait("numerals") > 0) & frame.chance("native_digits"))
    for text in texts:
        frame.tags.add("native_digits", rows[text.rewrite(rows, frame.lexicon.native_digits)])


def column_of_sex(frame: Frame, table: Int32) -> Int32:
    """The token of a (2, countries) table for each row's sex and country."""
    return np.where(frame.female, table[1][frame.country], table[0][frame.country])
