"""The vocabulary of a locale, compiled: one pool of tokens, and tables of token numbers.

A field is a row of token numbers; its text is put together once, in a kernel. Everything that
happens to a whole word (capitals, dropped marks, Latin letters, nicknames, abbreviations) is a
map from token to token.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from twinset.generator.countries.base import Country, load
from twinset.generator.pool import Pool, slug, without_marks
from twinset.generator.rates import (
    DISPOSABLE,
    FAKE_DATES,
    FAKE_MAILS,
    FAKE_PHONES,
    FAKE_WORDS,
    SOURCES,
)
from twinset.generator.romanise import WAYS
from twinset.generator.settings import Mix
from twinset.generator.vocabulary import (
    NONE,
    damaged_token,
    expand_letters,
    feminine_of,
    initial_of,
    keyed_form,
    leads_of,
    misspellings,
    padded,
    places_of,
    postcode_tails,
    quantile_table,
    ranked_weights,
    street_form,
    token_map,
    variant_map,
    variants_of,
    with_tail,
)
from twinset.types import Int32, Int64, UInt8

DATE_ORDERS = ("dmy", "mdy", "ymd", "jalali")


@dataclass(frozen=True, slots=True, eq=False)
class Lexicon:
    """Token tables; the first axis of a table is the country, in the order of the mix.

    Quantile tables are (countries, quantiles) int32 and are drawn from by ``kernels.pick``.
    """

    countries: tuple[Country, ...]
    shares: Int32  # (1, quantiles): country numbers
    offsets: Int64
    data: UInt8
    tokens: dict[str, int]  # punctuation, codes and other fixed tokens
    given: tuple[Int32, Int32]  # men's, women's
    surname: Int32
    feminine: Int32  # token -> token
    nick: Int32  # (2, tokens), NONE where there is none
    initial: Int32  # token -> "J.", itself where the script has none
    plain: Int32  # token -> without marks, or in Latin letters
    expanded: Int32  # token -> ä as ae
    roman: Int32  # (ways, tokens): Latin letters, in each way that people write them
    keyed: Int32  # (2, tokens): with the letters of another keyboard, and without joiners
    damaged: Int32  # token -> its bytes in the wrong encoding, NONE where they have no characters
    native_digits: Int32  # token -> in the country's own numerals
    upper: Int32
    lower: Int32
    slug: Int32
    slug_initial: Int32
    city: Int32  # quantile table of places
    place: Int32  # (4, places): tokens of city, region, postcode prefix, area code
    area_digits: Int32  # (places,): what the area code leaves of a number's length
    street: Int32
    street_type: Int32
    type_variant: Int32  # (2, tokens)
    street_order: Int32  # (3, countries): which of number, name, type comes k-th
    street_gap: Int32  # (2, countries): tokens between them
    postcode_tail: Int32
    mobile: Int32
    mobile_lead: Int32  # quantile table beside ``mobile``: rows of ``leads``
    place_lead: Int32  # (places,): rows of ``leads``
    leads: Int32  # (kinds, 10): the digits that can stand behind an area code, evenly
    mobile_digits: Int32  # (countries,)
    number_digits: Int32
    last_group: Int32
    dial: Int32  # (countries, 4): "+44", "0044", "0", "(0"
    scientific: Int32  # (2, countries): a number that a spreadsheet wrote, "4.4" and "E+11"
    provider: Int32
    bare: Int32  # token -> without "@"
    misspelt: Int32  # (4, tokens): of a provider
    tld: Int32
    legal: Int32
    legal_variant: Int32  # (2, tokens)
    trade: Int32
    job: Int32
    title: Int32  # (2, countries)
    gender: Int32  # (2, countries)
    country_name: Int32  # quantile table of spellings, the usual one first
    family_word: Int32
    junior: Int32  # (2, countries): suffix of the son, of the father; NONE
    digits: Int32  # (6,): first token of the numbers with this many digits
    numbers: int  # token of "0", then "1", ... unpadded
    traits: dict[str, Int32]  # per country: day_first, middle, two_surnames, ...

    def token(self, text: str) -> int:
        return self.tokens[text]


@lru_cache(maxsize=4)
def build_lexicon(mix: Mix) -> Lexicon:
    """Compile the countries of a mix (a few tenths of a second; kept for the next call)."""
    countries = tuple(load(code) for code, _ in mix)
    pool = Pool()
    numbers = len(pool.texts)
    for i in range(10_000):
        pool.add(str(i))
    digits = [0]
    for width in range(1, 5):
        first = len(pool.texts)
        for i in range(10**width):  # appended as they are: a run of tokens without gaps
            pool.texts.append(f"{i:0{width}}")
            pool.latin.append(None)
        digits.append(first)
    fixed = len(pool.texts)

    def table(lists: Iterable[Sequence[str]], exponent: float, shift: float = 2.0) -> Int32:
        rows = [[pool.item(item) for item in items] for items in lists]
        return quantile_table((row, ranked_weights(len(row), exponent, shift)) for row in rows)

    given_lists = [(c.male.split(), c.female.split()) for c in countries]
    given = (
        table([g[0] for g in given_lists], 0.85, 4.0),
        table([g[1] for g in given_lists], 0.85, 4.0),
    )
    nick_pairs: dict[int, list[int]] = {}
    surnames, feminine = [], {}
    for country in countries:
        nick_pairs |= variants_of(pool, country.nicknames)[1]
        surnames.append(with_tail(pool, country))
        if country.feminine:
            for token in surnames[-1][0]:
                female = feminine_of(country, pool.texts[token])
                if female != pool.texts[token]:
                    latin = pool.latin[token]
                    feminine[token] = pool.add(female, latin and feminine_of(country, latin))
    places: list[tuple[int, int, int, int]] = []
    place_rows, type_rows, legal_rows = [], [], []
    type_variants: dict[int, list[int]] = {}
    legal_variants: dict[int, list[int]] = {}
    misspelt: dict[int, list[int]] = {}
    provider_rows = []
    for country in countries:
        rows, weights = places_of(pool, country)
        place_rows.append((range(len(places), len(places) + len(rows)), weights))
        places.extend(rows)
        full, variants = variants_of(pool, country.street_types)
        type_variants |= variants
        type_rows.append((full, ranked_weights(len(full), 1.0)))
        full, variants = variants_of(pool, country.legal)
        legal_variants |= variants
        legal_rows.append((full, ranked_weights(len(full), 1.0)))
        domains = [item.split(":") for item in country.providers.split()]
        tokens = [pool.add("@" + domain) for domain, _ in domains]
        for token, (domain, _) in zip(tokens, domains, strict=True):
            misspelt[token] = [pool.add("@" + text) for text in misspellings(domain)]
        provider_rows.append((tokens, np.array([float(w) for _, w in domains])))
    street = table([c.streets.split() for c in countries], 0.7, 4.0)
    trade = table([c.trades.split() for c in countries], 0.4)
    job = table([c.jobs.split() for c in countries], 0.6)
    count = len(pool.texts)
    initial = [t if t < fixed else initial_of(pool, t) for t in range(count)]
    words = len(pool.texts)  # what follows has no forms of its own

    phones = [c.phone.split("|") for c in countries]
    dial = [
        [p[0], c.abroad + p[0][1:], p[1], "(" + p[1]]
        for c, p in zip(countries, phones, strict=True)
    ]
    tails = [postcode_tails(c.postcode_tail) for c in countries]
    country_name = quantile_table(
        ([pool.item(s) for s in c.spellings.split()], ranked_weights(len(c.spellings.split()), 0.5))
        for c in countries
    )
    titles = [[pool.add(c.titles[sex]) for c in countries] for sex in (0, 1)]
    genders = [[pool.add(c.genders[sex]) for c in countries] for sex in (0, 1)]
    forms = [street_form(pool, c.street_form) for c in countries]
    tails_table = quantile_table(([pool.add(t) for t in row], np.ones(len(row))) for row in tails)
    mobiles = [[pool.add(m) for m in c.mobiles.split()] for c in countries]
    mobile_table = quantile_table((row, np.ones(len(row))) for row in mobiles)
    lead_rows: dict[str, int] = {}

    def lead_row(code: int, area: str) -> int:
        digits = lead_of[code].get(area, lead_of[code].get("*", "0123456789"))
        return lead_rows.setdefault(digits, len(lead_rows))

    lead_of = [leads_of(c) for c in countries]
    mobile_lead = quantile_table(
        ([lead_row(i, m) for m in c.mobiles.split()], np.ones(len(c.mobiles.split())))
        for i, c in enumerate(countries)
    )
    place_lead = [
        lead_row(i, pool.texts[places[p][3]]) for i, (run, _) in enumerate(place_rows) for p in run
    ]
    leads = np.array([[int(row[k % len(row)]) for k in range(5040)] for row in lead_rows])
    exact = [(p[0][1:], len(p[0][1:]) + int(p[2]) - 1) for p in phones]
    scientific = [
        [pool.add(f"{code[0]}.{code[1:]}") for code, _ in exact],
        [pool.add(f"E+{power:02}") for _, power in exact],
    ]
    juniors = [[pool.add(c.junior[k]) if c.junior else NONE for c in countries] for k in (0, 1)]
    dials = np.array([[pool.add(text) for text in row] for row in dial], np.int32)
    tlds = [pool.add("." + c.tld) for c in countries]
    families = [pool.add(c.family_word) for c in countries]
    fixed_tokens = {text: pool.add(text) for text in FIXED}

    # forms of words; capitals of a form without marks are needed too, so plain forms come first
    expand = {k: v for c in countries for k, v in c.expand}
    plain = pool.mapped(without_marks, words)
    expanded = pool.mapped(
        lambda text, latin: without_marks(expand_letters(text, expand), latin), words
    )
    roman = [plain, *(pool.romanised(way, words) for way in range(1, WAYS))]
    keyed = [pool.mapped(keyed_form(countries, letters), words) for letters in (True, False)]
    with_plain = len(pool.texts)
    upper = pool.mapped(lambda text, latin: text.upper(), with_plain)
    lower = pool.mapped(lambda text, latin: text.lower(), with_plain)
    numerals = next((c.numerals for c in countries if c.numerals), "")
    digits_of = str.maketrans("0123456789", numerals) if numerals else {}
    native_digits = [
        pool.add(text.translate(digits_of))
        if numerals and re.fullmatch(r"\(?\+?\d+", text)
        else token
        for token, text in enumerate(pool.texts[:with_plain])
    ]
    broken = [damaged_token(pool, token) for token in range(len(pool.texts))]
    slips = (t for row in misspelt.values() for t in row)
    ats = [fixed_tokens["@"], *(t for row, _ in provider_rows for t in row), *slips]
    bare = {t: pool.add(pool.texts[t][1:]) for t in ats}
    slugs = [pool.add(slug(pool.texts[t])) for t in expanded]
    slug_initial = [pool.add(pool.texts[t][:1]) for t in slugs]

    size = len(pool.texts)
    encoded = [text.encode() for text in pool.texts]
    offsets = np.concatenate(([0], np.cumsum([len(text) for text in encoded]))).astype(np.int64)
    short = [c.short.split() for c in countries]
    area = [
        len(text := pool.texts[places[p][3]]) + (text in short[i])
        for i, (run, _) in enumerate(place_rows) for p in run
    ]  # fmt: skip
    flags = {
        "date_order": np.array([DATE_ORDERS.index(c.date_order) for c in countries]),
        "date_separator": np.array([fixed_tokens[c.date_separator] for c in countries]),
        "numerals": np.array([bool(c.numerals) for c in countries]),
        "letters": np.array([bool(c.letters) for c in countries]),
        "middle": np.array([round(1000 * c.middle_share) for c in countries]),
        "two_surnames": np.array([c.two_surnames for c in countries]),
        "family_first": np.array([c.family_first for c in countries]),
        "patronymic": np.array([c.patronymic for c in countries]),
        "expands": np.array([bool(c.expand) for c in countries]),
        "script": np.array([max(c.titles[0]) >= "\u0370" for c in countries]),
    }
    return Lexicon(
        countries=countries,
        shares=quantile_table([(range(len(mix)), np.array([share for _, share in mix]))]),
        offsets=offsets,
        data=np.frombuffer(b"".join(encoded), np.uint8).copy(),
        tokens=fixed_tokens,
        given=given,
        surname=quantile_table(surnames),
        feminine=token_map(feminine, size),
        nick=variant_map(nick_pairs, size, 2),
        initial=padded(initial, size),
        plain=padded(plain, size),
        expanded=padded(expanded, size),
        roman=np.stack([padded(way, size) for way in roman]),
        keyed=np.stack([padded(way, size) for way in keyed]),
        damaged=padded(broken, size),
        native_digits=padded(native_digits, size),
        upper=padded(upper, size),
        lower=padded(lower, size),
        slug=padded(slugs, size),
        slug_initial=padded(slug_initial, size),
        city=quantile_table(place_rows),
        place=np.ascontiguousarray(np.array(places, np.int32).T),
        area_digits=np.array(area, np.int32),
        street=street,
        street_type=quantile_table(type_rows),
        type_variant=variant_map(type_variants, size, 2),
        street_order=np.array([f[0] for f in forms], np.int32).T.copy(),
        street_gap=np.array([f[1] for f in forms], np.int32).T.copy(),
        postcode_tail=tails_table,
        mobile=mobile_table,
        mobile_lead=mobile_lead,
        place_lead=np.array(place_lead, np.int32),
        leads=leads.astype(np.int32),
        mobile_digits=np.array([len(c.mobiles.split()[0]) for c in countries], np.int32),
        number_digits=np.array([int(p[2]) for p in phones], np.int32),
        last_group=np.array([int(p[3]) for p in phones], np.int32),
        dial=dials,
        scientific=np.array(scientific, np.int32),
        provider=quantile_table(provider_rows),
        bare=token_map(bare, size),
        misspelt=variant_map(misspelt, size, 4),
        tld=np.array(tlds, np.int32),
        legal=quantile_table(legal_rows),
        legal_variant=variant_map(legal_variants, size, 2),
        trade=trade,
        job=job,
        title=np.array(titles, np.int32),
        gender=np.array(genders, np.int32),
        country_name=country_name,
        family_word=np.array(families, np.int32),
        junior=np.array(juniors, np.int32),
        digits=np.array(digits, np.int32),
        numbers=numbers,
        traits={name: values.astype(np.int32) for name, values in flags.items()},
    )


FIXED = (
    "", " ", ".", "_", "-", "/", ":", "@", ") ", "C", "info", "kontakt", "office",
    "+news", "+shop", "+crm", "+spam", *SOURCES, "yes", "no", "..", "; ", ", ", " / ", "+999 ",
    "年", "月", "日", "0", "00", "000", "active", "bounced", "unsubscribed",
    *(f"@{domain}" for domain in DISPOSABLE), *FAKE_MAILS, *FAKE_PHONES, *FAKE_DATES, *FAKE_WORDS,
)  # fmt: skip
"""Tokens that are in every pool, whatever the countries."""
