"""cleanclaim report: how is the revenue cycle doing, with numerator and denominator, as of a day?"""

import json
from collections.abc import Sequence
from datetime import date, datetime
from typing import TYPE_CHECKING, Any

import click

from cleanclaim.cli import CLEAN
from cleanclaim.core.basics.money import dollars
from cleanclaim.core.basics.refusals import Unknown

if TYPE_CHECKING:
    from cleanclaim.app.people.models import Practice
    from cleanclaim.core.reports import Figure

_ROOMY = 125
"""Columns of a terminal that has room for the benchmarks."""


@click.command("report")
@click.argument("kpis", nargs=-1)
@click.option("--as-of", type=click.DateTime(["%Y-%m-%d"]), help="The day asked about; by default today.")
@click.option(
    "--practice", "numbers", multiple=True, help="Only this practice, by its number; may be repeated."
)
@click.option("--rows", is_flag=True, help="The rows that make up each figure, too.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def command(
    kpis: Sequence[str], as_of: datetime | None, numbers: Sequence[str], rows: bool, as_json: bool
) -> int:
    """Compute revenue-cycle figures as of a day; without names, the headline ones.

    A figure as of a past day is what it was then, whatever was posted since.
    """
    from cleanclaim.cli.database import prepared

    prepared()
    from cleanclaim.app.people.tenancy import practice_scope
    from cleanclaim.app.reports.figures import HEADLINE, figures

    practices = _practices(numbers)
    day = as_of.date() if as_of else _today(practices)
    with practice_scope(*(practice.pk for practice in practices)):
        found = figures(tuple(kpis) or HEADLINE, day)
    if as_json:
        document = {
            "as_of": day.isoformat(),
            "practices": [practice.number for practice in practices],
            "kpis": [_document(figure, with_rows=rows) for figure in found],
        }
        click.echo(json.dumps(document, indent=1))
    else:
        _show(found, practices, day, with_rows=rows)
    return CLEAN


def _practices(numbers: Sequence[str]) -> list["Practice"]:
    from cleanclaim.app.people.models import Practice

    practices = {practice.number: practice for practice in Practice.objects.order_by("number")}
    for number in numbers:
        if number not in practices:
            raise Unknown("practice", f"There is no practice {number}.")
    if not practices:
        raise Unknown("practice", "There is no practice yet: `cleanclaim demo` makes two.")
    return [practice for number, practice in practices.items() if not numbers or number in numbers]


def _today(practices: Sequence["Practice"]) -> date:
    from zoneinfo import ZoneInfo

    from cleanclaim.app.site.clock import now

    return now().astimezone(ZoneInfo(practices[0].time_zone)).date()


def _document(figure: "Figure", *, with_rows: bool) -> dict[str, Any]:
    document: dict[str, Any] = {
        "code": figure.code,
        "title": figure.title,
        "value": None if figure.value is None else round(float(figure.value), 4),
        "unit": figure.unit,
        "numerator": figure.numerator,
        "denominator": figure.denominator,
        "multiplier": figure.multiplier,
        "measures": figure.measures,
    }
    if figure.groups:
        document["groups"] = [
            {"by": list(group.by), "numerator": group.numerator, "denominator": group.denominator}
            for group in figure.groups
        ]
    if with_rows:
        document["rows"] = [dict(zip(figure.columns, row, strict=True)) for row in figure.rows]
    return document


def _show(found: Sequence["Figure"], practices: Sequence["Practice"], day: date, *, with_rows: bool) -> None:
    from rich.console import Console
    from rich.table import Table

    from cleanclaim.core.reports import kpi

    console = Console(highlight=False)
    console.print(f"{', '.join(practice.name for practice in practices)}, as of {day}")
    table = Table(box=None, pad_edge=False)
    roomy = console.width >= _ROOMY
    for _ in range(5 if roomy else 4):
        table.add_column(no_wrap=True)
    table.columns[1].justify = table.columns[3].justify = "right"
    for figure in found:
        page = kpi(figure.code)
        fraction = f"{_amount(figure, figure.numerator)} ÷ {_amount(figure, figure.denominator)}"
        if figure.unit == "days":
            fraction += f" × {figure.multiplier}"
        benchmark = [f"[dim]{page.benchmark}[/dim]"] if roomy else []
        table.add_row(figure.title, figure.text(), figure.unit, fraction, *benchmark)
    console.print(table)
    for figure in found:
        _show_groups(console, figure)
        if with_rows:
            _show_rows(console, figure)


def _show_groups(console: Any, figure: "Figure") -> None:
    if not figure.groups:
        return
    from rich.table import Table

    by_age: dict[str, int] = {}
    for group in figure.groups:
        by_age[group.by[-1]] = by_age.get(group.by[-1], 0) + group.denominator
    console.print(f"\n{figure.title}")
    table = Table(box=None, pad_edge=False)
    table.add_column("days")
    table.add_column("", justify="right")
    for bucket in sorted(by_age, key=_age):
        table.add_row(bucket, _amount(figure, by_age[bucket]))
    console.print(table)


def _age(bucket: str) -> int:
    return int(bucket.removeprefix("over ").partition("-")[0]) + bucket.startswith("over")


def _show_rows(console: Any, figure: "Figure") -> None:
    from rich.table import Table

    console.print(f"\n{figure.title}: its rows")
    table = Table(box=None, pad_edge=False)
    for column in figure.columns:
        table.add_column(column, overflow="fold")
    for row in figure.rows:
        table.add_row(*("" if value is None else str(value) for value in row))
    console.print(table)


def _amount(figure: "Figure", number: int) -> str:
    return dollars(number) if figure.measures == "cents" else f"{number:,} claims"
