"""Encodings: marks, UTF-8, judged guesses, and errors that say where and what to do."""

from __future__ import annotations

from pathlib import Path

import pytest

from twinset.config import ReadPlan
from twinset.errors import InputError, PlanError
from twinset.io import read_records
from twinset.io.encoding import detect_encoding, find_bad_bytes

SAMPLES = [
    ("cp1252", "name,city\nJosé García,Málaga\nFrançois Lefèvre,Orléans\nMüller,Köln\n"),
    ("cp1252", "naam,stad\nRenée,Gent\n"),
    ("cp1252", "nafn,staður\nÞórður Guðmundsson,Ísafjörður\n"),
    ("cp1252", "navn,by\nSøren Åberg,Ærø\n"),
    ("cp1252", "nome,cidade\nJoão Conceição,São Paulo\n"),
    ("cp1252", "calle;país\nC/ Mayor 5, 3º B;España\nHauptstraße 1, 2ª;España\n"),
    ("cp1250", "imię,miasto\nŁukasz Wójcik,Kraków\nMałgorzata Żak,Świdnica\n"),
    ("cp1250", "jméno,město\nJiří Dvořák,Plzeň\nTomáš Růžička,Děčín\n"),
    ("cp1250", "név,város\nGyőző Szűcs,Pécs\n"),
    ("cp1251", "имя,город\nИван Петров,Москва\nОльга Смирнова,Тверь\n"),
    ("koi8-r", "имя,город\nИван Петров,Москва\nОльга Смирнова,Тверь\n"),
    ("cp866", "имя,город\nИван Петров,Москва\nОльга Смирнова,Тверь\n"),
    ("cp1253", "όνομα,πόλη\nΓιώργος Παπαδόπουλος,Αθήνα\n"),
    ("cp1256", "الاسم,المدينة\nمحمد علي,القاهرة\nفاطمة,بغداد\n"),
    ("cp1255", "שם,עיר\nדוד כהן,תל אביב\n"),
    ("cp932", "名前,都市\n山田太郎,東京\nさくら,大阪\n"),
    ("euc_kr", "이름,도시\n김철수,서울\n박영희,부산\n"),
    ("gb18030", "姓名,城市\n王小明,北京\n李伟,上海\n赵雷,广州\n"),
    ("big5", "姓名,城市\n王小明,臺北\n陳偉,高雄\n"),
    ("utf-8", "имя,city\nИван,Köln\n"),
    ("utf-8", "name,city\nAnn,Rome\n"),
    ("utf-8-sig", "имя,city\nИван,Köln\n"),
    ("utf-16", "имя,city\nИван,Köln\n"),
    ("utf-16-le", "name,city\nAnn,Rome\n"),
    ("utf-16-be", "name,city\nAnn,Rome\n"),
    ("utf-32", "имя,city\nИван,Köln\n"),
]


@pytest.mark.parametrize(("encoding", "text"), SAMPLES)
def test_encoding_is_detected_and_read(tmp_path: Path, encoding: str, text: str) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(text.encode(encoding))
    records = read_records(path)
    assert records.sources[0].details["encoding"] == encoding
    mark = ";" if ";" in text else ","
    lines = [line.split(mark) for line in text.splitlines()]
    assert records.table.column_names == lines[0]
    assert records.table.to_pylist() == [dict(zip(lines[0], row, strict=True)) for row in lines[1:]]


def test_big_endian_mark() -> None:
    assert detect_encoding(b"\xfe\xff" + "a,b\n".encode("utf-16-be")) == "utf-16"


def test_sample_may_end_inside_a_character() -> None:
    assert detect_encoding("имя".encode()[:-1]) == "utf-8"


def test_stated_encoding_wins(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes("ad\nışık\n".encode("cp1254"))
    records = read_records(path, ReadPlan(encoding="cp1254"))
    assert records.table.column("ad").to_pylist() == ["ışık"]


def test_unknown_encoding(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_text("a\n1\n")
    for name in ("utf-9", "base64"):  # base64 is a codec, but not one for text
        with pytest.raises(PlanError, match="encoding"):
            read_records(path, ReadPlan(encoding=name))


@pytest.mark.parametrize("suffix", ["csv", "ndjson"])
def test_wrong_encoding_says_where(tmp_path: Path, suffix: str) -> None:
    row = "1,é\n" if suffix == "csv" else '{"a":"1","b":"é"}\n'
    head = "a,b\n" if suffix == "csv" else ""
    good = (head + row * 3).encode()
    bad = row.encode("cp1252")
    path = tmp_path / f"x.{suffix}"
    path.write_bytes(good + bad)
    with pytest.raises(InputError) as caught:
        read_records(path, ReadPlan(encoding="utf-8"))
    offset, line = len(good) + bad.index(b"\xe9"), good.count(b"\n") + 1
    assert f"line {line}, byte {offset}" in caught.value.message
    assert 'encoding = "cp1252"' in caught.value.hint


def test_undecodable_byte_of_a_legacy_encoding(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"a,b\n1,2\nSECRET,\x81\n")
    with pytest.raises(InputError, match="line 3, byte 15") as caught:
        read_records(path, ReadPlan(encoding="cp1252"))
    assert "SECRET" not in caught.value.message + caught.value.hint


def test_ascii_head_does_not_decide(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"a,b\n" + b"x,1\n" * 100_000 + "José,Málaga\n".encode("cp1252"))
    records = read_records(path)
    assert records.table.column("a")[-1].as_py() == "José"
    assert records.sources[0].details["encoding"] == "cp1252"


@pytest.mark.parametrize("bad", [b"\xff,2\n", b"\xff,2,3\n"], ids=["row", "ragged row"])
@pytest.mark.parametrize("rows", [2, 60_000], ids=["in the head", "beyond the head"])
def test_damaged_utf8_is_not_taken_for_another_encoding(
    tmp_path: Path, bad: bytes, rows: int, capfd: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"a,b\n" + "é,1\n".encode() * rows + bad + b"x,2\n")
    with pytest.raises(InputError, match=f"line {rows + 2}, byte {4 + 5 * rows}: .* not utf-8"):
        read_records(path)
    assert capfd.readouterr().err == ""


def test_bad_byte_before_the_first_good_one(tmp_path: Path) -> None:
    path = tmp_path / "x.csv"
    path.write_bytes(b"a,b\n" + b"x,2\n" * 80_000 + b"\xff,2\n" + "é,1\n".encode() * 9)
    with pytest.raises(InputError, match="line 80002, byte 320004"):
        read_records(path)


def test_bad_bytes_across_a_read_border() -> None:
    chunks = iter([b"ab\n\xd0", b"z", b""])
    bad = find_bad_bytes(lambda size: next(chunks), "utf-8")
    assert bad is not None
    assert (bad.offset, bad.line) == (3, 2)
