"""Phone numbers against the ``phonenumbers`` library: the same E.164, and how much faster.

100,000 numbers of 56 countries, drawn from the library's own patterns (and a tenth with a wrong
digit count or a digit changed, so that there is something to refuse), written in the ways that
people type them. Both sides get the text and its country; the library's answer is
``parse`` + ``is_valid_number`` -> E.164, else none. Seed 20,261,122.

    python benchmarks/phones.py            # prints, and writes results/phones.md
"""

from __future__ import annotations

import random
import time
from collections import Counter
from pathlib import Path

import numpy as np
import phonenumbers
import pyarrow as pa
from phonenumbers import PhoneMetadata, PhoneNumberFormat, PhoneNumberType

from twinset.kernels.numbering_plans import PLACEHOLDER, VALID
from twinset.standardize import phone_automata, phone_parsing, phone_plans
from twinset.standardize.texts import ascii_texts, to_array

SEED = 20_261_122
COUNT = 100_000
COUNTRIES = tuple(
    """
    US CA MX BR AR CL CO GB IE FR DE AT CH NL BE LU ES PT IT PL CZ SK HU RO BG GR SE NO DK FI IS RU
    UA TR IL IR SA AE IN PK CN HK JP KR SG MY ID TH VN AU NZ ZA EG MA NG KE
    """.split()  # noqa: SIM905
)
KINDS = (PhoneNumberType.FIXED_LINE, PhoneNumberType.MOBILE, PhoneNumberType.TOLL_FREE)
_RUNS = 5


def draw(tree: phone_automata.Tree, rng: random.Random) -> str:
    """A text of the language, each branch as likely as the next."""
    digits = []
    while tree:
        kind = tree[0]
        if kind == phone_automata.ANY_OF:
            tree = rng.choice(tree[1])
        elif kind == phone_automata.SET:
            digits.append(rng.choice([d for d in range(10) if tree[1] >> d & 1]))
            tree = tree[2]
        else:
            tree = tree[-1]
    return "".join(map(str, digits))


def number(region: str, rng: random.Random) -> str:
    """A national number: an example of the metadata, or one drawn from its patterns."""
    plan = PhoneMetadata.metadata_for_region(region)
    kind = rng.choice(KINDS)
    if rng.random() < 0.05:
        example = phonenumbers.example_number_for_type(region, kind)
        if example is not None:
            return phonenumbers.national_significant_number(example)
    described = plan.mobile if kind == PhoneNumberType.MOBILE else plan.fixed_line
    lengths = [length for length in described.possible_length if length > 0]
    for _ in range(200):
        digits = draw(phone_automata.parse(described.national_number_pattern)[0], rng)
        if len(digits) in lengths:
            return digits
    raise AssertionError(f"no number of {region} could be drawn")


def spoilt(digits: str, rng: random.Random) -> str:
    """A digit too many, too few, or another one: what typing does."""
    place = rng.randrange(len(digits))
    return rng.choice(
        [digits[:place] + digits[place + 1 :], digits + rng.choice("0123456789"),
         digits[:place] + rng.choice("0123456789") + digits[place + 1 :]]
    )  # fmt: skip


def grouped(digits: str, separator: str, rng: random.Random) -> str:
    """The digits in groups of two to four."""
    groups = []
    while len(digits) > 4:
        size = rng.choice((2, 3, 3, 4))
        groups.append(digits[:size])
        digits = digits[size:]
    return separator.join([*groups, digits])


def typed(region: str, digits: str, rng: random.Random) -> tuple[str, str, str]:
    """The number as people type it, the country that they are in, and the name of the format.

    An international prefix (00, 011) is that of another country: nobody dials it at home.
    """
    plan = PhoneMetadata.metadata_for_region(region)
    abroad = rng.choice(COUNTRIES)
    trunk, code = plan.national_prefix or "", str(plan.country_code)
    there = PhoneMetadata.metadata_for_region(abroad)
    idd = there.preferred_international_prefix or there.international_prefix
    idd = idd.replace("~", "") if idd.replace("~", "").isdigit() else "+"
    separator = rng.choice((" ", " ", "-", ".", ""))
    head, tail = digits[:3], digits[3:]
    library = phonenumbers.PhoneNumber(country_code=plan.country_code, national_number=int(digits))
    library.italian_leading_zero = digits.startswith("0") or None
    zeros = len(digits) - len(digits.lstrip("0"))
    library.number_of_leading_zeros = zeros if zeros > 1 else None
    body = grouped(digits, separator, rng)
    formats = {
        "national, as the library writes it": lambda: phonenumbers.format_number(
            library, PhoneNumberFormat.NATIONAL
        ),
        "international, as the library writes it": lambda: phonenumbers.format_number(
            library, PhoneNumberFormat.INTERNATIONAL
        ),
        "E.164": lambda: f"+{code}{digits}",
        "national, digits": lambda: trunk + digits,
        "national, grouped": lambda: trunk + body,
        "national, slash": lambda: f"{trunk}{head}/{tail}",
        "national, brackets": lambda: f"({trunk}{head}) {grouped(tail, separator, rng)}",
        "trunk prefix missing": lambda: body,
        "international, grouped": lambda: f"+{code} {body}",
        "international, (0)": lambda: (
            f"+{code} ({trunk}){body}" if trunk == "0" else f"+{code} {body}"
        ),
        "international prefix": lambda: f"{idd}{code} {body}" if idd != "+" else f"+{code}{body}",
        "extension": lambda: trunk + body + rng.choice((" x", " ext. ", " ext ", ", ext. ", " #"))
        + str(rng.randrange(1, 9999)),
        "Tel. in front": lambda: f"Tel.: {trunk}{body}",
        "calling code without plus": lambda: code + digits,
    }  # fmt: skip
    weights = [12, 10, 12, 14, 12, 5, 7, 4, 8, 4, 5, 4, 2, 1]
    name = rng.choices(list(formats), weights)[0]
    return formats[name](), abroad if name == "international prefix" else region, name


def library_answer(text: str, region: str) -> str | None:
    try:
        found = phonenumbers.parse(text, region)
    except phonenumbers.NumberParseException:
        return None
    if not phonenumbers.is_valid_number(found):
        return None
    return phonenumbers.format_number(found, PhoneNumberFormat.E164)


def main() -> None:
    rng = random.Random(SEED)
    cells, regions, formats, meant = [], [], [], []
    seen: set[tuple[str, str]] = set()
    while len(cells) < COUNT:
        home = COUNTRIES[len(cells) % len(COUNTRIES)]
        digits = number(home, rng)
        good = rng.random() >= 0.1
        if not good:
            digits = spoilt(digits, rng)
        text, region, name = typed(home, digits, rng)
        if (text, region) not in seen:
            seen.add((text, region))
            regions.append(region)
            cells.append(text)
            formats.append(name)
            code = phonenumbers.country_code_for_region(home)
            meant.append(f"+{code}{digits}" if good else None)
    values = pa.array(cells, pa.string())
    rows = phone_plans.region_numbers()
    dialled_from = np.array([rows[region.lower()] for region in regions], np.int32)
    everything = np.arange(COUNT, dtype=np.int64)
    phone_parsing.parse(ascii_texts(values), everything[:1], dialled_from[:1])  # compiled
    begin = time.process_time()
    found = phone_parsing.parse(ascii_texts(values), everything, dialled_from)
    cold = time.process_time() - begin
    warm = []
    for _ in range(_RUNS):
        begin = time.process_time()
        phone_parsing.parse(ascii_texts(values), everything, dialled_from)
        warm.append(time.process_time() - begin)
    ours_time = min(warm)
    digits = to_array(found.digits).to_pylist()
    ours = [
        f"+{text}" if verdict in (VALID, PLACEHOLDER) and text else None
        for text, verdict in zip(digits, found.verdict.tolist(), strict=True)
    ]
    theirs = [library_answer(*pair) for pair in zip(cells[:2000], regions, strict=False)]  # warm
    begin = time.process_time()
    theirs = [library_answer(*pair) for pair in zip(cells, regions, strict=True)]
    library_time = time.process_time() - begin
    wrong = [index for index in range(COUNT) if ours[index] != theirs[index]]
    valid = sum(answer is not None for answer in theirs)
    per_format = Counter(formats)

    def right(answers: list[str | None]) -> float:
        good = [i for i in range(COUNT) if meant[i] is not None]
        return 100 * sum(answers[i] == meant[i] for i in good) / len(good)

    bad_format = Counter(formats[index] for index in wrong)

    lines = [
        "# Phone numbers against `phonenumbers`",
        "",
        f"`python benchmarks/phones.py`: {COUNT:,} distinct numbers of {len(COUNTRIES)} countries, "
        f"seed {SEED}, phonenumbers {phonenumbers.__version__}; {valid:,} are valid. CPU seconds, "
        "one thread.",
        "",
        "| | value |",
        "|---|---|",
        f"| same E.164, or none on both sides | {100 * (1 - len(wrong) / COUNT):.3f} % |",
        f"| library: parse, is_valid_number, format | {COUNT / library_time:,.0f} a second |",
        f"| Twinset, plans compiled before | {COUNT / ours_time:,.0f} a second |",
        f"| ratio | {library_time / ours_time:.0f} |",
        f"| Twinset, the plans of all {len(COUNTRIES)} countries compiled on the way | "
        f"{COUNT / cold:,.0f} a second |",
        f"| numbers typed right, read as meant: Twinset | {right(ours):.3f} % |",
        f"| numbers typed right, read as meant: library | {right(theirs):.3f} % |",
        "",
        "| format | numbers | different |",
        "|---|---|---|",
        *(f"| {name} | {per_format[name]:,} | {bad_format[name]} |" for name in sorted(per_format)),
        "",
        "Where they differ:",
        "",
    ]
    classes = Counter(_kind(cells[i], regions[i], ours[i], theirs[i]) for i in wrong)
    lines += [f"- {count}: {name}" for name, count in classes.most_common()] or ["- nowhere"]
    text = "\n".join(lines) + "\n"
    print(text)
    for index in wrong[:20]:
        print(repr(cells[index]), regions[index], formats[index], ours[index], theirs[index])
    target = Path(__file__).parent / "results" / "phones.md"
    target.write_text(text, encoding="utf-8")


def _kind(text: str, region: str, ours: str | None, theirs: str | None) -> str:
    """Why the two sides differ, in words."""
    code = str(phonenumbers.country_code_for_region(region))
    plain = "".join(character for character in text if character.isdigit())
    if ours == f"+{plain}" and plain.startswith(code) and "+" not in text:
        return (
            "begins with its own calling code, no plus: we take the code off where the rest is "
            "valid; the library reads an area code where that fits too (4930... in Germany)"
        )
    if ours is not None and plain.startswith("00") and "+" not in text:
        return (
            "00 in a country where it is not the international prefix, or where the prefix may go "
            "on into the calling code (Hong Kong: 008 before 52): we read 00 as + where nothing "
            "else makes a valid number"
        )
    if theirs is None:
        return "we read a number where the library reads none"
    if ours is None:
        return "the library reads a number where we read none"
    return "two different numbers"


if __name__ == "__main__":
    main()
