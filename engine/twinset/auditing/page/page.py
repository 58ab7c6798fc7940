"""The sections of the page, the overall picture first."""

from __future__ import annotations

from collections.abc import Iterable
from importlib.resources import files

from twinset.auditing.page.charts import bar, legend, ring
from twinset.auditing.page.tables import columns_table, formats_table, sources_table
from twinset.auditing.page.text import (
    count,
    escape,
    keyed,
    money,
    name,
    percent,
    plain_name,
    plural,
)
from twinset.auditing.report import AuditReport, Finding

_FIRST = 12
"""Findings that are shown; the rest is folded."""
_GAP = ("missing", "low")
"""A usual gap: the chart of completeness says it better than a list."""


def page(report: AuditReport) -> str:
    """The whole page."""
    sections = [
        _findings(report),
        _completeness(report),
        _duplicates(report),
        _cost(report),
        _sources(report),
        _ages(report),
        _contacts(report),
        _columns(report),
        _formats(report),
    ]
    title = f"Audit of {_inputs(report)}"
    style = files(__package__).joinpath("style.css").read_text(encoding="utf-8")
    return (
        '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<link rel="icon" href="data:,">\n'
        f"<title>{escape(title)}</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f"{_header(report, title)}\n<main>\n{''.join(filter(None, sections))}</main>\n"
        f"{_footer(report)}\n</body>\n</html>\n"
    )


def _inputs(report: AuditReport) -> str:
    names = [source.name.replace("\\", "/").rsplit("/", 1)[-1] for source in report.inputs]
    return names[0] if len(names) == 1 else f"{names[0]} and {plural(len(names) - 1, 'more file')}"


def _header(report: AuditReport, title: str) -> str:
    rows = keyed("rows", report.rows, count(report.rows))
    facts = f"{rows} records, {len(report.columns)} columns, "
    facts += f'<span class="nowrap">on {escape(report.as_of)}</span>'
    return (
        f'<header>\n<h1><bdi>{escape(title)}</bdi></h1>\n<p class="soft">{facts}</p>\n'
        f"{_tiles(report)}</header>"
    )


def _tiles(report: AuditReport) -> str:
    tiles = [
        ("faultless_share", report.faultless_share, "records without a fault to mend", True),
        ("completeness", report.completeness, "of all cells are filled", True),
        ("validity", report.validity, "of the filled cells are valid", True),
        (
            "duplicates.share",
            report.duplicates.share,
            "of the records are likely duplicates",
            False,
        ),
    ]
    if report.staleness is not None:
        years = _length(report.staleness.limit_days)
        tiles.append(("staleness.share", report.staleness.share, f"not updated for {years}", False))
    made = []
    for key, share, label, more_is_better in tiles:
        bad = 1 - share if more_is_better else share
        tone = "good" if bad < 0.05 else "warn" if bad < 0.2 else "bad"
        shown = percent(share)
        made.append(
            f'<div class="tile">{ring(share, tone, f"{shown} {label}")}<div>'
            f'<div class="figure">{keyed(key, share, shown)}</div>'
            f'<div class="label">{label}</div></div></div>'
        )
    return f'<div class="tiles">{"".join(made)}</div>\n'


def _section(title: str, lead: str, body: str) -> str:
    words = f'<p class="soft">{lead}</p>' if lead else ""
    return f"<section>\n<h2>{title}</h2>\n{words}{body}\n</section>\n"


def _findings(report: AuditReport) -> str:
    found = [item for item in report.findings if (item.kind, item.severity) != _GAP]
    if not found:
        return _section("Findings", "", "<p>Nothing to report: a clean base.</p>")
    first = "".join(map(_finding, found[:_FIRST]))
    body = f'<ul class="findings">{first}</ul>'
    if len(found) > _FIRST:
        rest = "".join(map(_finding, found[_FIRST:]))
        body += (
            f"<details><summary>{plural(len(found) - _FIRST, 'further finding')}</summary>"
            f'<ul class="findings">{rest}</ul></details>'
        )
    lead = "The most severe first. Rows are data rows of the file: the first below the header is 1."
    return _section("What was found", lead, body)


def _finding(finding: Finding) -> str:
    where = f" {name(finding.column)}" if finding.column else ""
    number = keyed(f"findings.{finding.id}.count", finding.count, count(finding.count))
    rows = ", ".join(str(sample.row) for sample in finding.sample_rows)
    files = list(dict.fromkeys(sample.file for sample in finding.sample_rows))
    if len(files) > 1:
        rows = ", ".join(
            f"{plain_name(sample.file)} {sample.row}" for sample in finding.sample_rows
        )
    return (
        f'<li><div><span class="pill {finding.severity}">{finding.severity}</span></div>'
        f'<div class="what"><h3>{escape(finding.title)}{where}</h3><p>{escape(finding.advice)}</p>'
        f'<div class="rows">Such as row {rows}</div></div>'
        f'<div class="count"><b>{number}</b><div>{percent(finding.share)} of '
        f"{count(finding.of)} {finding.unit}</div></div></li>"
    )


def _bars(rows: Iterable[tuple[str, str, str]]) -> str:
    """Label, chart and value of each row, as HTML."""
    lines = (
        f'<li><span>{label}</span>{chart}<span class="value">{value}</span></li>'
        for label, chart, value in rows
    )
    return f'<figure><ul class="bars">{"".join(lines)}</ul></figure>'


def _completeness(report: AuditReport) -> str:
    rows = []
    for column in report.columns:
        wrong = column.invalid + column.wrong_column
        shares = [n / max(1, report.rows) for n in (column.valid, wrong, column.placeholders)]
        label = (
            f"{percent(shares[0])} valid, {percent(shares[1])} invalid or in the wrong column, "
            f"{percent(shares[2])} placeholders, {percent(column.missing / report.rows)} empty"
        )
        key = f"columns.{column.column}.filled"
        rows.append(
            (
                plain_name(column.column),
                bar(list(zip(shares, ("good", "bad", "warn"), strict=True)), label),
                keyed(key, column.filled, percent(column.completeness)),
            )
        )
    key_of = legend(
        [("good", "valid"), ("bad", "invalid, or of another column"), ("warn", "placeholder"),
         ("none", "empty")]
    )  # fmt: skip
    return _section("How full each column is", "", _bars(rows) + key_of)


def _duplicates(report: AuditReport) -> str:
    found = report.duplicates
    extra = keyed("duplicates.duplicates", found.duplicates, count(found.duplicates))
    sets = keyed("duplicates.sets", found.sets, count(found.sets))
    if found.method == "pipeline":
        how = "Found by the whole of <code>twinset dedupe</code>."
    else:
        how = (
            "Only records that agree on strong evidence are counted, such as one email and one "
            "name, so this is a lower bound: <code>twinset dedupe</code> finds the others too."
        )
    most = max([*found.sizes.values(), 1])
    rows = [
        (
            f"{escape(size)} records",
            bar([(number / most, "calm")], f"{number} groups of {size} records"),
            keyed(f"duplicates.sizes.{size}", number, count(number)),
        )
        for size, number in found.sizes.items()
    ]
    groups = "group" if found.sets == 1 else "groups"
    lead = f"{extra} records are further copies of another one, in {sets} {groups}. {how}"
    return _section("Likely duplicates", lead, _bars(rows) if found.sets else "")


def _cost(report: AuditReport) -> str:
    parts = []
    for number, item in enumerate(report.costs):
        if not item.records:
            continue
        steps = [
            ("prevented", item.prevention, "good"),
            ("corrected now", item.correction, "warn"),
            ("left as they are", item.leaving, "bad"),
        ]
        rows = [
            (
                words,
                bar([(amount / max(item.leaving, 1e-9), tone)], f"{words}: {money(amount)}"),
                keyed(
                    f"costs.{number}.{('prevention', 'correction', 'leaving')[place]}",
                    amount,
                    money(amount),
                ),
            )
            for place, (words, amount, tone) in enumerate(steps)
        ]
        title = f"{count(item.records)} {escape(item.what)}"
        parts.append(f"<div><h3>{title}</h3>{_bars(rows)}</div>")
    if not parts or not report.unit_cost:
        return ""
    lead = (
        "The 1-10-100 rule: a bad record that costs 1 to prevent costs 10 to correct and 100 to "
        f"leave, in mailings, mistakes and lost trust. Here one costs {money(report.unit_cost)} to "
        "prevent (<code>--unit-cost</code>). It is a rule of thumb, not an account."
    )
    return _section("What it costs", lead, f'<div class="two">{"".join(parts)}</div>')


def _sources(report: AuditReport) -> str:
    if not report.sources:
        return ""
    most = max(max(line.duplicate_share for line in report.sources), 1e-9)
    rows = [
        (
            "no source" if line.source is None else plain_name(line.source),
            bar(
                [(line.duplicate_share / most, "calm")],
                f"{percent(line.duplicate_share)} duplicates",
            ),
            f"{keyed(f'sources.{number}.duplicates', line.duplicates, count(line.duplicates))} "
            f'<span class="part">{percent(line.duplicate_share)}</span>',
        )
        for number, line in enumerate(report.sources[:12])
    ]
    lead = (
        "Records that were there already, in another copy, when this source brought them; the "
        "share is of the source's own records."
    )
    return _section("Sources", lead, _bars(rows) + sources_table(report))


def _ages(report: AuditReport) -> str:
    ages = report.staleness
    if ages is None:
        return ""
    most = max([*(band.records for band in ages.bands), ages.undated, 1])
    rows = [
        (
            escape(band.label),
            bar(
                [(band.records / most, "warn" if band.from_days >= ages.limit_days else "good")],
                f"{count(band.records)} records",
            ),
            f"{keyed(f'staleness.bands.{number}.records', band.records, count(band.records))} "
            f'<span class="part">{percent(band.share)}</span>',
        )
        for number, band in enumerate(ages.bands)
    ]
    if ages.undated:
        value = keyed("staleness.undated", ages.undated, count(ages.undated))
        chart = bar([(ages.undated / most, "none")], f"{count(ages.undated)} records", track=False)
        rows.append(("no date", chart, value))
    stale = keyed("staleness.stale", ages.stale, count(ages.stale))
    lead = (
        f"By {name(ages.column)}, counted back from the newest update, {escape(ages.newest)}. "
        f"{stale} records were last updated more than {_length(ages.limit_days)} before it."
    )
    return _section("How old the records are", lead, _bars(rows))


def _length(days: int) -> str:
    for size, word in ((365, "year"), (7, "week")):
        if days and days % size == 0:
            return plural(days // size, word)
    return plural(days, "day")


def _contacts(report: AuditReport) -> str:
    contacts = report.contacts
    lines = [
        (
            "unreachable",
            "without an email, phone number or address that works",
            contacts.unreachable,
        ),
        ("bounced", "whose email is known to bounce", contacts.bounced),
        ("unsubscribed", "who asked for no more messages", contacts.unsubscribed),
        ("unresponsive", "without a sign of life for a long time", contacts.unresponsive),
    ]
    rows = [
        (
            words,
            bar([(number / max(1, report.rows), "warn")], percent(number / max(1, report.rows))),
            f"{keyed(f'contacts.{key}', number, count(number))} "
            f'<span class="part">{percent(number / max(1, report.rows))}</span>',
        )
        for key, words, number in lines
        if number is not None
    ]
    for number, item in enumerate(report.consent):
        key, sets = f"consent.{number}.conflicting_sets", item.conflicting_sets
        words = f"{count(sets)} of {plural(report.duplicates.sets, 'group')}"
        chart = bar([(sets / max(1, report.duplicates.sets), "bad")], words)
        label = f"groups of duplicates that both give and refuse {name(item.column)}"
        rows.append((label, chart, keyed(key, sets, count(sets))))
    for number, shared in enumerate(report.shared_values):
        value = keyed(f"shared_values.{number}.values", shared.values, count(shared.values))
        words = plural(shared.records, "record")
        chart = bar([(shared.records / max(1, report.rows), "calm")], words)
        label = f"{escape(shared.field)} of several people ({escape(shared.kind)})"
        rows.append((label, chart, value))
    return _section("Contacts", "", _bars(rows)) if rows else ""


def _columns(report: AuditReport) -> str:
    return _section("Every column", "", columns_table(report))


def _formats(report: AuditReport) -> str:
    table = formats_table(report)
    lead = "A digit is 9, a letter A or a. Many formats in one column make for missed matches."
    return _section("Formats found", lead, table) if table else ""


def _footer(report: AuditReport) -> str:
    return (
        f"<footer><p>Made by Twinset {escape(report.version)} in {report.seconds:.1f} s. This page "
        "holds counts, names of columns and sources, and row numbers; no record's values. "
        "<code>findings</code> beside it lists every fault by row.</p></footer>"
    )
