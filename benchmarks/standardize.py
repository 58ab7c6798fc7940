"""How fast values are put in order: ``python benchmarks/standardize.py [--rows 1000000]``.

Values per second of one core and field type, for ASCII values and for others, in comparison form
(what matching uses) and display form (what ``twinset standardize`` writes); a library that does
the same job beside it; then a whole base on all cores. Values are distinct, as distinct values are
all that is worked on; what goes in is generated with a fixed seed. Writes
``results/standardize.md``.
"""

from __future__ import annotations

import argparse
import platform
import random
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pyarrow as pa

from twinset.cleaning import Cleaned, clean
from twinset.cleaning.distinct import clean_distinct
from twinset.cleaning.fields import Batch, field_type
from twinset.config import StandardizePlan
from twinset.generator import GeneratorSettings, generate_batches
from twinset.parallel import available_threads
from twinset.roles import infer_roles
from twinset.standardize import standardize
from twinset.types import ColumnRole, Records, Role

RESULTS = Path(__file__).parent / "results" / "standardize.md"
PLAN = StandardizePlan(country="GB")
SEED = 4

GIVEN = [
    "Anna", "Bill", "CHRIS", "dora", "Emma-Jane", "Frank", "gerald",
    "HELEN", "Ian", "John", "Kate", "Liam", "Maria", "Noah",
]  # fmt: skip
FAMILY = [
    "Smith", "JONES", "o'neil", "McDonald", "Lee", "van-Berg",
    "Brown", "taylor", "Wilson", "Evans", "Thomas", "Roberts",
]  # fmt: skip
FAR_GIVEN = ["Иван", "Мария", "José", "Zoë", "Γιώργος", "علی", "李", "김", "Þóra", "Łukasz"]
FAR_FAMILY = ["Петров", "Müller", "Núñez", "Παπαδόπουλος", "محمدی", "小龙", "철수", "Jónsdóttir"]
CITIES = [
    "LONDON", "Leeds", "york", "Bristol", "Frankfurt",
    "Paris", "BERLIN", "Madrid", "Rome", "Boston",
]  # fmt: skip
FAR_CITIES = ["München", "Köln", "Москва", "Αθήνα", "تهران", "北京", "Malmö", "Łódź", "Reykjavík"]
STREETS = ["High Street", "station rd", "Church Lane", "MILL AVE", "Park Road", "Kings Way"]
FAR_STREETS = ["Hauptstraße", "Rue de l'Église", "улица Ленина", "Calle Núñez", "خیابان ولیعصر"]
FIRMS = ["Ltd", "GmbH", "Inc.", "& Sons Ltd", "S.A.", "PLC", "AG"]
FAR_FIRMS = ["株式会社", "ООО", "e.V. Köln", "A/S Ærø", "S.à r.l."]


@dataclass(frozen=True)
class Subject:
    """A field type: how one value of it is made, plain or not, and a library that does the like."""

    role: Role
    plain: Callable[[random.Random, int], str]
    far: Callable[[random.Random, int], str] | None = None
    peer: str = ""
    peer_one: Callable[[], Callable[[str], object]] | None = None


def _word(number: int) -> str:
    """A number as a made-up syllable word, so that values are distinct."""
    text = ""
    while True:
        number, rest = divmod(number, 65)
        text += "bdfgklmnprstv"[rest % 13] + "aeiou"[rest // 13]
        if not number:
            return text


def _like(name: str, i: int) -> str:
    """A name of its own, in the case of ``name``; one in four or so needs its case repaired."""
    word = _word(i)
    return name + (word.upper() if name.isupper() else word)


def _name(r: random.Random, i: int) -> str:
    return f"{r.choice(GIVEN)} {_like(r.choice(FAMILY), i)}"


def _far_name(r: random.Random, i: int) -> str:
    return f"{r.choice(FAR_GIVEN)} {_like(r.choice(FAR_FAMILY), i)}"


def _email(r: random.Random, i: int) -> str:
    host = r.choice(["gmail.com", "Example.ORG", "outlook.com", "acme.co.uk", "mail.example.net"])
    return f"{r.choice(GIVEN)}.{r.choice(FAMILY).replace(chr(39), '')}{i}@{host}"


def _far_email(r: random.Random, i: int) -> str:
    return f"{r.choice(['jörg', 'иван', 'ana'])}{i}@{r.choice(['müller.de', 'почта.рф'])}"


def _phone(r: random.Random, i: int) -> str:
    n = f"{i % 10_000_000:07d}"
    return r.choice(
        [f"+44 20 7{n[:3]} {n[3:]}", f"020 7{n[:3]} {n[3:]}", f"(0161) 4{n[1:4]}-{n[4:]}x",
         f"0044 7700 {n[1:]}", f"+1 (212) 5{n[1:3]}-{n[3:]}", f"+49 30 {n}"]
    ).rstrip("x")  # fmt: skip


def _far_phone(r: random.Random, i: int) -> str:
    return _phone(r, i).translate(str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"))


def _date(r: random.Random, i: int) -> str:
    day, month, year = i % 28 + 1, i // 28 % 12 + 1, 1920 + i // 336 % 90
    return r.choice(
        [f"{day:02d}.{month:02d}.{year}", f"{year}-{month:02d}-{day:02d}", f"{day}/{month}/{year}",
         f"{year}{month:02d}{day:02d}", f"{day} {'JFMASOND'[month % 8]}ec {year}"]
    )  # fmt: skip


def _address(r: random.Random, i: int) -> str:
    return f"{i % 9000 + 1} {_word(i)} {r.choice(STREETS)}, Flat {i % 40 + 1}"


def _far_address(r: random.Random, i: int) -> str:
    return f"{r.choice(FAR_STREETS)} {_word(i)} {i % 900 + 1}"


SUBJECTS = (
    Subject(Role.FULL_NAME, _name, _far_name, "nameparser", lambda: _nameparser()),
    Subject(Role.GIVEN_NAME, lambda r, i: _like(r.choice(GIVEN), i),
            lambda r, i: _like(r.choice(FAR_GIVEN), i)),
    Subject(Role.EMAIL, _email, _far_email, "email-validator", lambda: _email_validator()),
    Subject(Role.PHONE, _phone, _far_phone, "phonenumbers", lambda: _phonenumbers()),
    Subject(Role.BIRTH_DATE, _date, None, "dateutil", lambda: _dateutil()),
    Subject(Role.ADDRESS, _address, _far_address),
    Subject(Role.CITY, lambda r, i: _like(r.choice(CITIES), i),
            lambda r, i: _like(r.choice(FAR_CITIES), i)),
    Subject(Role.POSTCODE, lambda r, i: f"{'ABCDEFGH'[i % 8]}{i % 89 + 1} {i // 89 % 10}"
            f"{'ABDEFGHJLN'[i // 890 % 10]}{'PQRSTUWXYZ'[i // 8900 % 10]}{i // 89000 or ''}"),
    Subject(Role.COMPANY, lambda r, i: f"{r.choice(FAMILY)} {_word(i)} {r.choice(FIRMS)}",
            lambda r, i: f"{r.choice(FAR_FAMILY)} {_word(i)} {r.choice(FAR_FIRMS)}",
            "cleanco", lambda: _cleanco()),
)  # fmt: skip


def _nameparser() -> Callable[[str], object]:
    from nameparser import HumanName

    def run(text: str) -> object:
        name = HumanName(text)
        name.capitalize(force=True)
        return str(name)

    return run


def _email_validator() -> Callable[[str], object]:
    from email_validator import EmailNotValidError, validate_email

    def run(text: str) -> object:
        try:
            return validate_email(text, check_deliverability=False).normalized
        except EmailNotValidError:
            return None

    return run


def _phonenumbers() -> Callable[[str], object]:
    import phonenumbers

    def run(text: str) -> object:
        try:
            number = phonenumbers.parse(text, "GB")
        except phonenumbers.NumberParseException:
            return None
        return phonenumbers.format_number(number, phonenumbers.PhoneNumberFormat.INTERNATIONAL)

    return run


def _dateutil() -> Callable[[str], object]:
    from dateutil.parser import parse

    def run(text: str) -> object:
        try:
            return parse(text, dayfirst=True).date().isoformat()
        except (ValueError, OverflowError):
            return None

    return run


def _cleanco() -> Callable[[str], object]:
    from cleanco import basename

    return lambda text: basename(text)


def seconds(function: Callable[[], object], runs: int) -> float:
    """The median of ``runs``, in CPU seconds: whoever else uses the machine does not count."""
    taken = []
    for _ in range(runs):
        start = time.process_time()
        function()
        taken.append(time.process_time() - start)
    return float(np.median(taken))


def compared(role: Role, values: pa.Array) -> Callable[[], object]:
    records = Records(pa.table({"x": values}), [])
    roles = [ColumnRole("x", role, 1.0, "")]
    return lambda: standardize(records, roles, PLAN, threads=1)


def shown(role: Role, values: pa.Array) -> Callable[[], object]:
    kind = field_type(role)
    assert kind is not None
    countries = pa.nulls(len(values), pa.string()) if kind.by_country else None
    return lambda: kind.display(Batch(values, role, PLAN, countries)) if kind.display else values


def cleaned(role: Role, values: pa.Array) -> Callable[[], object]:
    kind = field_type(role)
    assert kind is not None
    countries = pa.nulls(len(values), pa.string()) if kind.by_country else None
    return lambda: clean_distinct(kind, Batch(values, role, PLAN, countries))


def make(value: Callable[[random.Random, int], str], size: int) -> pa.Array:
    r = random.Random(SEED)
    return pa.array([value(r, i) for i in range(size)], pa.string())


def million(rate: float) -> str:
    return f"{rate / 1e6:.2f}"


def one_type(subject: Subject, values: int, far: int, peer: int, runs: int) -> list[str]:
    """One line of the table: million values a second."""
    role = subject.role
    plain = make(subject.plain, values)
    cells = [role.value]
    for work in (compared, shown, cleaned):
        work(role, plain.slice(0, 1000))()
        cells.append(million(values / seconds(work(role, plain), runs)))
    display = values / seconds(shown(role, plain), runs)
    if subject.far is None:
        cells += ["", ""]
    else:
        other = make(subject.far, far)
        cells += [million(far / seconds(work(role, other), runs)) for work in (compared, shown)]
    if subject.peer_one is None:
        return [*cells, "", ""]
    try:
        one = subject.peer_one()
    except ImportError:
        return [*cells, f"{subject.peer}: not installed", ""]
    texts = plain.slice(0, peer).to_pylist()
    rate = peer / seconds(lambda: [one(text) for text in texts], 1)
    return [*cells, f"{subject.peer} {rate:,.0f}", f"{display / rate:,.0f} x"]


def whole_base(rows: int, locale: str) -> list[str]:
    """Seconds for all fields of a base, on all cores."""
    settings = GeneratorSettings(rows, seed=SEED, locale=locale)
    table = pa.concat_tables([part.records for part in generate_batches(settings)])
    records = Records(table, [])
    roles = infer_roles(records)
    threads = available_threads()
    few = Records(table.slice(0, 2000), [])
    standardize(few, roles, threads=threads)  # compiles what is not compiled yet
    clean(few, roles, threads=threads)
    standard = both(lambda: standardize(records, roles, threads=threads))
    made: list[Cleaned] = []
    display = both(lambda: made.append(clean(records, roles, threads=threads)))
    lines = 0

    def write_log() -> None:
        nonlocal lines
        lines = sum(batch.num_rows for batch in made[0].log.batches())

    log = both(write_log)
    columns = str(len(made[0].report.columns))
    return [f"{rows:,} {locale}", columns, standard, display, log, f"{lines:,}"]


def both(work: Callable[[], object]) -> str:
    """Wall and CPU seconds."""
    wall, cpu = time.perf_counter(), time.process_time()
    work()
    return f"{time.perf_counter() - wall:.2f} ({time.process_time() - cpu:.2f})"


def table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    align = "|".join("---" if i == 0 else "---:" for i in range(len(head)))
    lines = [" | ".join(head), align, *(" | ".join(row) for row in rows)]
    return "\n".join(line if line == align else f"{line}" for line in lines)


def main() -> None:
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--values", type=int, default=500_000, help="distinct values of a type")
    parser.add_argument("--far", type=int, default=100_000, help="distinct values beyond ASCII")
    parser.add_argument("--peer", type=int, default=3_000, help="values given to a peer")
    parser.add_argument("--rows", type=int, default=1_000_000, help="of the whole base; 0: none")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--roles", default="", help="only these, joined by commas")
    arguments = parser.parse_args()
    wanted = set(filter(None, arguments.roles.split(",")))
    lines = []
    for subject in SUBJECTS:
        if not wanted or subject.role.value in wanted:
            line = one_type(
                subject, arguments.values, arguments.far, arguments.peer, arguments.runs
            )
            print(*line, sep=" | ", flush=True)
            lines.append(line)
    rates = table(
        ("type", "comparison form", "display form", "cleaned and judged", "comparison, not ASCII",
         "display, not ASCII", "peer, values/s", "display form against it"),
        lines,
    )  # fmt: skip
    bases = []
    for locale in ("western", "world") if arguments.rows else ():
        bases.append(whole_base(arguments.rows, locale))
        print(*bases[-1], sep=" | ", flush=True)
    whole = table(
        ("records", "columns", "standardised, s", "display form, s", "change log, s", "log lines"),
        bases,
    )
    if wanted or not arguments.rows:
        return
    RESULTS.write_text(
        "# Standardising\n\n"
        "`python benchmarks/standardize.py` makes this page.\n\n"
        f"## Million distinct values a second, one core\n\n{rates}\n\n"
        "CPU seconds. *Comparison form*: the stage with its input and output columns, one "
        "thread. *Display form*: what the type's `display` takes. *Cleaned and judged*: with "
        "tidying, faults before and after, and reasons, as `twinset standardize` does it. Phones "
        "of six formats and three countries. Peers do the like on the same values, one call a "
        "value.\n\n"
        f"## Whole bases, {available_threads()} threads\n\n{whole}\n\n"
        "Wall seconds (CPU seconds). *Standardised*: all fields in comparison form. *Display form* "
        "and *change log*: what `twinset standardize` does between reading and writing.\n\n"
        f"{platform.machine()}, Python {platform.python_version()}, NumPy {np.__version__}, "
        f"Arrow {pa.__version__}.\n",
        encoding="utf-8",
    )


if __name__ == "__main__":
    main()
