"""Who people are: names, sex, dates of birth, and what copies make of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from twinset.generator.frame import ODD, Frame, salt
from twinset.generator.kernels import draw, uniform
from twinset.generator.layout import CHILD, JUNIOR, OWN_NAME_PARTNER, PARTNER, TWIN
from twinset.generator.lexicon import NONE
from twinset.generator.rates import FAKE_DATES
from twinset.generator.text import Text
from twinset.types import Bool, Float64, Int32

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
    has_middle = uniform(frame.person, salt("has middle")) * 1000 < _of(frame, "middle")
    middle[~has_middle | (middle == given)] = NONE

    patronymic = _of(frame, "patronymic") > 0
    two = _of(frame, "two_surnames") > 0
    own = (slots.role == OWN_NAME_PARTNER) | ((slots.role == PARTNER) & (patronymic | two))
    home_share = uniform(frame.home, salt("family"))
    own_share = uniform(frame.person, salt("family"))
    share = np.where(own, own_share, home_share)
    family = _surname(frame, share)
    married = (slots.role == PARTNER) & ~own
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


def _of(frame: Frame, trait: str) -> Int32:
    return frame.lexicon.traits[trait][frame.country]


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
    born = np.where(
        (slots.role == PARTNER) | (slots.role == OWN_NAME_PARTNER), head + gap * 9 * _YEAR, head
    )
    born = np.where(child, head + (21 + 15 * uniform(frame.person, salt("child"))) * _YEAR, born)
    born = np.where(
        slots.role == TWIN, head + (21 + 15 * uniform(frame.home, salt("child"))) * _YEAR, born
    )
    return np.minimum(born, _YOUNGEST).astype(np.int32)


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
    names = Text.of(given, gap_given, middle, family, gap_family, second)
    write_forms(frame, [names], np.flatnonzero(person))
    return _two_columns(frame, names)


def _two_columns(frame: Frame, names: Text) -> tuple[Text, Text]:
    """Lay the pieces out in two columns: in order, swapped, or all in one of them."""
    space, person = frame.lexicon.token(" "), ~frame.company
    full = frame.chance("full_name") & person
    in_given = full & (uniform(frame.record, salt("full in given")) < 0.5)
    in_family = full & ~in_given
    swapped = frame.chance("swapped_names") & person & ~full
    given = Text.of(*(NONE for _ in range(7)), rows=frame.size)
    family = Text.of(*(NONE for _ in range(7)), rows=frame.size)
    given.tokens[:3], family.tokens[:3] = names.tokens[:3], names.tokens[3:]
    where = np.flatnonzero(swapped)
    given.tokens[:3, where], family.tokens[:3, where] = (
        names.tokens[3:, where], names.tokens[:3, where],
    )  # fmt: skip
    frame.tags.add("swapped_names", where)
    family_first = _of(frame, "family_first") > 0
    for text, mask in ((given, in_given), (family, in_family)):
        for first, rows in ((True, mask & family_first), (False, mask & ~family_first)):
            rows = np.flatnonzero(rows)
            a, b = names.tokens[:3, rows], names.tokens[3:, rows]
            text.tokens[:3, rows], text.tokens[4:, rows] = (b, a) if first else (a, b)
            text.tokens[3, rows] = NONE if first else space
    given.null, family.null = frame.company | in_family, frame.company | in_given
    frame.tags.add("full_name_in_given", in_given)
    frame.tags.add("full_name_in_family", in_family)
    missing = frame.chance("missing:given_name") & ~given.null & ~full
    given.null = given.null | missing
    frame.tags.add("missing:given_name", missing)
    return given, family


def write_forms(frame: Frame, texts: list[Text], rows: np.ndarray) -> None:
    """Marks dropped, Latin letters, capitals: what another system makes of a record's words.

    The draws hang on the record, so names, address and company of a record go the same way.
    """
    lexicon, tags = frame.lexicon, frame.tags
    native = frame.lexicon.traits["script"][frame.country] > 0
    latin = np.where(native, frame.chance("native_to_latin"), frame.chance("plain"))
    expands = (_of(frame, "expands") > 0) & (uniform(frame.record, salt("expands")) < 0.5)
    up = frame.chance("upper")
    down = frame.chance("lower") & ~up
    for tag, mapping, mask in (
        ("transliterated", lexicon.expanded, latin & (expands | native)),
        ("no_diacritics", lexicon.plain, latin & ~expands & ~native),
        ("upper", lexicon.upper, up),
        ("lower", lexicon.lower, down),
    ):
        chosen = rows[mask[rows]]
        for text in texts:
            tags.add(tag, chosen[text.rewrite(chosen, mapping)])


def birth_column(frame: Frame, people: People) -> Text:
    """Date of birth: ISO, or as the country writes it, sometimes wrong, often not there."""
    lexicon, tags, person = frame.lexicon, frame.tags, ~frame.company
    wrong = frame.chance("date_typo") & person
    dates = people.born.astype("datetime64[D]")
    year = dates.astype("datetime64[Y]").astype(np.int64) + 1970
    month = dates.astype("datetime64[M]").astype(np.int64) % 12 + 1
    day = (dates - dates.astype("datetime64[M]")).astype(np.int64) + 1
    how = draw(frame.record, salt("wrong date")) % np.uint64(3)
    step = 1 + (draw(frame.record, salt("wrong by")) % np.uint64(9)).astype(np.int64)
    day = np.where(wrong & (how == 0), (day - 1 + step) % 28 + 1, day)
    year = np.where(wrong & (how == 1), year - np.where(step < 6, 1, 10), year)
    month = np.where(wrong & (how == 2), (month - 1 + step) % 12 + 1, month)
    day = np.where(wrong & (how == 2), np.minimum(day, 28), day)
    swapped = frame.chance("day_month_swap") & (day <= 12) & (day != month) & person
    day, month = np.where(swapped, month, day), np.where(swapped, day, month)

    local = frame.chance("date_format") & person
    separator = _of(frame, "day_first")
    american = separator == NONE
    separator = np.where(american, lexicon.token("/"), separator)
    y = lexicon.digits[4] + year
    m, d = lexicon.digits[2] + month, lexicon.digits[2] + day
    gap = np.where(local, separator, lexicon.token("-"))
    text = Text.of(
        np.where(local, np.where(american, m, d), y), gap,
        np.where(local & american, d, m), gap, np.where(local, y, d),
    )  # fmt: skip
    fake = frame.chance("placeholder:date_of_birth") & person
    which = (uniform(frame.record, salt("fake date")) * len(FAKE_DATES)).astype(np.int64)
    fakes = np.array([lexicon.token(t) for t in FAKE_DATES], np.int32)
    text.replace(fake, fakes[which[fake]])
    text.null = frame.company | (frame.chance("missing:date_of_birth") & person)
    tags.add("missing:date_of_birth", text.null & person)
    for tag, mask in (
        ("placeholder:date_of_birth", fake), ("date_typo", wrong & ~fake),
        ("day_month_swap", swapped & ~fake), ("date_format", local & ~fake),
    ):  # fmt: skip
        tags.add(tag, mask & ~text.null)
    return text


def column_of_sex(frame: Frame, table: Int32) -> Int32:
    """The token of a (2, countries) table for each row's sex and country."""
    return np.where(frame.female, table[1][frame.country], table[0][frame.country])
