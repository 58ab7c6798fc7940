"""Company names: comparison form, legal form, display, verdicts."""

from __future__ import annotations

import hypothesis.strategies as st
import pyarrow as pa
import pytest
from hypothesis import given, settings

from twinset.faults import Fault
from twinset.standardize import companies
from twinset.standardize.legal_forms import legal_forms
from twinset.standardize.texts import to_array

NAMES = {  # value: comparison form, legal form, trading or former name
    "The Smith & Sons Co., Ltd.": ("smith and sons", "limited Ltd", ""),
    "Müller GmbH & Co. KG": ("muller", "partnership GmbH & Co. KG", ""),
    "Fiat S.p.A.": ("fiat", "stock S.p.A.", ""),
    "Żabka Sp. z o.o.": ("zabka", "limited Sp. z o.o.", ""),
    "Capital Partners V L.P.": ("capital partners v", "partnership LP", ""),
    "J. P. Morgan & Co.": ("jp morgan", "company Co.", ""),
    "SiemensAG": ("siemens", "stock AG", ""),
    'ООО "Ромашка"': ("romashka", "limited ООО", ""),
    "Gazprom PAO": ("gazprom", "stock ПАО", ""),
    "Open Joint Stock Company Gazprom": ("gazprom", "stock ОАО", ""),
    "腾讯控股有限公司": ("tengxun holdings", "limited 有限公司", ""),
    "トヨタ自動車株式会社": ("toyota motor", "stock 株式会社", ""),
    "㈱ソニー": ("soni", "stock 株式会社", ""),
    "(주)카카오": ("kakao", "stock 주식회사", ""),
    "شركة النور ش.م.م": ("alnwr", "limited ش.م.م", ""),
    "شرکت سهامی خاص نور": ("nwr", "stock سهامی خاص", ""),
    "Foo S. de R.L. de C.V.": ("foo", "limited S.L.", ""),
    "Acme Ltd t/a The Shop": ("acme", "limited Ltd", "shop"),
    "Acme d/b/a Foo Bar Inc": ("acme", None, "foo bar"),
    "Meta Platforms, Inc. (formerly Facebook)": ("meta platforms", "stock Inc.", "facebook"),
    "Acme Ltd, London Branch": ("acme", "limited Ltd", ""),
    "London Branch": ("london branch", None, ""),
    "Fund III": ("fund 3", None, ""),
    "GmbH": ("gmbh", "limited GmbH", ""),
    "The Company": ("the company", "company Co.", ""),
    "t/a": ("ta", None, ""),
}


@pytest.mark.parametrize("value", NAMES)
def test_parts(value: str) -> None:
    values = pa.array([value])
    parts = companies.parts(values)
    name, alias = to_array(parts.name)[0].as_py(), to_array(parts.alias)[0].as_py()
    assert (name, companies.legal_form(values)[0].as_py(), alias) == NAMES[value]


@pytest.mark.parametrize("number", range(len(legal_forms())))
def test_every_form_is_found_behind_a_name(number: int) -> None:
    form = companies.form_of(number)
    parts = companies.parts(pa.array([f"Quxley {form.name}", f"QUXLEY {form.name.upper()}"]))
    assert to_array(parts.name).to_pylist() == ["quxley"] * 2
    # spellings are shared ("a.s."), kinds are not guessed from nothing
    kinds = {companies.form_of(found).kind for found in parts.form.tolist() if found >= 0}
    assert (parts.form >= 0).all()
    assert form.kind in kinds


DISPLAYED = {
    "MÜLLER BAU GMBH": "Müller Bau GmbH",
    "IBM": "IBM",
    "acme ltd": "Acme Ltd",
    "  Foo   Bar  ltd.": "Foo Bar Ltd.",
    "FIAT S.P.A.": "FIAT S.p.A.",
    "MCDONALD'S CORPORATION": "McDonald's Corporation",
    "O'NEIL & SONS CO., LTD.": "O'Neil & Sons Co., Ltd.",
    "THE COCA-COLA COMPANY": "The Coca-Cola Company",
    "IBM DEUTSCHLAND GMBH": "IBM Deutschland GmbH",
    "bank of america": "Bank of America",
    "bmw ag": "BMW AG",
    "KOWALSKI SP.J.": "Kowalski Sp.j.",
    "kowalski sp. j.": "Kowalski Sp.j.",
    "Nowak sp.z.o.o.": "Nowak Sp. z o.o.",
    "GARCIA S.L.U.": "Garcia S.L.U.",
    "Dupont S.A.R.L.": "Dupont S.A.R.L.",
    "Bauer GMBH & CO. KG": "Bauer GmbH & Co. KG",
    "amazon.com": "Amazon.com",
    "eBay Inc": "eBay Inc",
    "Müller gmbh & co. kg": "Müller GmbH & Co. KG",
    "ООО ромашка": "ООО Ромашка",
    "ARÇELIK A.Ş.": "Arçelik A.Ş.",
    "腾讯控股有限公司": "腾讯控股有限公司",
    "info@acme.com": "info@acme.com",
    "n/a": None,
    "-": None,
}


@pytest.mark.parametrize("value", DISPLAYED)
def test_display(value: str) -> None:
    assert companies.display(pa.array([value]))[0].as_py() == DISPLAYED[value]


def test_check() -> None:
    values = pa.array(["Acme", "n/a", "-", "a@b.com", "+49 30 1234567", "3M", "", "  ", None])
    found = {fault: mask.tolist() for fault, mask in companies.check(values).items()}
    assert found == {
        Fault.PLACEHOLDER: [False, True, True] + [False] * 6,
        Fault.WRONG_COLUMN: [False] * 3 + [True, True] + [False] * 4,
    }


_PIECES = [spelling for form in legal_forms() for spelling in form.spellings]
_PIECES += ["the", "and", "&", "t/a", "d/b/a", "trading as", "formerly", "branch", "IBM", "Müller"]
_PIECES += ["BAU", "o'neil", "V", "II", "a", "b.c.", "Ｆ", "ǅ", "first", "İstanbul", "|", "銀行"]
_PIECE = st.sampled_from(_PIECES)
_WORDS = st.one_of(_PIECE, _PIECE.map(str.upper), _PIECE.map(str.lower), st.text(max_size=4))
_LONG = st.builds(
    lambda w, n: (w * n)[:n], st.text(min_size=1, max_size=5), st.sampled_from([63, 64, 65, 3000])
)
COMPANIES = st.one_of(st.text(max_size=12), st.lists(_WORDS, max_size=6).map(" ".join), _LONG)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.one_of(st.none(), COMPANIES), max_size=5))
def test_contract(cells: list[str | None]) -> None:
    """Same length, null to null, twice the same as once, letters never to nothing."""
    values = pa.array(cells, pa.string())
    form = to_array(companies.comparison_form(values))
    assert to_array(companies.comparison_form(form)).to_pylist() == form.to_pylist()
    shown = companies.display(values)
    assert companies.display(shown).to_pylist() == shown.to_pylist()
    assert len(shown) == len(form) == len(values) == len(companies.legal_form(values))
    assert values.to_pylist() == cells
    for cell, word, text in zip(cells, form.to_pylist(), shown.to_pylist(), strict=True):
        if cell is None:
            assert (word, text) == ("", None)
        elif any(c.isascii() and c.isalnum() for c in cell):
            assert word
    for mask in companies.check(values).values():
        assert len(mask) == len(cells)
