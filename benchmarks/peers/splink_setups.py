"""How a practitioner would set Splink up for each data set: made by hand, generous.

Each setup follows Splink's own worked examples where there is one (febrl3, febrl4,
historical_50k) and its documentation elsewhere: several blocking rules, the comparisons of its
library with term frequencies, u from random pairs, m by EM over two or three blocking rules.
The threshold is chosen afterwards, with the truth (``versus.py``).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import splink.comparison_level_library as cll
import splink.comparison_library as cl
from splink import block_on


@dataclass(frozen=True)
class Setup:
    """select        columns beside ``id``: SQL over the file, every cell a text
    comparisons   of Splink's library
    blocking      rules whose union proposes the pairs
    certain       rules that find hardly anything but matches, for the prior ...
    recall        ... and the share of matches they find (a practitioner's guess)
    training      one EM session per rule; between them every comparison is trained
    random_pairs  for the estimate of u
    """

    select: str
    comparisons: list[Any]
    blocking: list[Any]
    certain: list[Any]
    recall: float
    training: list[Any]
    random_pairs: float = 5e6
    between_sources: bool = False  # link_only: column ``source``, no duplicates within one


def exact(column: str) -> Any:
    return cl.ExactMatch(column).configure(term_frequency_adjustments=True)


def similar(column: str, *thresholds: float) -> Any:
    """Jaro-Winkler, with term frequencies for equal values."""
    return cl.JaroWinklerAtThresholds(column, list(thresholds) or [0.92, 0.8]).configure(
        term_frequency_adjustments=True
    )


def typos(column: str, *distances: int) -> Any:
    """Damerau-Levenshtein, with term frequencies for equal values."""
    return cl.DamerauLevenshteinAtThresholds(column, list(distances) or [1, 2]).configure(
        term_frequency_adjustments=True
    )


def febrl() -> Setup:
    return Setup(
        select="""given_name, surname, concat_ws(' ', given_name, surname) AS full_name,
            street_number, address_1, address_2, suburb, postcode, state,
            date_of_birth, soc_sec_id""",
        comparisons=[
            cl.ForenameSurnameComparison(
                "given_name", "surname", forename_surname_concat_col_name="full_name"
            ),
            typos("date_of_birth"),
            typos("soc_sec_id"),
            exact("street_number"),
            similar("address_1", 0.9, 0.7),
            similar("suburb", 0.9, 0.7),
            typos("postcode"),
        ],
        blocking=[
            block_on("soc_sec_id"),
            block_on("given_name", "surname"),
            block_on("given_name", "date_of_birth"),
            block_on("surname", "date_of_birth"),
            block_on("given_name", "postcode"),
            block_on("surname", "postcode"),
            block_on("date_of_birth", "postcode"),
            block_on("date_of_birth", "suburb"),
            block_on("street_number", "address_1"),
            block_on("address_1", "suburb"),
            block_on("substr(given_name, 1, 3)", "substr(surname, 1, 3)"),
        ],
        certain=[
            block_on("soc_sec_id"),
            block_on("given_name", "surname", "date_of_birth"),
        ],
        recall=0.9,
        training=[
            block_on("date_of_birth"),
            block_on("given_name", "surname"),
            block_on("soc_sec_id"),
        ],
    )


def febrl_link() -> Setup:
    return replace(febrl(), between_sources=True)


def historical() -> Setup:
    return Setup(
        select="""first_name, surname, concat_ws(' ', first_name, surname) AS first_and_surname,
            full_name, try_cast(dob AS date)::varchar AS dob, birth_place, postcode_fake,
            gender, occupation""",
        comparisons=[
            cl.ForenameSurnameComparison(
                "first_name", "surname", forename_surname_concat_col_name="first_and_surname"
            ),
            cl.DateOfBirthComparison("dob", input_is_string=True),
            cl.PostcodeComparison("postcode_fake"),
            exact("birth_place"),
            exact("occupation"),
        ],
        blocking=[
            block_on("substr(first_name, 1, 3)", "substr(surname, 1, 4)"),
            block_on("surname", "dob"),
            block_on("first_name", "dob"),
            block_on("postcode_fake", "first_name"),
            block_on("postcode_fake", "surname"),
            block_on("dob", "birth_place"),
            block_on("substr(postcode_fake, 1, 3)", "dob"),
            block_on("substr(postcode_fake, 1, 3)", "first_name"),
            block_on("substr(postcode_fake, 1, 3)", "surname"),
            block_on("substr(first_name, 1, 2)", "substr(surname, 1, 2)", "substr(dob, 1, 4)"),
            block_on("full_name"),
            block_on("postcode_fake"),
            block_on("surname", "birth_place"),
        ],
        certain=[
            block_on("first_name", "surname", "dob"),
            block_on("substr(first_name, 1, 2)", "surname", "substr(postcode_fake, 1, 2)"),
            block_on("dob", "postcode_fake"),
        ],
        recall=0.6,
        training=[block_on("first_name", "surname"), block_on("dob")],
    )


def census() -> Setup:
    return Setup(
        select="""pername1, pername2, concat_ws(' ', pername1, pername2) AS full_name, sex,
            dob_day, dob_mon, dob_year, concat_ws('-', dob_year, dob_mon, dob_day) AS dob,
            regexp_replace(enumpc, '(...)$', ' \\1') AS postcode, enumcap""",
        comparisons=[
            cl.ForenameSurnameComparison(
                "pername1", "pername2", forename_surname_concat_col_name="full_name"
            ),
            cl.ExactMatch("sex"),
            cl.ExactMatch("dob_day"),
            cl.ExactMatch("dob_mon"),
            cl.LevenshteinAtThresholds("dob_year", [1]),
            cl.PostcodeComparison("postcode"),
            similar("enumcap", 0.95, 0.85),
        ],
        blocking=[
            block_on("pername1", "pername2"),
            block_on("pername1", "postcode"),
            block_on("pername2", "postcode"),
            block_on("pername1", "dob"),
            block_on("pername2", "dob"),
            block_on("dob", "postcode"),
            block_on("dob_day", "dob_mon", "postcode"),
            block_on("dob_year", "postcode"),
            block_on("enumcap", "postcode"),
            block_on("dob", "substr(pername1, 1, 1)", "substr(pername2, 1, 1)"),
        ],
        certain=[block_on("pername1", "pername2", "dob"), block_on("pername1", "dob", "postcode")],
        recall=0.6,
        training=[
            block_on("pername1", "pername2"),
            block_on("dob_day", "dob_mon", "dob_year"),
            block_on("postcode"),
        ],
        between_sources=True,
    )


def rldata() -> Setup:
    return Setup(
        select="""fname_c1, nullif(fname_c2, 'NA') AS fname_c2, lname_c1,
            nullif(lname_c2, 'NA') AS lname_c2, "by", bm, bd""",
        comparisons=[
            similar("fname_c1", 0.92, 0.8),
            exact("fname_c2"),
            similar("lname_c1", 0.92, 0.8),
            exact("lname_c2"),
            cl.LevenshteinAtThresholds("by", [1]),
            cl.LevenshteinAtThresholds("bm", [1]),
            cl.LevenshteinAtThresholds("bd", [1]),
        ],
        blocking=[
            block_on("fname_c1", "lname_c1"),
            block_on("by", "bm"),
            block_on("by", "bd"),
            block_on("bm", "bd"),
            block_on("substr(fname_c1, 1, 2)", "substr(lname_c1, 1, 2)"),
        ],
        certain=[
            block_on("fname_c1", "lname_c1", "by"),
            block_on("fname_c1", "by", "bm", "bd"),
            block_on("lname_c1", "by", "bm", "bd"),
        ],
        recall=0.9,
        training=[block_on("by", "bm", "bd"), block_on("fname_c1", "lname_c1")],
    )


def foreigners() -> Setup:
    """Names are spelt in many ways, so they are blocked by a skeleton of their consonants."""
    plain = "strip_accents(lower(translate({}, 'łw', 'lv')))"
    skeleton = f"nullif(regexp_replace({plain}, '[^bcdfgklmnpqrstvxz]', '', 'g'), '')"
    return Setup(
        select=f"""nullif({plain.format("fname")}, '') AS fname, nullif(sname, '') AS sname,
            nullif({plain.format("surname")}, '') AS surname,
            {skeleton.format("fname")} AS fname_skeleton,
            {skeleton.format("surname")} AS surname_skeleton,
            replace(nullif(date, ''), '/', '-') AS dob, nullif(region, '') AS region,
            nullif(country, '') AS country""",
        comparisons=[
            similar("fname", 0.92, 0.85, 0.75, 0.65),
            similar("surname", 0.95, 0.9, 0.85, 0.75),
            similar("sname"),
            typos("dob", 1, 2),
            exact("region"),
            exact("country"),
        ],
        blocking=[
            block_on("dob"),
            block_on("fname", "surname"),
            block_on("surname", "substr(dob, 1, 4)"),
            block_on("surname", "substr(dob, 6, 5)"),
            block_on("surname", "substr(fname, 1, 1)"),
            block_on("fname_skeleton", "surname_skeleton"),
            block_on("surname_skeleton", "substr(dob, 1, 4)"),
            block_on("surname_skeleton", "substr(dob, 6, 5)"),
            block_on("substr(surname_skeleton, 1, 3)", "substr(dob, 1, 7)"),
            block_on("substr(fname_skeleton, 1, 3)", "substr(dob, 1, 7)"),
            block_on("fname_skeleton", "substr(surname_skeleton, 1, 3)", "substr(dob, 1, 4)"),
            block_on("substr(surname, 1, 4)", "substr(dob, 1, 4)"),
            block_on("substr(surname, 1, 4)", "substr(fname, 1, 3)", "region"),
        ],
        certain=[
            block_on("dob", "surname_skeleton"),
            block_on("dob", "fname_skeleton", "substr(surname, 1, 1)"),
        ],
        recall=0.3,
        training=[
            block_on("dob", "country"),
            block_on("fname_skeleton", "surname_skeleton"),
        ],
    )


def childcare() -> Setup:
    words = "regexp_replace(lower({}), '[^a-z0-9]+', ' ', 'g')"
    return Setup(
        select=f"""nullif(trim({words.format('"Site name"')}), '') AS name,
            nullif(trim({words.format("Address")}), '') AS address,
            left(nullif(regexp_replace(Zip, '[^0-9]', '', 'g'), ''), 5) AS zip,
            nullif(regexp_replace(Phone, '[^0-9]', '', 'g'), '') AS phone,
            nullif(regexp_replace(Fax, '[^0-9]', '', 'g'), '') AS fax,
            nullif(trim({words.format('"Program Name"')}), '') AS program,
            lower("Email Address") AS email""",
        comparisons=[
            cl.CustomComparison(
                output_column_name="name",
                comparison_levels=[
                    cll.NullLevel("name"),
                    cll.ExactMatchLevel("name", term_frequency_adjustments=True),
                    cll.JaroWinklerLevel("name", 0.92),
                    cll.JaccardLevel("name", 0.85),
                    cll.JaroWinklerLevel("name", 0.8),
                    cll.ElseLevel(),
                ],
            ),
            similar("address", 0.95, 0.88),
            exact("zip"),
            typos("phone", 1),
            exact("fax"),
        ],
        blocking=[
            block_on("phone"),
            block_on("fax"),
            block_on("address"),
            block_on("name"),
            block_on("zip", "substr(name, 1, 4)"),
            block_on("substr(address, 1, 8)"),
            block_on("substr(name, 1, 10)"),
        ],
        certain=[block_on("phone", "address"), block_on("name", "address")],
        recall=0.5,
        training=[block_on("address"), block_on("phone"), block_on("name")],
    )


def restaurants() -> Setup:
    words = "trim(regexp_replace(lower({}), '[^a-z0-9]+', ' ', 'g'))"
    return Setup(
        select=f"""{words.format("name")} AS name, {words.format("addr")} AS addr, city,
            regexp_replace(phone, '[^0-9]', '', 'g') AS phone, type""",
        comparisons=[
            similar("name", 0.92, 0.8),
            similar("addr", 0.92, 0.8),
            similar("city", 0.9),
            typos("phone", 1),
            cl.JaccardAtThresholds("type", [0.7]),
        ],
        blocking=["1 = 1"],  # 864 records: all pairs
        certain=[block_on("phone"), block_on("name", "city"), block_on("addr", "city")],
        recall=0.9,
        training=[block_on("phone"), block_on("name"), block_on("addr")],
        between_sources=True,
    )


def contacts() -> Setup:
    """Bases of ``twinset generate``: cleaned in SQL first, placeholders taken out."""
    text = "nullif(trim(lower(strip_accents({}))), '')"
    day = "regexp_replace(date_of_birth, '[./]', '-', 'g')"
    month_first = "country IN ('United States', 'USA', 'US', 'United States of America')"
    return Setup(
        select=f"""{text.format("given_name")} AS given_name,
            {text.format("family_name")} AS family_name,
            {text.format("concat_ws(' ', given_name, family_name)")} AS full_name,
            nullif(CASE WHEN date_of_birth IN ('0000-00-00', '1900-01-01', '1901-01-01',
                '1970-01-01') THEN NULL
              WHEN date_of_birth LIKE '____-__-__' THEN date_of_birth
              WHEN {month_first} THEN try_strptime({day}, '%m-%d-%Y')::date::varchar
              ELSE try_strptime({day}, '%d-%m-%Y')::date::varchar END, '') AS date_of_birth,
            CASE WHEN lower(email) NOT IN ('n/a@n/a.com', 'noreply@example.com', 'test@test.com',
                'none@none.com') THEN lower(email) END AS email,
            CASE WHEN phone NOT IN ('0000000000', '1234567890', '999999999') THEN
                nullif(right(regexp_replace(phone, '[^0-9]', '', 'g'), 8), '') END AS phone,
            {text.format("street")} AS street, {text.format("city")} AS city,
            upper(replace(postcode, ' ', '')) AS postcode,
            {text.format("company")} AS company""",
        comparisons=[
            cl.ForenameSurnameComparison(
                "given_name", "family_name", forename_surname_concat_col_name="full_name"
            ),
            cl.DateOfBirthComparison("date_of_birth", input_is_string=True),
            cl.EmailComparison("email"),
            typos("phone", 1),
            cl.CustomComparison(
                output_column_name="address",
                comparison_levels=[
                    cll.And(
                        cll.NullLevel("street"), cll.NullLevel("postcode"), cll.NullLevel("city")
                    ),
                    cll.And(cll.ExactMatchLevel("street"), cll.ExactMatchLevel("postcode")),
                    cll.And(
                        cll.JaroWinklerLevel("street", 0.92),
                        cll.Or(cll.ExactMatchLevel("postcode"), cll.ExactMatchLevel("city")),
                    ),
                    cll.ExactMatchLevel("postcode", term_frequency_adjustments=True),
                    cll.ExactMatchLevel("city", term_frequency_adjustments=True),
                    cll.ElseLevel(),
                ],
            ),
            similar("company", 0.9),
        ],
        blocking=[
            block_on("email"),
            block_on("phone"),
            block_on("given_name", "family_name"),
            block_on("family_name", "date_of_birth"),
            block_on("given_name", "date_of_birth"),
            block_on("family_name", "postcode"),
            block_on("given_name", "postcode"),
            block_on("date_of_birth", "postcode"),
            block_on("street", "postcode"),
            block_on("company", "family_name"),
        ],
        certain=[
            block_on("given_name", "family_name", "date_of_birth"),
            block_on("email", "given_name"),
            block_on("phone", "given_name", "family_name"),
        ],
        recall=0.7,
        training=[
            block_on("given_name", "family_name"),
            block_on("email"),
            block_on("phone"),
        ],
    )


def contacts_by_column() -> Setup:
    """The same with one comparison a column, as tutorials do it: a mover is marked down three
    times, and a household is an address, a city and a postcode ahead."""
    setup = contacts()
    address = [similar("street", 0.95, 0.88), exact("city"), typos("postcode", 1)]
    return replace(setup, comparisons=setup.comparisons[:4] + address + setup.comparisons[5:])


SETUPS: dict[str, Callable[[], Setup]] = {
    "febrl3": febrl,
    "febrl4": febrl_link,
    "historical_50k": historical,
    "census_cis": census,
    "rldata10000": rldata,
    "foreigners": foreigners,
    "childcare_sites": childcare,
    "restaurants": restaurants,
    "generated": contacts,
    "generated-columns": contacts_by_column,
}
