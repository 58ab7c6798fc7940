"""Emails: against the ``email-validator`` library, and what people type."""

from __future__ import annotations

import numpy as np
import pyarrow as pa
import pytest
from email_validator import EmailNotValidError, validate_email
from hypothesis import example, given, settings
from hypothesis import strategies as st

from twinset.faults import Fault
from twinset.kernels import emails as kernels
from twinset.standardize import emails
from twinset.standardize.email_words import LOOKALIKES, PROVIDERS, WELL_KNOWN
from twinset.standardize.texts import ascii_texts, of_strings, to_array


def is_valid(text: str) -> bool:
    try:
        validate_email(text, check_deliverability=False)
    except EmailNotValidError:
        return False
    return True


def reached(*texts: str) -> list[str | None]:
    found = to_array(emails.email(ascii_texts(pa.array(texts))))
    return [text or None for text in found.to_pylist()]


@settings(max_examples=400, deadline=None)
@given(
    local=st.text("abcXYZ019.-_+'!#/ \"@é", min_size=0, max_size=70),
    domain=st.text("abcXYZ019.-_é ", min_size=0, max_size=70),
    end=st.sampled_from(["", ".com", ".de", ".c", ".1", ".c0m", ".local", ".test", ".xn--p1ai"]),
)
def test_what_is_plain_is_valid_for_the_library_too(local: str, domain: str, end: str) -> None:
    text = f"{local}@{domain}{end}"
    verdict, starts, _ = emails._plain(pa.array([text]))
    if verdict[0] == kernels.PLAIN and not end.startswith((".local", ".test")):
        assert is_valid(text)
        assert text.encode()[starts[0] :].decode() == domain + end
    invalid = emails.check(pa.array([text]))
    if text.strip() == text and text.count("@") == 1 and not set(text) & set("'\"., "):
        faults = invalid[Fault.PLACEHOLDER][0] or invalid[Fault.INVALID][0]
        assert faults or is_valid(text)
        assert is_valid(text) or faults


@settings(max_examples=200, deadline=None)
@given(
    local=st.text("aZ0.-+'!é\u0301ßиλ한\u200f\ue000𝒜 \"", max_size=45),
    domain=st.text("aZ0.-éß\u0301иλ한𝒜_", max_size=33),
    end=st.sampled_from(["", ".com", ".рф", ".local", ".c0m", ".xn--p1ai"]),
)
@example("é" * 40, "한" * 26, ".com")
@example("a" * 40, "𝒜" * 26, ".com")
def test_asking_for_a_domain_once_changes_no_answer(local: str, domain: str, end: str) -> None:
    text = f"{local}@{domain}{end}".lower()
    try:
        found = validate_email(text, check_deliverability=False)
        expected = f"{found.local_part.lower()}@{found.domain.lower()}"
    except (EmailNotValidError, ValueError):
        expected = None
    assert emails._by_library(text) == expected


@pytest.mark.parametrize("size", [1, 63, 64, 65, 254, 5000])
def test_lengths(size: int) -> None:
    for text in (f"{'a' * size}@example.com", f"a@{'b' * size}.com", f"a@{'b.' * size}com"):
        assert emails.check(pa.array([text]))[Fault.INVALID][0] != is_valid(text), text
        assert len(emails.display(pa.array([text]))) == 1


REACHED = {
    "Ann <Ann.Lee+news@Googlemail.com>": "annlee@gmail.com",
    "a.n.n@gmail.com": "ann@gmail.com",
    "a.n.n@outlook.com": "a.n.n@outlook.com",
    "ann+x@outlook.com": "ann@outlook.com",
    "ann-shop@yahoo.de": "ann@yahoo.de",
    "ann-lee@gmx.de": "ann-lee@gmx.de",
    "none-x@yahoo.com": "none-x@yahoo.com",
    "ann@protonmail.com": "ann@proton.me",
    "ann@me.com": "ann@icloud.com",
    "ann@ya.ru": "ann@yandex.ru",
    "ann@xn--mller-kva.de": "ann@muller.de",
    "ann@müller.de": "ann@muller.de",
    "mailto:Ann@X.de?subject=hi": "ann@x.de",
    "noreply@x.de": None,
    "none@none": None,
    "+x@gmail.com": "+x@gmail.com",
    "...@gmail.com": None,
    "call": None,
}


@pytest.mark.parametrize(("typed", "expected"), REACHED.items())
def test_who_is_reached(typed: str, expected: str | None) -> None:
    assert reached(typed) == [expected]
    if expected:
        assert reached(expected) == [expected]


def test_a_provider_s_longer_domain_has_room() -> None:
    texts = ["a@pm.me", "a@me.com", "a@ya.ru"] * 2000
    assert set(reached(*texts)) == {"a@proton.me", "a@icloud.com", "a@yandex.ru"}
    assert all(PROVIDERS[main][0] == main for main, _ in PROVIDERS.values())


SHOWN = {
    "Ann <Ann.Lee+News@X.org>": "ann.lee+news@x.org",
    "mailto:Ann@X.de?subject=hi": "ann@x.de",
    " ann@x.de. ": "ann@x.de",
    "ann@x.de (work)": "ann@x.de",
    "ann@xn--mller-kva.de": "ann@müller.de",
    "Müller@müller.de": "müller@müller.de",
    "A@b.de; Ann <c@d.de>": "a@b.de; c@d.de",
    "a@b.de; noreply@b.de": "a@b.de",
    "ann@gmial.com": "ann@gmial.com",
    "ann(at)x.de": "ann(at)x.de",
    "n/a": None,
    "test@test.com": None,
}


@pytest.mark.parametrize(("typed", "shown"), SHOWN.items())
def test_display(typed: str, shown: str | None) -> None:
    result = emails.display(pa.array([typed, None]))
    assert result.to_pylist() == [shown, None]
    assert emails.display(result).equals(result)


@pytest.mark.parametrize(
    ("fault", "cells"),
    {
        Fault.PLACEHOLDER: ["n/a", "noreply@x.de", "none@none", "test@test.com", "-"],
        Fault.WRONG_COLUMN: ["+49 30 123456", "Tel. 030/123456", "(212) 555-1234"],
        Fault.INVALID: ["a@b", "a..b@c.de", "ann@x.local", "call me", "1990-05-12", "a@b@c.de"],
        Fault.ROLE_MAILBOX: ["info@x.de", "Kontakt+a@x.de", "Sales <sales@x.de>", "biuro@x.pl"],
        Fault.DISPOSABLE: ["ann@mailinator.com", "ann@YOPMAIL.com"],
        Fault.MISSPELT_DOMAIN: ["ann@gmial.com", "ann@gmail.con", "ann@hotmal.com", "a@gmx.dee"],
        Fault.SEVERAL_VALUES: ["a@b.de; c@d.de", "a@b.de / c@d.de", "Lee, A <a@b.de>, c@d.de"],
    }.items(),
)
def test_check(fault: Fault, cells: list[str]) -> None:
    good = ["ann@x.de", "Ann <ann@gmail.com>", "müller@müller.de", "ann@mail.com", None, "", " "]
    found = emails.check(pa.array([*cells, *good], pa.string()))
    wrong = {"a@gmx.dee"}  # seven characters: one slip away from too many
    expected = [cell not in wrong for cell in cells] + [False] * len(good)
    assert found[fault].tolist() == expected
    others = [mask for other, mask in found.items() if other != fault]
    assert not np.logical_or.reduce(others).any()


def test_suggestions() -> None:
    typed = ["ann@gmial.com", "Ann <ann@hotmial.com>", "a@gmail.com, b@gmil.com", "ann@gmail.com"]
    assert emails.suggest(pa.array([*typed, None, "n/a"])).to_pylist() == [
        "ann@gmail.com", "ann@hotmail.com", "a@gmail.com; b@gmail.com", None, None, None,
    ]  # fmt: skip
    domains = [*WELL_KNOWN, *LOOKALIKES.split()]
    real = pa.array([f"ann@{domain}" for domain in domains])
    assert emails.suggest(real).null_count == len(domains)


def test_the_base_itself_knows_common_domains() -> None:
    typed = [f"p{n}@stadtwerke.de" for n in range(400)] + ["x@stadtwerk.de", "y@stadtwerle.de"]
    values = pa.array([*typed, "z@stadtwerx.de"])
    counts = np.ones(len(values), np.int64)
    counts[-1] = 30  # too often for a slip
    assert emails.suggest(values).null_count == len(values)
    found = emails.suggest(values, counts).to_pylist()
    assert found[400:] == ["x@stadtwerke.de", "y@stadtwerke.de", None]
    assert found[:400] == [None] * 400


def damerau(a: str, b: str) -> int:
    """Optimal string alignment, cell by cell."""
    rows = [[i + j if 0 in (i, j) else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i in range(1, len(a) + 1):
        for j in range(1, len(b) + 1):
            other = rows[i - 1][j - 1] + (a[i - 1] != b[j - 1])
            rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, other)
            if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
                rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]


@settings(max_examples=200, deadline=None)
@given(st.text("ab.", max_size=8), st.lists(st.text("ab.", min_size=1, max_size=8), max_size=4))
def test_slips_are_one_step_of_damerau(text: str, known: list[str]) -> None:
    texts, others = of_strings([text]), of_strings(known)
    found = kernels.slips(texts.offsets, texts.data, others.offsets, others.data)[0]
    near = [index for index, other in enumerate(known) if damerau(text, other) == 1]
    assert found == (-1 if text in known or not near else near[0])


@settings(max_examples=120, deadline=None)
@given(
    st.lists(
        st.one_of(st.none(), st.text(max_size=40), st.text("aB1@.,;<> xn--é+\"'/", max_size=60)),
        max_size=6,
    )
)
def test_any_text(cells: list[str | None]) -> None:
    values = pa.array(cells, pa.string())
    owner, parts = emails.split(values)
    assert set(owner.tolist()) == {i for i, cell in enumerate(cells) if cell is not None}
    assert len(parts) == len(owner)
    shown = emails.display(values)
    assert emails.display(shown).equals(shown)
    for fault, mask in emails.check(values).items():
        assert mask.shape == (len(cells),), fault
    assert len(emails.suggest(values, np.ones(len(cells), np.int64))) == len(cells)
    once = emails.email(ascii_texts(values))
    assert to_array(emails.email(once)).equals(to_array(once))
    assert values.to_pylist() == cells
