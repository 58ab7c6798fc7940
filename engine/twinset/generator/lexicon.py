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
from twinset.generator.rates import FAKE_DATES, FAKE_MAILS, FAKE_PHONES, SOURCES
from twinset.generator.settings import Mix
from twinset.types import Float64, Int32, Int64, UInt8

NONE = -1
"""No token: an empty piece of a field."""

_QUANTILES = 1 << 14


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
    upper: Int32
    lower: Int32
    slug: Int32
    slug_initial: Int32
    city: Int32  # quantile table of places
    place: Int32  # (4, places): tokens of city, region, postcode prefix, area code
    area_digits: Int32  # (places,)
    street: Int32
    street_type: Int32
    type_variant: Int32  # (2, tokens)
    street_order: Int32  # (3, countries): which of number, name, type comes k-th
    street_gap: Int32  # (2, countries): tokens between them
    postcode_tail: Int32
    mobile: Int32
    mobile_digits: Int32  # (countries,)
    number_digits: Int32
    last_group: Int32
    dial: Int32  # (countries, 4): "+44", "0044", "0", "(0"
    provider: Int32
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
    digits: Int32  # (6,): first token of the numbers with this many digits
    numbers: int  # token of "0", then "1", ... unpadded
    traits: dict[str, Int32]  # per country: day_first, middle, two_surnames, ...

    def token(self, text: str) -> int:
        return self.tokens[text]


def ranked_weights(count: int, exponent: float = 0.9, shift: float = 3.0) -> Float64:
    """Zipf-Mandelbrot weights by rank."""
    weights = (np.arange(count) + shift) ** -exponent
    return np.asarray(weights / weights.sum(), np.float64)


def _table(rows: Iterable[tuple[Sequence[int], Float64]]) -> Int32:
    """One quantile table a country from its tokens and their weights."""
    out = []
    at = (np.arange(_QUANTILES) + 0.5) / _QUANTILES
    for tokens, weights in rows:
        edges = np.cumsum(weights)
        chosen = np.minimum(np.searchsorted(edges / edges[-1], at), len(tokens) - 1)
        out.append(np.asarray(tokens, np.int32)[chosen])
    return np.ascontiguousarray(out, np.int32)


def _with_tail(pool: Pool, country: Country) -> tuple[list[int], Float64]:
    """Surnames: the known ones by rank, then stem + suffix in a fixed mixed order."""
    head = [pool.item(item) for item in country.surnames.split()]
    weights = ranked_weights(len(head)) * (1 - country.tail)
    stems, suffixes = country.stems.split(), country.suffixes.split()
    if not stems or not country.tail:
        return head, weights
    made = [stem + suffix for stem in stems for suffix in suffixes]
    order = np.random.default_rng(7).permutation(len(made))
    tail = [pool.add(made[i]) for i in order]
    tail_weights = ranked_weights(len(tail), 0.5, 20.0) * country.tail
    return head + tail, np.concatenate((weights, tail_weights))


def _variants(pool: Pool, text: str) -> tuple[list[int], dict[int, list[int]]]:
    """``Full:Short,Shorter`` items: the full forms, and the variants of each."""
    full, variants = [], {}
    for item in text.split():
        name, _, rest = item.partition(":")
        token = pool.item(name)
        full.append(token)
        variants[token] = [pool.item(v) for v in rest.split(",") if v]
    return full, variants


def _places(pool: Pool, country: Country) -> tuple[list[tuple[int, int, int, int]], Float64]:
    rows = [line.split("|") for line in country.cities.strip().splitlines()]

    def place(city: str, row: list[str]) -> tuple[int, int, int, int]:
        return pool.item(city), pool.item(row[1]), pool.add(row[2]), pool.add(row[3])

    cities = [place(row[0], row) for row in rows]
    weights = ranked_weights(len(cities), 0.8, 2.0)
    stems, suffixes = country.town_stems.split(), country.town_suffixes.split()
    names = [(stem + suffix).replace("__", "_") for stem in stems for suffix in suffixes]
    towns = [place(name, rows[i * 7 % len(rows)]) for i, name in enumerate(names)]
    if not towns:
        return cities, weights
    return cities + towns, np.concatenate((weights * 0.7, ranked_weights(len(towns), 0.4, 9) * 0.3))


def _postcode_tails(pattern: str) -> list[str]:
    """About a thousand endings that fit the pattern, spread evenly."""
    letters = "ABDEFGHJLNPQRSTUWXYZ"
    sizes = [10 if c == "#" else len(letters) if c == "@" else 1 for c in pattern]
    total = int(np.prod(sizes))
    count = min(total, 1000)
    tails = []
    for number in range(count):
        rest = number * total // count + (number * 37) % max(1, total // count)
        text = ""
        for c, size in zip(reversed(pattern), reversed(sizes), strict=True):
            rest, digit = divmod(rest, size)
            text = (str(digit) if c == "#" else letters[digit] if c == "@" else c) + text
        tails.append(text)
    return tails


def _misspellings(domain: str) -> list[str]:
    name, _, end = domain.partition(".")
    return [
        "@" + name[:-2] + name[-1] + name[-2] + "." + end,
        "@" + name[:1] + name[2:] + "." + end,
        "@" + name + "." + end[:-1],
        "@" + name + "." + (end.replace("com", "con") if "com" in end else end + "m"),
    ]


def _feminine(country: Country, text: str) -> str:
    for ending, replacement in country.feminine:
        if text.endswith(ending):
            return text[: -len(ending)] + replacement
    return text


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
        return _table((row, ranked_weights(len(row), exponent, shift)) for row in rows)

    given_lists = [(c.male.split(), c.female.split()) for c in countries]
    given = (
        table([g[0] for g in given_lists], 0.85, 4.0),
        table([g[1] for g in given_lists], 0.85, 4.0),
    )
    nick_pairs: dict[int, list[int]] = {}
    surnames, feminine = [], {}
    for country in countries:
        nick_pairs |= _variants(pool, country.nicknames)[1]
        surnames.append(_with_tail(pool, country))
        if country.feminine:
            for token in surnames[-1][0]:
                female = _feminine(country, pool.texts[token])
                if female != pool.texts[token]:
                    latin = pool.latin[token]
                    feminine[token] = pool.add(female, latin and _feminine(country, latin))
    places: list[tuple[int, int, int, int]] = []
    place_rows, type_rows, legal_rows = [], [], []
    type_variants: dict[int, list[int]] = {}
    legal_variants: dict[int, list[int]] = {}
    misspelt: dict[int, list[int]] = {}
    provider_rows = []
    for country in countries:
        rows, weights = _places(pool, country)
        place_rows.append((range(len(places), len(places) + len(rows)), weights))
        places.extend(rows)
        full, variants = _variants(pool, country.street_types)
        type_variants |= variants
        type_rows.append((full, ranked_weights(len(full), 1.0)))
        full, variants = _variants(pool, country.legal)
        legal_variants |= variants
        legal_rows.append((full, ranked_weights(len(full), 1.0)))
        domains = [item.split(":") for item in country.providers.split()]
        tokens = [pool.add("@" + domain) for domain, _ in domains]
        for token, (domain, _) in zip(tokens, domains, strict=True):
            misspelt[token] = [pool.add(text) for text in _misspellings(domain)]
        provider_rows.append((tokens, np.array([float(w) for _, w in domains])))
    street = table([c.streets.split() for c in countries], 0.7, 4.0)
    trade = table([c.trades.split() for c in countries], 0.4)
    job = table([c.jobs.split() for c in countries], 0.6)
    count = len(pool.texts)
    initial = [t if t < fixed else _initial(pool, t) for t in range(count)]
    words = len(pool.texts)  # what follows has no forms of its own

    phones = [c.phone.split("|") for c in countries]
    dial = [[p[0], "00" + p[0][1:], p[1], "(" + p[1]] for p in phones]
    tails = [_postcode_tails(c.postcode_tail) for c in countries]
    country_name = _table(
        ([pool.item(s) for s in c.spellings.split()], ranked_weights(len(c.spellings.split()), 0.5))
        for c in countries
    )
    titles = [[pool.add(c.titles[sex]) for c in countries] for sex in (0, 1)]
    genders = [[pool.add(c.genders[sex]) for c in countries] for sex in (0, 1)]
    forms = [_street_form(pool, c.street_form) for c in countries]
    tails_table = _table(([pool.add(t) for t in row], np.ones(len(row))) for row in tails)
    mobiles = [[pool.add(m) for m in c.mobiles.split()] for c in countries]
    mobile_table = _table((row, np.ones(len(row))) for row in mobiles)
    dials = np.array([[pool.add(text) for text in row] for row in dial], np.int32)
    tlds = [pool.add("." + c.tld) for c in countries]
    families = [pool.add(c.family_word) for c in countries]
    fixed_tokens = {text: pool.add(text) for text in FIXED}

    # forms of words; capitals of a form without marks are needed too, so plain forms come first
    expand = {k: v for c in countries for k, v in c.expand}
    plain = pool.mapped(without_marks, words)
    expanded = pool.mapped(lambda text, latin: without_marks(_expand(text, expand), latin), words)
    with_plain = len(pool.texts)
    upper = pool.mapped(lambda text, latin: text.upper(), with_plain)
    lower = pool.mapped(lambda text, latin: text.lower(), with_plain)
    slugs = [pool.add(slug(pool.texts[t])) for t in expanded]
    slug_initial = [pool.add(pool.texts[t][:1]) for t in slugs]

    size = len(pool.texts)
    encoded = [text.encode() for text in pool.texts]
    offsets = np.concatenate(([0], np.cumsum([len(text) for text in encoded]))).astype(np.int64)
    area = [len(pool.texts[p[3]]) for p in places]
    flags = {
        "day_first": np.array(
            [fixed_tokens[c.day_first] if c.day_first else NONE for c in countries]
        ),
        "middle": np.array([round(1000 * c.middle_share) for c in countries]),
        "two_surnames": np.array([c.two_surnames for c in countries]),
        "family_first": np.array([c.family_first for c in countries]),
        "patronymic": np.array([c.patronymic for c in countries]),
        "expands": np.array([bool(c.expand) for c in countries]),
        "script": np.array([without_marks(c.titles[0]) != c.titles[0] for c in countries]),
    }
    return Lexicon(
        countries=countries,
        shares=_table([(range(len(mix)), np.array([share for _, share in mix]))]),
        offsets=offsets,
        data=np.frombuffer(b"".join(encoded), np.uint8).copy(),
        tokens=fixed_tokens,
        given=given,
        surname=_table(surnames),
        feminine=_token_map(feminine, size),
        nick=_variant_map(nick_pairs, size, 2),
        initial=_padded(initial, size),
        plain=_padded(plain, size),
        expanded=_padded(expanded, size),
        upper=_padded(upper, size),
        lower=_padded(lower, size),
        slug=_padded(slugs, size),
        slug_initial=_padded(slug_initial, size),
        city=_table(place_rows),
        place=np.ascontiguousarray(np.array(places, np.int32).T),
        area_digits=np.array(area, np.int32),
        street=street,
        street_type=_table(type_rows),
        type_variant=_variant_map(type_variants, size, 2),
        street_order=np.array([f[0] for f in forms], np.int32).T.copy(),
        street_gap=np.array([f[1] for f in forms], np.int32).T.copy(),
        postcode_tail=tails_table,
        mobile=mobile_table,
        mobile_digits=np.array([len(c.mobiles.split()[0]) for c in countries], np.int32),
        number_digits=np.array([int(p[2]) for p in phones], np.int32),
        last_group=np.array([int(p[3]) for p in phones], np.int32),
        dial=dials,
        provider=_table(provider_rows),
        misspelt=_variant_map(misspelt, size, 4),
        tld=np.array(tlds, np.int32),
        legal=_table(legal_rows),
        legal_variant=_variant_map(legal_variants, size, 2),
        trade=trade,
        job=job,
        title=np.array(titles, np.int32),
        gender=np.array(genders, np.int32),
        country_name=country_name,
        family_word=np.array(families, np.int32),
        digits=np.array(digits, np.int32),
        numbers=numbers,
        traits={name: values.astype(np.int32) for name, values in flags.items()},
    )


FIXED = (
    "", " ", ".", "_", "-", "/", ":", "@", ") ", "C", "info", "kontakt", "office",
    "+news", "+shop", "+crm", "+spam", *SOURCES, "yes", "no",
    *FAKE_MAILS, *FAKE_PHONES, *FAKE_DATES,
)  # fmt: skip
"""Tokens that are in every pool, whatever the countries."""


def _expand(text: str, letters: dict[str, str]) -> str:
    for letter, replacement in letters.items():
        text = text.replace(letter, replacement).replace(letter.upper(), replacement.capitalize())
    return text


def _initial(pool: Pool, token: int) -> int:
    """ "J." for John; scripts without letters have no initials."""
    text = pool.texts[token]
    return token if ord(text[0]) >= 0x2E80 else pool.add(text[0] + ".")


def _street_form(pool: Pool, form: str) -> tuple[list[int], list[int]]:
    """``"t s, n"`` to the order of pieces (number 0, name 1, type 2) and the gaps between."""
    pieces = re.findall(r"[nst]", form)
    gaps = re.split(r"[nst]", form)[1:-1]
    return ["nst".index(p) for p in pieces], [pool.add(g) if g else NONE for g in gaps]


def _padded(values: list[int], size: int) -> Int32:
    """A token map; tokens beyond the list are their own image."""
    out = np.arange(size, dtype=np.int32)
    out[: len(values)] = values
    return out


def _token_map(pairs: dict[int, int], size: int) -> Int32:
    out = np.arange(size, dtype=np.int32)
    out[list(pairs)] = list(pairs.values())
    return out


def _variant_map(pairs: dict[int, list[int]], size: int, width: int) -> Int32:
    out = np.full((width, size), NONE, np.int32)
    for token, variants in pairs.items():
        for k in range(width if variants else 0):
            out[k, token] = variants[k % len(variants)]
    return out
