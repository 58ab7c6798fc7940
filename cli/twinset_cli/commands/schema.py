"""``twinset schema``: the JSON Schemas that other programs can rely on."""

from __future__ import annotations

from enum import StrEnum
from typing import Annotated

import typer

from twinset_cli.errors import guard
from twinset_cli.output import Output


class Subject(StrEnum):
    """What there is a schema of."""

    PLAN = "plan"
    SUMMARY = "summary"
    STANDARDIZE = "standardize"
    AUDIT = "audit"
    BLOCKING = "blocking"
    BLOCKING_SUGGEST = "blocking-suggest"
    BLOCKING_INSPECT = "blocking-inspect"


def register(app: typer.Typer) -> None:
    app.command("schema", short_help="Print the JSON Schema of a plan or of a result.")(schema)


def schema(
    subject: Annotated[
        Subject,
        typer.Argument(
            metavar="SUBJECT",
            help="plan, summary (of dedupe), standardize, audit, blocking (compare), "
            "blocking-suggest or blocking-inspect.",
            show_default=False,
        ),
    ],
) -> None:
    """Print the JSON Schema of a plan, or of what a command prints with --json.

    \b
    Examples:
      twinset schema plan > plan.schema.json
      twinset schema summary
    """
    output = Output(json=True)
    with guard(output):
        if subject is Subject.PLAN:
            from twinset.config import plan_schema as schema_of
        elif subject is Subject.STANDARDIZE:
            from twinset.cleaning.report import cleaning_schema as schema_of
        elif subject is Subject.AUDIT:
            from twinset.auditing.report import audit_schema as schema_of
        elif subject is Subject.BLOCKING:
            from twinset.laboratory.report import comparison_schema as schema_of
        elif subject is Subject.BLOCKING_SUGGEST:
            from twinset.laboratory.suggest import suggestion_schema as schema_of
        elif subject is Subject.BLOCKING_INSPECT:
            from twinset.laboratory.inspect import inspection_schema as schema_of
        else:
            from twinset.summary import summary_schema as schema_of
        output.result(schema_of, lambda: "")
