"""Names: orders, generations, display, verdicts."""

from __future__ import annotations

import unicodedata

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from twinset.columns import from_arrow
from twinset.faults import Fault
from twinset.standardize import names
from twinset.standardize.nicknames import nickname_pairs
from twinset.standardize.scripts import ascii_of
from twinset.standardize.texts import ascii_texts, to_array
from twinset.types import Role


def parts(text: str) -> tuple[str, str, str]:
    found = names.full_name(ascii_texts(names.family_first(pa.array([text]))))
    return tuple(to_array(part)[0].as_py() for part in (found.given, found.middle, found.family))  # type: ignore[return-value]


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Smith Jr., John", ("john", "", "smith")),
        ("Ludwig van Beethoven", ("ludwig", "", "van beethoven")),
        ("Иванов Иван Иванович", ("ivan", "ivanovich", "ivanov")),
        ("Иван Иванович Иванов", ("ivan", "ivanovich", "ivanov")),
        ("김남훈", ("namhun", "", "gim")),
        ("박 지성", ("jiseong", "", "bag")),
        ("남궁민수", ("minsu", "", "namgung")),
        ("欧阳修", ("xiu", "", "ouyang")),
        ("李小龍", ("xiaolong", "", "li")),
        ("ソニア・ガンジー", ("sonia", "", "ganji")),
        ("스티브 피어스", ("seutibeu", "", "pieoseu")),
        ("Prof. Dr. med. vet. Ludwig van Beethoven", ("ludwig", "", "van beethoven")),
        ("Müller, Dipl.-Kfm. Hans", ("hans", "", "muller")),
        ("Dr. phil. Anna Müller", ("anna", "", "muller")),
        ("Dr. Phil Smith", ("phil", "", "smith")),
        ("Med Ali Ben Salah", ("med", "ali", "ben salah")),
        ("Sir Elton John CBE", ("elton", "", "john")),
        ("Kim Min-soo", ("minsoo", "", "kim")),
        ("CHANG Hsiu-ying", ("hsiuying", "", "chang")),
        ("Lee Smith-Jones", ("lee", "smith", "jones")),
    ],
)
def test_full_names_are_split_by_the_order_of_their_script(
    text: str, wanted: tuple[str, str, str]
) -> None:
    assert parts(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("Smith Jr.", "2"), ("Smith II", "2"), ("John Smith III", "3"), ("Smith Sr, John", "1"),
        ("JUNIOR", "2"), ("IV", "4"), ("Sr. Perez", ""), ("Iii Tanaka", ""), ("", ""),
        ("Srinivasan", ""), ("Пушкин мл.", "2"), ("Пушкин ст.", "1"), ("Novák ml.", "2"),
        ("Dumas fils", "2"), ("St. Clair", ""), ("Sen", ""),
    ],
)  # fmt: skip
def test_generation(text: str, wanted: str) -> None:
    assert to_array(names.generation(ascii_texts(pa.array([text])))).to_pylist() == [wanted]


DISPLAYED = {
    "JON doh": "Jon Doh", "MCDONALD": "McDonald", "ronald mcdonald": "Ronald McDonald",
    "O'NEIL": "O'Neil", "sean o’neil": "Sean O’Neil", "VINCENT VAN DER BERG":
    "Vincent van der Berg", "MARÍA DE LA CRUZ": "María de la Cruz", "usama bin ladin":
    "Usama bin Ladin", "macarthur": "MacArthur", "MACHADO": "Machado", "j.r. smith": "J.R. Smith",
    "JOHN SMITH III": "John Smith III", "ANNA-LENA MÜLLER": "Anna-Lena Müller",
    "IJSBRAND": "IJsbrand", "Leonardo DiCaprio": "Leonardo DiCaprio", "  John   SMITH ":
    "John Smith", "BASHAR AL-ASSAD": "Bashar al-Assad", "AL PACINO": "Al Pacino",
    "BA'ASYIR": "Ba'asyir", "김남훈": "김남훈", "weiß": "Weiß", "n/a": None, "  ": None,
    "a@b.org": "a@b.org", "İPEK": "İpek", "Sir Elton John CBE": "Sir Elton John CBE",
    "LUDWIG XIV": "Ludwig XIV", "XI JINPING": "Xi Jinping", "SMITH JR": "Smith Jr", "ST. JOHN":
    "St. John", "JAN 'T HOOFT": "Jan 't Hooft", "JÜRGEN SMITH JR": "Jürgen Smith Jr", "DR. MÜLLER":
    "Dr. Müller", "N.N.": None, "N. M.": "N. M.",
}  # fmt: skip


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("д-р Анна", "Анна"), ("Г-ЖА Ольга", "Ольга"), ("Профессор Анна", "Анна"),
        ("王小明先生", "王小明"), ("李先生", "李"), ("佐藤さん", "佐藤"), ("김민수 씨", "김민수"),
        ("김민수님", "김민수"), ('ד"ר יוסי', "יוסי"), ("دکتر علی", "علی"), ("آقای دکتر رضا", "رضا"),
        ("السيد أحمد", "أحمد"), ("د. علي", "علي"), ("κ.Νίκος", "Νίκος"), ("Δρ. Νίκος", "Νίκος"),
        ("นายสมชาย", "สมชาย"),
        # names and titles alone stay, and what only begins like one
        ("先生", "先生"), ("السيد", "السيد"), ("Доктор", "Доктор"), ("Каролина", "Каролина"),
        ("מרים", "מרים"), ("دانا", "دانا"), ("Dr. Jürgen", "Dr. Jürgen"), ("Dr. Ann", "Dr. Ann"),
    ],
)  # fmt: skip
def test_titles_in_other_scripts(text: str, wanted: str) -> None:
    found = names.untitled(pa.array([text, None]))
    assert found.to_pylist() == [wanted, None]
    assert names.untitled(found).to_pylist() == [wanted, None]


def test_spellings_of_one_family_name() -> None:
    spelled = ["xu", "hsu", "kim", "gim", "zhang", "li", "smith"]
    low, high = nickname_pairs(from_arrow(pa.array(spelled)))
    assert [(spelled[a], spelled[b]) for a, b in zip(low, high, strict=True)] == [
        ("xu", "hsu"), ("kim", "gim"),
    ]  # fmt: skip


def test_display() -> None:
    assert (
        dict(zip(DISPLAYED, names.display(pa.array(list(DISPLAYED))).to_pylist(), strict=True))
        == DISPLAYED
    )


def test_display_knows_the_column_and_the_country() -> None:
    family = names.display(pa.array(["VAN DIJK", "DE GAULLE", "BEN ALI"]), role=Role.FAMILY_NAME)
    assert family.to_pylist() == ["van Dijk", "de Gaulle", "Ben Ali"]
    countries = pa.array(["tr", "de"])
    assert names.display(pa.array(["ipek", "ines"]), country=countries).to_pylist() == [
        "İpek", "Ines",
    ]  # fmt: skip


@given(st.lists(st.one_of(st.none(), st.text(max_size=30)), max_size=20))
@settings(max_examples=150, deadline=None)
def test_display_is_idempotent_and_loses_no_letter(values: list[str | None]) -> None:
    once = names.display(pa.array(values, pa.string()))
    assert names.display(once).equals(once)
    assert len(once) == len(values)


@given(st.text(st.characters(categories=["L"]), min_size=1, max_size=12))
@settings(max_examples=200, deadline=None)
def test_letters_are_never_normalised_to_nothing(text: str) -> None:
    found = to_array(names.name(ascii_texts(pa.array([text]))))[0].as_py()
    spoken = any(part.isalnum() for letter in text for part in ascii_of(ord(letter)))
    assert (found != "") == spoken


def test_few_letters_say_nothing() -> None:
    """Hamza and the hard and soft signs; letters of dead scripts that anyascii gives as a sign."""
    letters = [chr(p) for p in range(0x20000) if unicodedata.category(chr(p)) in ("Lu", "Ll", "Lo")]
    silent = [c for c in letters if not any(part.isalnum() for part in ascii_of(ord(c)))]
    assert set("ءьъ") <= set(silent)
    assert not set("אעابيコ김王яÞ") & set(silent)
    assert len(silent) < 0.01 * len(letters)


def test_faults() -> None:
    found = names.check(
        pa.array(["John", "n/a", "a@b.org", "+49 171 1234567", "1990-01-01", "12", None])
    )
    assert found[Fault.PLACEHOLDER].tolist() == [False, True] + [False] * 5
    assert found[Fault.WRONG_COLUMN].tolist() == [False, False, True, True, True, False, False]
    assert found[Fault.INVALID].tolist() == [False] * 5 + [True, False]
