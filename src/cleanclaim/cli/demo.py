"""cleanclaim demo: what does the whole cycle look like, from visit notes to a ledger that proves itself?"""

import json
import os
import sys
from contextlib import ExitStack
from datetime import date
from typing import TYPE_CHECKING

import click

from cleanclaim.cli import CLEAN, FINDINGS, home
from cleanclaim.core.basics.money import dollars
from cleanclaim.demo.days import DEFAULT_DAYS, DEFAULT_SEED, LONGEST_DAYS

if TYPE_CHECKING:
    from cleanclaim.demo.running import Login, Played
    from cleanclaim.demo.tally import Tally

ADDRESS = "127.0.0.1:8000"


@click.command("demo")
@click.option("--seed", default=DEFAULT_SEED, show_default=True, help="Another seed makes another practice.")
@click.option(
    "--days",
    default=DEFAULT_DAYS,
    show_default=True,
    type=click.IntRange(1, LONGEST_DAYS),
    help="How many days of visits are played, from September 1, 2026.",
)
@click.option("--no-serve", is_flag=True, help="End after the count, without serving the application.")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output, and no server.")
def command(seed: int, days: int, no_serve: bool, as_json: bool) -> int:
    """Play two seeded, invented practices through the whole cycle, then serve them.

    Every step goes through the same actions as in real use, against a sandbox payer. The demo has a database
    of its own in the home folder and starts anew each time; a home with real work in it is refused.
    """
    from cleanclaim.demo.running import run

    with _Progress(days, quiet=as_json) as progress:
        played = run(home(), seed=seed, days=days, told=progress.told)
    if as_json:
        click.echo(json.dumps(played.tally.document(), indent=1))
    else:
        _show(played)
    if not (no_serve or as_json):
        _serve(played.logins)
    return CLEAN if played.tally.holds else FINDINGS


class _Progress:
    """A bar over the days when a person watches; nothing else goes to standard error."""

    def __init__(self, days: int, *, quiet: bool) -> None:
        self._watched = not quiet and sys.stderr.isatty()
        self._bar = click.progressbar(
            length=days,
            label="Playing",
            file=sys.stderr if self._watched else open(os.devnull, "w"),  # noqa: SIM115 — closed by the stack
            item_show_func=lambda day: f"{day:%b %d}" if isinstance(day, date) else None,
        )
        self._stack = ExitStack()

    def __enter__(self) -> "_Progress":
        self._stack.enter_context(self._bar)
        return self

    def __exit__(self, *wrong: object) -> None:
        self._stack.close()

    def told(self, what: str, day: date | None) -> None:
        """Show one more day, or what is being done."""
        if day is not None:
            self._bar.update(1, day)  # type: ignore[arg-type] — the item is only shown
        elif self._watched:
            self._bar.label = what
            self._bar.render_progress()


def _show(played: "Played") -> None:
    told = played.tally
    click.echo()
    click.echo(click.style(f"{told.days} days, seed {told.seed}", bold=True))
    for step in told.steps:
        click.echo(f"  {step.name.replace('_', ' '):<14}{step.count:>8,}   {step.note}")
    _show_money(told)
    _show_proofs(told)


def _show_money(told: "Tally") -> None:
    money = told.money
    rows = (
        ("charges", money.charges),
        ("  payers paid", -money.payers_paid),
        ("  patients paid", -money.patients_paid),
        ("  adjustments", -money.adjusted),
        ("  payers still owe", -money.payers_owe),
        ("  patients still owe", -money.patients_owe),
        ("difference", money.difference),
    )
    click.echo()
    for label, cents in rows:
        click.echo(f"  {label:<24}{dollars(cents):>16}")


def _show_proofs(told: "Tally") -> None:
    agreed = told.agreement
    verdict = "equal to the cent" if agreed.holds else f"{agreed.differing} charges differ"
    click.echo()
    click.echo(
        f"  The payers' books say {dollars(agreed.payers_paid)} for {agreed.charges:,} charges, "
        f"ours say {dollars(agreed.we_posted)}: {verdict}."
    )
    for proof in told.proofs:
        holds = "the books hold" if proof.holds else f"{len(proof.findings)} rules are broken"
        click.echo(f"  {proof.practice}: {proof.entries:,} entries, {holds}, digest {proof.digest}")


def _serve(logins: "tuple[Login, ...]") -> None:
    click.echo()
    click.echo(f"  The demo is at http://{ADDRESS}/ on its own clock; sign in there with one click as")
    for login in logins:
        click.echo(f"    {login.username:<8}{login.role}")
    click.echo("  Stop it with Ctrl-C.")
    from cleanclaim.cli.serve import serve

    serve(ADDRESS)
