"""What do the commands of `codes` share? Dates, tables on the terminal, the library of this home."""

import sys
from collections.abc import Iterable
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

import click
from rich.console import Console
from rich.table import Table

from cleanclaim.cli import home

if TYPE_CHECKING:
    from cleanclaim.core.codesets import Reference


class Day(click.ParamType):
    """A date written 2026-11-01."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """Read the date, or say what is wrong with it."""
        if isinstance(value, date):
            return value
        try:
            return date.fromisoformat(value)
        except ValueError:
            self.fail(f"{value} is not a date written like 2026-11-01", param, ctx)


def _today() -> date:
    return datetime.now(UTC).astimezone().date()


on_date = click.option("--on", "day", type=Day(), default=_today, help="The date that decides (today).")
as_json = click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")


def end_of(day: date) -> str:
    """The last day, or that none is known."""
    return "open" if day.year == 9999 else str(day)


def print_table(columns: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> None:
    """Print rows under their headings."""
    table = Table(*columns, box=None, pad_edge=False, header_style="bold")
    for row in rows:
        table.add_row(*row)
    Console(soft_wrap=False).print(table)


def open_reference() -> "Reference":
    """The library of this home; building it for the first time shows what is being made."""
    from cleanclaim.core.codesets import Reference

    return Reference(home(), progress)


def progress(what: str, done: int, of: int) -> None:
    """Tell a person who watches what is being made."""
    if sys.stderr.isatty():
        click.echo(f"\r\x1b[K{what} ({done} of {of})", nl=done == of, err=True)
