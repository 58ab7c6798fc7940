"""How people are reached: e-mail addresses and telephone numbers, own and shared."""

from __future__ import annotations

import numpy as np

from twinset.faults import Fault
from twinset.generator.dates import gregorian
from twinset.generator.firms import Firms
from twinset.generator.frame import Frame, salt
from twinset.generator.kernels import draw, uniform
from twinset.generator.people import People, write_digits
from twinset.generator.rates import DISPOSABLE, FAKE_MAILS, FAKE_PHONES
from twinset.generator.text import Text
from twinset.generator.vocabulary import NONE
from twinset.types import Bool, Int32, Int64, UInt64


def email_column(frame: Frame, people: People, firms: Firms) -> Text:
    """The private address, or the one at work, the family's, the company's, an old one."""
    lexicon, tags, company = frame.lexicon, frame.tags, frame.company
    free = (frame.anchor != 0) & ~company
    employed = firms.present & ~company
    old = frame.before("old_email") & free
    family = (
        (uniform(frame.home, salt("has family mailbox")) < 0.12) & (frame.slots.members > 1)
        & frame.chance("family_mailbox") & free
    )  # fmt: skip
    work = frame.chance("work_email") & employed & free & ~family
    desk = frame.chance("company_mailbox") & employed & free & ~family & ~work
    old &= ~family & ~work & ~desk
    key = np.where(old, draw(frame.person, salt("old address")), frame.person)
    text = _private_address(frame, people, key)
    slugs = lexicon.slug
    # a family's own mailbox: smith.family@, familie.mueller@
    rows = np.flatnonzero(family)
    text.tokens[:5, rows] = NONE
    text.tokens[0, rows] = slugs[people.family[rows]]
    text.tokens[1, rows] = lexicon.token(".")
    text.tokens[2, rows] = lexicon.family_word[frame.country[rows]]
    text.tokens[3, rows] = _number(frame, draw(frame.home, salt("family number")), 2)[rows]
    text.tokens[5, rows] = frame.pick(lexicon.provider, uniform(frame.home, salt("provider")))[rows]
    # a company's domain
    rows = np.flatnonzero(work)
    text.tokens[:5, rows] = NONE
    text.tokens[0, rows] = slugs[people.given[rows]]
    text.tokens[1, rows] = lexicon.token(".")
    text.tokens[2, rows] = slugs[people.family[rows]]
    rows = np.flatnonzero(desk | company)
    text.tokens[:5, rows] = NONE
    boxes = np.array([lexicon.token(t) for t in ("info", "kontakt", "office")], np.int32)
    box = (uniform(firms.key[rows], salt("mailbox")) ** 3 * 3).astype(np.int64)
    text.tokens[0, rows] = boxes[box]
    rows = np.flatnonzero(work | desk | company)
    text.tokens[5, rows] = lexicon.token("@")
    text.tokens[6, rows] = slugs[firms.word[rows]]
    text.tokens[7, rows] = slugs[firms.trade[rows]]
    text.tokens[8, rows] = lexicon.tld[frame.country[rows]]

    plus = frame.chance("plus_tag") & ~company & ~desk
    plus_tokens = np.array(
        [lexicon.token(t) for t in ("+news", "+shop", "+crm", "+spam")], np.int32
    )
    which = (uniform(frame.record, salt("which plus")) * 4).astype(np.int64)
    text.tokens[4, plus] = plus_tokens[which[plus]]
    slip = lexicon.misspelt[which, text.tokens[5]]
    misspelt = frame.chance("email_domain_typo") & ~work & ~desk & ~company & (slip != NONE)
    text.tokens[5, misspelt] = slip[misspelt]
    text.typed = 5
    text.flag(Fault.ROLE_MAILBOX, desk | company)
    private = free & ~(family | work | desk | misspelt)
    disposable = frame.rarely("disposable", private)
    domains = np.array([lexicon.token("@" + domain) for domain in DISPOSABLE], np.int32)
    which = (frame.record[disposable] >> np.uint64(7)) % np.uint64(len(domains))
    text.tokens[5, disposable] = domains[which.astype(np.int64)]
    text.flag(Fault.DISPOSABLE, disposable)
    text.flag(Fault.MISSPELT_DOMAIN, misspelt)
    several = frame.rarely("several_emails", private)
    text.several(several, _separators(frame, several), second_email(frame, people, several))
    invalid = _invalid_emails(frame, text)
    shown = {"plus_tag": plus, "email_domain_typo": misspelt, "old_email": old,
             "family_mailbox": family, "work_email": work, "company_mailbox": desk}  # fmt: skip
    _gaps(frame, text, "email", FAKE_MAILS, 0, shown)
    for tag, fault, rows in (
        ("disposable", Fault.DISPOSABLE, disposable), ("invalid:email", Fault.INVALID, invalid),
        ("several_emails", Fault.SEVERAL_VALUES, several),
    ):  # fmt: skip
        tags.add(tag, text.still(fault, rows))
    return text


def second_email(frame: Frame, people: People, rows: Int64) -> Int32:
    """Another private address of the people in these rows: token numbers (pieces, rows)."""
    key = draw(frame.person, salt("second address"))
    return _private_address(frame, people, key).tokens[:, rows]


def _separators(frame: Frame, rows: Int64) -> Int32:
    tokens = np.array([frame.lexicon.token(text) for text in ("; ", ", ", " / ")], np.int32)
    return tokens[(draw(frame.record[rows], salt("separator")) % np.uint64(3)).astype(np.int64)]


def _invalid_emails(frame: Frame, text: Text) -> Int64:
    """Two dots in a row, a dot or nothing where no dot or something must be, a space inside."""
    lexicon = frame.lexicon
    rows = frame.rarely("invalid:email", (frame.anchor != 0) & text.shown)
    how = draw(frame.record[rows], salt("how invalid")) % np.uint64(5)
    tokens = text.tokens[:, rows]
    gaps = [lexicon.token(".."), lexicon.token(" ")]
    tokens[1] = np.select([how == 0, how == 1], gaps, tokens[1])
    tokens[4] = np.where(how == 2, lexicon.token("."), tokens[4])
    tokens[5:, how == 3] = NONE
    tokens[5] = np.where(how == 3, lexicon.token("@"), tokens[5])
    tokens[5] = np.where(how == 4, lexicon.bare[tokens[5]], tokens[5])
    text.settle(rows, Fault.INVALID, *tokens)
    return rows


def _private_address(frame: Frame, people: People, key: UInt64) -> Text:
    """One of the usual patterns over the names; numbers where the name alone is surely taken."""
    lexicon = frame.lexicon
    # many keep the address that they had before they married
    keeps = uniform(frame.person, salt("keeps address")) < 0.5
    family = lexicon.slug[np.where(keeps & people.married_name, people.maiden, people.family)]
    given = lexicon.slug[people.given]
    initial = lexicon.slug_initial[people.given]
    pattern = uniform(key, salt("pattern"))
    dot, bar = lexicon.token("."), lexicon.token("_")
    first = np.select([pattern < 0.52, pattern < 0.70, pattern < 0.82], [given, initial, family],
                      given)  # fmt: skip
    last = np.select([pattern < 0.70, pattern < 0.82], [family, given], NONE)
    gap = np.select([pattern < 0.30, pattern < 0.42, pattern < 0.70, pattern < 0.82],
                    [dot, NONE, np.where(pattern < 0.52, bar, NONE), dot], NONE)  # fmt: skip
    year = gregorian(people.born)[0]
    numbered = uniform(key, salt("numbered"))
    bare = (numbered < 0.4) & (people.rarity > 0.6) & (pattern < 0.82)
    tail = np.select(
        [bare, numbered < 0.5, numbered < 0.65],
        [NONE, lexicon.digits[2] + year % 100, lexicon.digits[4] + year],
        _number(frame, draw(key, salt("number")), 3),
    )
    # a first name alone needs a long number
    tail = np.where(last == NONE, _number(frame, draw(key, salt("number")), 4), tail)
    domain = frame.pick(lexicon.provider, uniform(key, salt("provider")))
    return Text.of(first, gap, last, tail, NONE, domain, NONE, NONE, NONE, rows=frame.size)


def _number(frame: Frame, random: UInt64, width: int) -> Int32:
    """A token of a number with ``width`` digits."""
    value = (random % np.uint64(10**width)).astype(np.int32)
    return np.asarray(frame.lexicon.digits[width] + value, np.int32)


def _gaps(
    frame: Frame, text: Text, column: str, fakes: tuple[str, ...], anchor: int,
    tags: dict[str, Bool],
) -> None:  # fmt: skip
    """Placeholders and gaps of e-mail and phone; what a person always gives has neither."""
    free = frame.anchor != anchor
    fake = frame.chance(f"placeholder:{column}") & free
    tokens = np.array([frame.lexicon.token(t) for t in fakes], np.int32)
    which = (uniform(frame.record, salt("fake " + column)) * len(fakes)).astype(np.int64)
    text.settle(fake, Fault.PLACEHOLDER, tokens[which[fake]])
    text.null = frame.chance(f"missing:{column}") & free
    frame.tags.add(f"missing:{column}", text.null)
    frame.tags.add(f"placeholder:{column}", fake & ~text.null)
    for tag, mask in tags.items():
        frame.tags.add(tag, mask & text.shown)


def phone_column(frame: Frame, firms: Firms) -> Text:
    """A mobile number, the household's landline, or the company's switchboard."""
    lexicon, tags, company = frame.lexicon, frame.tags, frame.company
    free = (frame.anchor != 1) & ~company
    fixed = uniform(frame.person, salt("landline only")) < 0.2
    switchboard = frame.chance("switchboard") & firms.present & free
    shared = frame.chance("shared_phone") & free & ~switchboard & ~fixed
    old = frame.before("old_phone") & free & ~switchboard & ~shared & ~fixed
    landline = fixed | shared | switchboard | company
    key = np.where(old, draw(frame.person, salt("old number")), frame.person)
    key = np.where(fixed | shared, frame.home, key)
    key = np.where(switchboard | company, firms.key, key)
    # a landline keeps the area code of the household's place, a switchboard that of its own
    place = frame.pick(lexicon.city, uniform(key, salt("city")))
    area = np.where(
        landline, lexicon.place[3][place], frame.pick(lexicon.mobile, uniform(key, salt("mobile")))
    )
    number = draw(key, salt("subscriber"))
    plan = np.where(
        landline, lexicon.place_lead[place],
        frame.pick(lexicon.mobile_lead, uniform(key, salt("mobile"))),
    )  # fmt: skip
    width = np.where(landline, lexicon.area_digits[place], lexicon.mobile_digits[frame.country])
    style = _style(frame)
    text = _formatted(frame, area, width, plan, number, style)
    write_digits(frame, [text])
    shown = {"shared_phone": shared, "switchboard": switchboard,
             "phone_format": frame.chance("phone_format"), "old_phone": old}  # fmt: skip
    several = frame.rarely("several_phones", ~company)
    text.several(several, _separators(frame, several), second_phone(frame, several))
    invalid, damaged = _invalid_phones(frame, text)
    _gaps(frame, text, "phone", FAKE_PHONES, 1, shown)
    for tag, fault, rows in (
        ("invalid:phone", Fault.INVALID, invalid), ("spreadsheet_phone", Fault.DAMAGED, damaged),
        ("several_phones", Fault.SEVERAL_VALUES, several),
    ):  # fmt: skip
        tags.add(tag, text.still(fault, rows))
    return text


def second_phone(frame: Frame, rows: Int64) -> Int32:
    """Another mobile number of the people in these rows: token numbers (pieces, rows)."""
    key = draw(frame.person, salt("second number"))
    share = uniform(key, salt("mobile"))
    lexicon = frame.lexicon
    return _formatted(
        frame, frame.pick(lexicon.mobile, share), lexicon.mobile_digits[frame.country],
        frame.pick(lexicon.mobile_lead, share), draw(key, salt("subscriber")), _style(frame),
    ).tokens[:, rows]  # fmt: skip


def _invalid_phones(frame: Frame, text: Text) -> tuple[Int64, Int64]:
    """Three digits, a country that is none; and a number that a spreadsheet took for a sum."""
    lexicon, free = frame.lexicon, frame.anchor != 1
    rows = frame.rarely("invalid:phone", free & text.shown)
    random = draw(frame.record[rows], salt("how invalid"))
    short = random % np.uint64(2) == 0
    digits = ((random >> np.uint64(8)) % np.uint64(900)).astype(np.int32)
    text.settle(
        rows, Fault.INVALID, np.where(short, NONE, lexicon.token("+999 ")),
        lexicon.digits[3] + 100 + digits, np.where(short, NONE, lexicon.digits[4] + digits),
    )  # fmt: skip
    invalid = rows
    rows = frame.rarely("spreadsheet_phone", free & text.shown)
    head, power = lexicon.scientific[:, frame.country[rows]]
    random = draw(frame.person[rows], salt("subscriber")) % np.uint64(10_000)
    text.settle(rows, Fault.DAMAGED, head, lexicon.digits[4] + random.astype(np.int32), power)
    return invalid, rows


def _style(frame: Frame) -> Int64:
    """How the number is written: the person's usual way, or another one here."""
    usual = (uniform(frame.person, salt("phone style")) * 4).astype(np.int64)
    step = 1 + (uniform(frame.record, salt("other style")) * 6).astype(np.int64)
    return np.where(frame.chance("phone_format"), (usual + step) % 7, usual)


def _formatted(
    frame: Frame, area: Int32, width: Int32, plan: Int32, random: UInt64, style: Int64
) -> Text:
    """The first digit behind the area code is one that the country's plan has there.

    Styles: 0 +44 20 7946 0123, 1 02079460123, 2 020 7946 0123, 3 +442079460123,
    4 (020) 7946-0123, 5 0044..., 6 020-7946-0123."""
    lexicon, country = frame.lexicon, frame.country
    dial = lexicon.dial[country]
    rows = np.arange(frame.size)
    lead = dial[rows, np.array([0, 2, 2, 0, 3, 1, 2])[style]]
    space, dash = lexicon.token(" "), lexicon.token("-")
    after_lead = np.where(style == 0, space, NONE)
    after_area = np.array([space, NONE, space, NONE, lexicon.token(") "), NONE, dash])[style]
    between = np.array([space, NONE, space, NONE, dash, NONE, dash])[style]
    last = lexicon.last_group[country]
    middle = np.clip(lexicon.number_digits[country] - width - last, 0, 4)
    powers = np.array([1, 10, 100, 1000, 10_000], np.uint64)
    first = lexicon.leads[plan, ((random >> np.uint64(16)) % np.uint64(5040)).astype(np.int64)]
    unit = powers[np.maximum(middle - 1, 0)]
    head = lexicon.digits[middle] + first * unit.astype(np.int32) + (random % unit).astype(np.int32)
    tail = lexicon.digits[last] + ((random >> np.uint64(32)) % powers[last]).astype(np.int32)
    head = np.where(middle == 0, NONE, head)
    after_area = np.where(middle == 0, NONE, after_area)
    pieces = (lead, after_lead, area, after_area, head, between, tail, NONE, NONE)
    return Text.of(*pieces, rows=frame.size)


def misplace(frame: Frame, email: Text, phone: Text, birth: Text, family: Text) -> None:
    """Values keyed into the next column, their own left empty."""
    person = ~frame.company & family.shown
    unsure = person & (frame.anchor < 0)
    swaps = (
        ("email_in_phone", email, phone, frame.chance("email_in_phone") & phone.null),
        ("phone_in_email", phone, email, frame.rarely("phone_in_email", email.null)),
        ("email_in_name", email, family, frame.rarely("email_in_name", unsure)),
        ("date_in_name", birth, family, frame.rarely("date_in_name", person)),
    )
    for tag, source, target, mask in swaps:
        rows = np.flatnonzero(mask) if mask.dtype == np.bool_ else mask
        rows = rows[source.shown[rows]]
        for fault, flagged in source.faults.items():  # a whole and valid value
            if fault in (Fault.INVALID, Fault.DAMAGED):
                rows = rows[~flagged[rows]]
        target.settle(rows, Fault.WRONG_COLUMN, *source.tokens[:, rows])
        source.null[rows] = True
        frame.tags.add(tag, rows)
