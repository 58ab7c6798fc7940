"""From a country's lists to tokens: weights, variants, places, and the maps between tokens."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence

import numpy as np

from twinset.generator.countries.base import Country
from twinset.generator.pool import Pool, damaged
from twinset.types import Float64, Int32

NONE = -1
"""No token: an empty piece of a field."""

_QUANTILES = 1 << 14


def ranked_weights(count: int, exponent: float = 0.9, shift: float = 3.0) -> Float64:
    """Zipf-Mandelbrot weights by rank."""
    weights = (np.arange(count) + shift) ** -exponent
    return np.asarray(weights / weights.sum(), np.float64)


def quantile_table(rows: Iterable[tuple[Sequence[int], Float64]]) -> Int32:
    """One quantile table a country from its tokens and their weights."""
    out = []
    at = (np.arange(_QUANTILES) + 0.5) / _QUANTILES
    for tokens, weights in rows:
        edges = np.cumsum(weights)
        chosen = np.minimum(np.searchsorted(edges / edges[-1], at), len(tokens) - 1)
        out.append(np.asarray(tokens, np.int32)[chosen])
    return np.ascontiguousarray(out, np.int32)


def with_tail(pool: Pool, country: Country) -> tuple[list[int], Float64]:
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


def variants_of(pool: Pool, text: str) -> tuple[list[int], dict[int, list[int]]]:
    """``Full:Short,Shorter`` items: the full forms, and the variants of each."""
    full, variants = [], {}
    for item in text.split():
        name, _, rest = item.partition(":")
        token = pool.item(name)
        full.append(token)
        variants[token] = [pool.item(v) for v in rest.split(",") if v]
    return full, variants


def places_of(pool: Pool, country: Country) -> tuple[list[tuple[int, int, int, int]], Float64]:
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


def leads_of(country: Country) -> dict[str, str]:
    return dict(item.split(":") for item in country.leads.split())


def postcode_tails(pattern: str) -> list[str]:
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
        if text.endswith((" SA", " SD", " SS")):  # letters that no Dutch postcode has
            text = f"{text[:-2]}T{text[-1]}"
        tails.append(text)
    return tails


def misspellings(domain: str) -> list[str]:
    """One slip away, whoever knows the domain; short names have too many neighbours."""
    name, _, end = domain.partition(".")
    if len(name) < 4:
        return []
    slips = [
        name[:-2] + name[-1] + name[-2] + "." + end,
        name[:1] + name[2:] + "." + end,
        name[0] + domain,
        name + "." + (end.replace("com", "con") if "com" in end else end + "m"),
    ]
    return [slip for slip in slips if slip != domain]


def feminine_of(country: Country, text: str) -> str:
    for ending, replacement in country.feminine:
        if text.endswith(ending):
            return text[: -len(ending)] + replacement
    return text


def keyed_form(countries: Sequence[Country], letters: bool) -> Callable[[str, str | None], str]:
    """Words as other keyboards have them: Arabic letters and a space for the joiner, or neither."""
    table = {ord(a): b for c in countries for a, b in c.letters}

    def keyed(text: str, latin: str | None) -> str:
        if not table or text.isascii():
            return text
        return text.translate(table | {0x200C: " "}) if letters else text.replace("\u200c", "")

    return keyed


def expand_letters(text: str, letters: dict[str, str]) -> str:
    for letter, replacement in letters.items():
        text = text.replace(letter, replacement).replace(letter.upper(), replacement.capitalize())
    return text


def initial_of(pool: Pool, token: int) -> int:
    """ "J." for John; scripts without letters have no initials."""
    text = pool.texts[token]
    return token if ord(text[0]) >= 0x2E80 else pool.add(text[0] + ".")


def damaged_token(pool: Pool, token: int) -> int:
    text = pool.texts[token]
    image = damaged(text)
    return NONE if image is None else token if image == text else pool.add(image)


def street_form(pool: Pool, form: str) -> tuple[list[int], list[int]]:
    """``"t s, n"`` to the order of pieces (number 0, name 1, type 2) and the gaps between."""
    pieces = re.findall(r"[nst]", form)
    gaps = re.split(r"[nst]", form)[1:-1]
    return ["nst".index(p) for p in pieces], [pool.add(g) if g else NONE for g in gaps]


def padded(values: list[int], size: int) -> Int32:
    """A token map; tokens beyond the list are their own image."""
    out = np.arange(size, dtype=np.int32)
    out[: len(values)] = values
    return out


def token_map(pairs: dict[int, int], size: int) -> Int32:
    out = np.arange(size, dtype=np.int32)
    out[list(pairs)] = list(pairs.values())
    return out


def variant_map(pairs: dict[int, list[int]], size: int, width: int) -> Int32:
    out = np.full((width, size), NONE, np.int32)
    for token, variants in pairs.items():
        for k in range(width if variants else 0):
            out[k, token] = variants[k % len(variants)]
    return out
