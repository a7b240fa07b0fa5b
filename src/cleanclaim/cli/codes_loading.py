"""How do official files get into the library, and what do they change? Import, fetch and compare."""

import getpass
import json
import sys
from dataclasses import asdict
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from cleanclaim.cli import CLEAN
from cleanclaim.cli.codes_common import Day, as_json, end_of, open_reference, print_table, progress

if TYPE_CHECKING:
    from cleanclaim.core.codesets import Edition, Reference


@click.command(name="import")
@click.argument("files", nargs=-1, required=True, type=click.Path(exists=True, path_type=Path))
@click.option("--accept-licence", is_flag=True, help="Accept the licence; recorded with your name.")
@click.option("--by", default=getpass.getuser, help="Who accepts (the name you are signed in with).")
@click.option("--effective", type=Day(), help="First day of the edition, where the file does not tell it.")
@as_json
def import_files(
    files: tuple[Path, ...], accept_licence: bool, by: str, effective: date | None, as_json: bool
) -> int:
    """Load official FILES (zip too): recognised by themselves, checked, and compared with what was there."""
    from cleanclaim.core.codesets.importers import Acceptance, import_file

    reference = open_reference()
    acceptance = Acceptance(by, datetime.now(UTC)) if accept_licence else None
    loaded = []
    with _bar(files) as waiting:
        for file in waiting:
            loaded += import_file(file, reference.store, effective=effective, acceptance=acceptance)
    reference.refresh(progress)
    return _tell(reference, loaded, as_json)


def _tell(reference: "Reference", loaded: "list[Edition]", as_json: bool) -> int:
    told = [asdict(edition) | {"changes": _changes(reference, edition)} for edition in loaded]
    if as_json:
        click.echo(json.dumps({"loaded": told}, default=str))
    else:
        columns = ("Set", "Edition", "From", "To", "Rows", "What changed")
        print_table(columns, map(_loaded_row, told))
    return CLEAN


def _bar(files: tuple[Path, ...]) -> Any:
    """A progress bar over the files, for a person who watches."""
    return click.progressbar(files, label="Reading", file=sys.stderr, hidden=not sys.stderr.isatty())


def _changes(reference: "Reference", edition: "Edition") -> dict[str, Any] | None:
    """What changed against the edition before, where there is one of the same set."""
    from cleanclaim.core.codesets.changes import changes

    before = reference.edition_before(edition)
    return changes(reference.store, before, edition).counts() | {"since": before.name} if before else None


def _loaded_row(told: dict[str, Any]) -> tuple[str, ...]:
    change = told["changes"]
    words = "the first of its set"
    if change:
        words = "{added:,} added, {deleted:,} deleted, {revised:,} revised since {since}".format(**change)
    dates = (str(told["effective_from"]), end_of(told["effective_to"]))
    return (told["set_name"], told["name"], *dates, f"{told['rows']:,}", words)


@click.command()
@click.argument("set_name")
@click.argument("one")
@click.argument("other")
@click.option("--limit", default=40, show_default=True, help="How many changes of each kind to list.")
@as_json
def diff(set_name: str, one: str, other: str, limit: int, as_json: bool) -> int:
    """What changed in SET_NAME between the editions ONE and OTHER (as `codes editions` names them)."""
    from cleanclaim.core.codesets.changes import changes

    reference = open_reference()
    found = changes(reference.store, reference.edition(set_name, one), reference.edition(set_name, other))
    if as_json:
        click.echo(json.dumps(asdict(found) | {"counts": found.counts()}, default=str))
        return CLEAN
    for word, listed in (("added", found.added), ("deleted", found.deleted), ("revised", found.revised)):
        click.secho(f"\n{len(listed):,} {word}", bold=True)
        for row in listed[:limit]:
            click.echo("  " + "  ".join(text for text in row if text))
        if len(listed) > limit:
            click.echo(f"  … and {len(listed) - limit:,} more (--limit)")
    return CLEAN


@click.command()
@click.argument("names", nargs=-1)
@click.option("--accept-licence", is_flag=True, help="Accept the licence; recorded with your name.")
@click.option("--by", default=getpass.getuser, help="Who accepts (the name you are signed in with).")
@click.option("--list", "only_list", is_flag=True, help="Only list what can be fetched.")
@as_json
def fetch(names: tuple[str, ...], accept_licence: bool, by: str, only_list: bool, as_json: bool) -> int:
    """Download official files by their NAMES in the catalogue, check them and import them."""
    from cleanclaim.cli.downloading import catalogue, download

    offered = {file.name: file for file in catalogue()}
    if only_list or not names:
        print_table(
            ("Name", "Publisher", "Holds", "Checked by digest"),
            ((f.name, f.publisher, f.holds, "yes" if f.sha256 else "no") for f in offered.values()),
        )
        return CLEAN
    unknown = [name for name in names if name not in offered]
    if unknown:
        raise click.BadParameter(f"{', '.join(unknown)}: not in the catalogue (codes fetch --list)")
    from cleanclaim.core.codesets.importers import Acceptance, import_file

    reference = open_reference()
    acceptance = Acceptance(by, datetime.now(UTC)) if accept_licence else None
    loaded = []
    for name in names:
        path = download(offered[name], reference.folder / "downloads", progress)
        loaded += import_file(path, reference.store, acceptance=acceptance)
    reference.refresh(progress)
    return _tell(reference, loaded, as_json)
