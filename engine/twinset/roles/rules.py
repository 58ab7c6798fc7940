"""How a column's values speak for a role: do they allow it, do they prove it.

``fit`` judges a role that the header names; ``value_scores`` finds roles without a header;
``fallback`` is for columns that neither tells anything about. The thresholds are far from what
clean columns show, so that typos, nulls and a few foreign values do not tip them.
"""

from __future__ import annotations

from collections.abc import Callable

from twinset.roles.values import Profile
from twinset.types import Role

CONTRADICTED = 0.15
"""What is left of a header's score when the values cannot be what it says."""

NAMES = (Role.GIVEN_NAME, Role.MIDDLE_NAME, Role.FAMILY_NAME, Role.FULL_NAME)


def fit(role: Role, profile: Profile) -> float:
    """How far the values allow a role that the header names: 1 fully, 0.15 not."""
    rule = _FITS.get(role)
    return 1.0 if rule is None or rule(profile) else CONTRADICTED


def _unlike_text(profile: Profile) -> bool:
    """Values that are no words at all: emails, links, dates, yes and no."""
    return max(profile["email"], profile["url"], profile["date"], profile["decimal"]) > 0.5 or (
        profile.common("yes_no") > 0.9 and profile.distinct <= 3
    )


def _words(profile: Profile) -> bool:
    return profile["letters"] >= 0.5 and not _unlike_text(profile)


def _name(profile: Profile) -> bool:
    return _words(profile) and profile["digits"] <= 0.35 and profile.characters <= 60


def _place(profile: Profile) -> bool:
    return profile.characters <= 60 and not _unlike_text(profile)


def _few(profile: Profile) -> bool:
    return profile.distinct <= 200 and (profile.distinct_ratio <= 0.5 or profile.filled < 20)


def _date(profile: Profile) -> bool:
    return max(profile["date"], profile["epoch"]) >= 0.4


_FITS: dict[Role, Callable[[Profile], bool]] = {
    Role.GIVEN_NAME: _name,
    Role.MIDDLE_NAME: _name,
    Role.FAMILY_NAME: _name,
    Role.FULL_NAME: _name,
    Role.GENDER: lambda p: p.common("gender") >= 0.5 or (p.distinct <= 6 and p.characters <= 20),
    Role.BIRTH_DATE: _date,
    Role.BIRTH_YEAR: lambda p: p["year"] >= 0.5,
    Role.BIRTH_MONTH: lambda p: p["int12"] >= 0.5 or (p.distinct <= 24 and p["letters"] > 0.5),
    Role.BIRTH_DAY: lambda p: p["int31"] >= 0.6,
    Role.BIRTH_PLACE: _place,
    Role.EMAIL: lambda p: p["email"] >= 0.3,
    Role.PHONE: lambda p: p["phone"] + p["phone_short"] >= 0.4,
    Role.WEBSITE: lambda p: min(p["url"], p.common("url")) >= 0.3,
    Role.ADDRESS: lambda p: _words(p) or p["house"] >= 0.5,
    Role.STREET: lambda p: _words(p) or p["house"] >= 0.5,
    Role.HOUSE_NUMBER: lambda p: p["house"] >= 0.4 or (p["digits"] >= 0.5 and p.characters <= 12),
    Role.CITY: lambda p: _place(p) and p["digits"] <= 0.5,
    Role.REGION: _place,
    Role.COUNTRY: lambda p: p.characters <= 60 and p.distinct <= 500 and not _unlike_text(p),
    Role.POSTCODE: lambda p: p["postcode"] >= 0.4,
    Role.COMPANY: _words,
    Role.JOB_TITLE: _words,
    Role.NAME_PREFIX: lambda p: _few(p) and p.characters <= 25 and p["digits"] <= 0.3,
    Role.NAME_SUFFIX: lambda p: _few(p) and p.characters <= 12,
    Role.EMAIL_STATUS: lambda p: p.distinct <= 20 and p["email"] < 0.3,
    Role.LAST_ACTIVITY: _date,
    Role.CREATED_AT: _date,
    Role.UPDATED_AT: _date,
    Role.SOURCE: _few,
    Role.CONSENT: lambda p: p.distinct <= 20 or _date(p),
    Role.TEXT: lambda p: p["letters"] >= 0.5,
    Role.CATEGORY: lambda p: p.distinct_ratio <= 0.9 or p.filled < 20,
    Role.IGNORE: lambda p: p["letters"] < 0.5,
    Role.IDENTIFIER: lambda p: (
        max(p["decimal"], p["date"], p["email"], p["url"]) < 0.5
        # the ids of the first rows are 0 and 1, which also say no and yes
        and not (p.common("yes_no") > 0.9 and p.distinct <= 3 and p.filled >= 10)
        and (p["digits"] >= 0.3 or p.tokens < 1.5)
    ),
}


def value_scores(profile: Profile) -> dict[Role, float]:
    """Roles that the values alone speak for, with scores; most columns have none."""
    scores: dict[Role, float] = {}
    if profile.filled == 0:
        return scores
    if profile["email"] >= 0.6:
        scores[Role.EMAIL] = 0.95
    if profile["url"] >= 0.7:
        scores[Role.WEBSITE] = 0.85
    if profile.distinct >= 2 and profile.common("gender") >= 0.95 and profile.distinct <= 8:
        scores[Role.GENDER] = 0.8
    if profile["postcode_marked"] >= 0.7 and profile.distinct >= 5:
        scores[Role.POSTCODE] = 0.85
    elif profile["phone_marked"] >= 0.6 or profile["phone_nanp"] + profile["phone_marked"] >= 0.9:
        scores[Role.PHONE] = 0.78
    _date_scores(profile, scores)
    _number_scores(profile, scores)
    if profile["letters"] > 0.5 and not _unlike_text(profile):
        _word_scores(profile, scores)
    return scores


def _date_scores(profile: Profile, scores: dict[Role, float]) -> None:
    if profile["date"] < 0.7:
        return
    oldest, middle, newest = profile.years
    if profile["time"] >= 0.5:
        scores[Role.CREATED_AT] = 0.6
    elif newest <= 2035 and (newest - oldest >= 25 or middle <= 1985) and profile.distinct >= 5:
        # births spread over decades; what a business does is dated within a few years
        scores[Role.BIRTH_DATE] = 0.65


def _number_scores(profile: Profile, scores: dict[Role, float]) -> None:
    repeated = profile.distinct >= 10 and profile.distinct_ratio < 0.95
    if profile["digits5"] >= 0.95 and repeated:
        scores[Role.POSTCODE] = 0.5
    elif profile["digits4"] >= 0.95 and profile["year"] < 0.5 and repeated:
        scores[Role.POSTCODE] = 0.45
    elif profile["house"] >= 0.95 and 0.01 <= profile["house_letter"] < 0.9 and repeated:
        scores[Role.HOUSE_NUMBER] = 0.45


def _word_scores(profile: Profile, scores: dict[Role, float]) -> None:
    if profile.common("country") >= 0.9 and profile.distinct >= 2:
        scores[Role.COUNTRY] = 0.75 if profile.characters > 3.5 else 0.5
    if profile.common("region") >= 0.9 and 3 <= profile.distinct <= 120:
        scores[Role.REGION] = 0.6
    if profile["street"] >= 0.5 and profile.distinct >= 5:
        numbered = profile["street_number"] / profile["street"] >= 0.5
        scores[Role.ADDRESS if numbered else Role.STREET] = 0.7
    elif profile["number_first"] >= 0.6 and profile["letters"] >= 0.8 and profile.tokens <= 8:
        scores[Role.ADDRESS] = 0.45
    if profile["company"] >= 0.3 and profile.tokens <= 7 and profile["street"] < 0.3:
        scores[Role.COMPANY] = 0.55
    if profile.common("city") >= 0.4 and profile.distinct >= 3:
        scores[Role.CITY] = 0.6
    if profile["job"] >= 0.5 and profile.distinct >= 3:
        scores[Role.JOB_TITLE] = 0.55
    if profile.fill >= 0.2 and profile.distinct >= 5:
        # a name guessed for a sparse column is more often another person's than a second name
        for role, score in name_scores(profile).items():
            scores[role] = max(score, scores.get(role, 0.0))


def name_scores(profile: Profile) -> dict[Role, float]:
    """Which kind of person name the values are, by the share of known names in the rows."""
    if profile["company"] >= 0.25 or profile["digits"] > 0.2 or profile.tokens > 4:
        return {}
    given, family = profile.common("given"), profile.common("family")
    full = profile.common("full") + profile.common("maybe_full")
    if profile.common("full") >= 0.12 and full >= 0.2 and full > 0.6 * max(given, family):
        return {Role.FULL_NAME: 0.65}
    if profile.common("patronymic") >= 0.4:
        return {Role.MIDDLE_NAME: 0.65}
    if profile.common("initial") >= 0.8 and profile.distinct >= 8:
        return {Role.MIDDLE_NAME: 0.5}
    if max(given, family) < 0.2:
        return {}
    return {Role.GIVEN_NAME if given > family else Role.FAMILY_NAME: 0.65}


def fallback(profile: Profile) -> tuple[Role, float, str]:
    """The role of a column that neither header nor values tell: (role, confidence, why)."""
    if profile.distinct <= 1:
        return Role.IGNORE, 0.9, "one value"
    if max(profile["date"], profile["year"], profile["epoch"], profile["year_inside"]) >= 0.6:
        few = profile.distinct_ratio <= 0.5
        return (Role.CATEGORY if few else Role.IGNORE), 0.4, "dates of an unknown kind"
    if profile.distinct <= 20 or (profile.distinct_ratio <= 0.1 and profile.distinct <= 5000):
        return Role.CATEGORY, 0.5, "few values"
    if profile["integer"] + profile["decimal"] >= 0.8:
        return Role.IGNORE, 0.5, "numbers"
    if profile["letters"] < 0.5 or profile["code"] >= 0.8:
        return Role.IGNORE, 0.4, "codes of an unknown kind"
    if profile.distinct_ratio <= 0.3 and profile.characters <= 60:
        return Role.CATEGORY, 0.4, "few values"
    return Role.TEXT, 0.5, "text"


def evidence_of(role: Role, profile: Profile) -> str:
    """What the values show for a role, as a share: "98% look like emails"; "" if nothing does."""
    label = _LABELS.get(role)
    if label is None:
        return ""
    text, names, weighted = label
    measure = profile.common if weighted else profile.__getitem__
    share = min(1.0, sum(measure(name) for name in names))
    return f"{share:.0%} {text}" if share >= 0.005 else ""


_LABELS: dict[Role, tuple[str, tuple[str, ...], bool]] = {
    Role.EMAIL: ("look like emails", ("email",), False),
    Role.PHONE: ("look like phone numbers", ("phone", "phone_short"), False),
    Role.WEBSITE: ("look like web addresses", ("url",), False),
    Role.BIRTH_DATE: ("are dates", ("date",), False),
    Role.CREATED_AT: ("are dates", ("date", "epoch"), False),
    Role.UPDATED_AT: ("are dates", ("date", "epoch"), False),
    Role.BIRTH_YEAR: ("are years", ("year",), False),
    Role.BIRTH_MONTH: ("are 1 to 12", ("int12",), False),
    Role.BIRTH_DAY: ("are 1 to 31", ("int31",), False),
    Role.POSTCODE: ("have a postcode's shape", ("postcode",), False),
    Role.HOUSE_NUMBER: ("have a house number's shape", ("house",), False),
    Role.GENDER: ("of rows name a gender", ("gender",), True),
    Role.COUNTRY: ("of rows name a country", ("country",), True),
    Role.REGION: ("of rows are known regions", ("region",), True),
    Role.CITY: ("of rows are known cities", ("city",), True),
    Role.GIVEN_NAME: ("of rows are known given names", ("given",), True),
    Role.FAMILY_NAME: ("of rows are known family names", ("family",), True),
    Role.FULL_NAME: ("of rows hold known names", ("full", "maybe_full"), True),
    Role.STREET: ("hold a street word", ("street",), False),
    Role.ADDRESS: ("hold a street word", ("street",), False),
    Role.COMPANY: ("hold a company word", ("company",), False),
    Role.JOB_TITLE: ("hold a word for a job", ("job",), False),
}
