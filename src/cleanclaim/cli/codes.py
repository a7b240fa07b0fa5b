"""Which code is meant, what does it say, and which editions are loaded? Search, show and list code sets."""

import json
import sys
from collections.abc import Iterable
from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING, Any

import click

from cleanclaim.cli import CLEAN, FINDINGS
from cleanclaim.cli.codes_common import as_json, end_of, on_date, open_reference, print_table
from cleanclaim.cli.codes_loading import diff, fetch, import_files
from cleanclaim.core.basics.refusals import Unknown

if TYPE_CHECKING:
    from cleanclaim.core.codesets import Edition, Editions, IcdCode, Reference

_NOTE_WORDS = {
    "includes": "Includes",
    "inclusion_term": "Also called",
    "excludes1": "Excludes1 (never together)",
    "excludes2": "Excludes2 (not included here)",
    "code_first": "Code first",
    "use_additional": "Use additional code",
    "code_also": "Code also",
    "note": "Note",
}


@click.group(name="codes")
def command() -> None:
    """Search, show, list, import and compare code sets, each by edition and date."""


@command.command()
@click.argument("text", nargs=-1, required=True)
@on_date
@click.option("--limit", default=10, show_default=True, help="How many codes at most.")
@as_json
def search(text: tuple[str, ...], day: date, limit: int, as_json: bool) -> int:
    """Find the codes that TEXT means; - reads one query a line and prints one JSON line for each."""
    reference = open_reference()
    editions = reference.on(day)
    if text == ("-",):
        return _search_lines(sys.stdin, editions, limit)
    query = " ".join(text)
    hits = _hits(query, editions, limit)
    if as_json:
        click.echo(json.dumps({"query": query, "on": day.isoformat(), "hits": hits}))
    elif hits:
        print_table(("Code", "Title", "Why"), ((hit["code"], hit["title"], hit["why"]) for hit in hits))
    if not hits and not as_json:
        click.echo(_why_nothing(query, day, reference), err=True)
    return CLEAN if hits else FINDINGS


def _search_lines(lines: Iterable[str], editions: "Editions", limit: int) -> int:
    for line in lines:
        query = line.rstrip("\r\n")
        print(json.dumps({"query": query, "hits": _hits(query, editions, limit)}), flush=True)  # noqa: T201
    return CLEAN


def _hits(query: str, editions: "Editions", limit: int) -> list[dict[str, str]]:
    hits = editions.search(query, limit) if query.strip() else []
    return [{"code": hit.code, "title": hit.title, "why": hit.why} for hit in hits]


def _why_nothing(query: str, day: date, reference: "Reference") -> str:
    """Say so where the code existed, but on other dates."""
    history = reference.history(query)
    if not history:
        return f"Nothing found for “{query}” on {day}."
    spans = "; ".join(f"{row.valid_from} to {row.valid_to} ({row.title})" for row in history)
    return f"{history[0].dotted} is not in force on {day}. It is known from {spans}."


@command.command()
@click.argument("code")
@on_date
@as_json
def show(code: str, day: date, as_json: bool) -> int:
    """Show one code: its notes, its history, its headers and what is more specific."""
    reference = open_reference()
    editions = reference.on(day)
    found = editions.icd10cm.get(code)
    if found is None:
        return _show_other(code, day, reference, as_json)
    if as_json:
        click.echo(json.dumps(_told(found, editions, reference), default=str))
    else:
        _print_code(found, editions, reference)
    return CLEAN


def _told(found: "IcdCode", editions: "Editions", reference: "Reference") -> dict[str, Any]:
    icd10cm = editions.icd10cm
    return {
        "code": found.dotted,
        "title": found.title,
        "billable": found.billable,
        "on": editions.day,
        "headings": [
            {"name": name, "level": level, "title": title}
            for name, level, title in icd10cm.headings(found.code)
        ],
        "ancestors": _short(icd10cm.ancestors(found.code)),
        "children": _short(icd10cm.children(found.code)),
        "siblings": _short(icd10cm.siblings(found.code)),
        "notes": [
            {"kind": note.kind, "text": note.text, "at": note.inherited_from}
            for note in icd10cm.notes(found.code)
        ],
        "seventh_characters": dict(icd10cm.seventh_characters(found.code)),
        "history": [asdict(row) for row in reference.history(found.code)],
    }


def _short(codes: "Iterable[IcdCode]") -> list[dict[str, str]]:
    return [{"code": code.dotted, "title": code.title} for code in codes]


def _print_code(found: "IcdCode", editions: "Editions", reference: "Reference") -> None:
    icd10cm = editions.icd10cm
    state = "billable" if found.billable else "header, not billable"
    click.secho(f"{found.dotted}  {found.title}", bold=True)
    click.echo(f"{state} on {editions.day}\n")
    for name, level, title in reversed(icd10cm.headings(found.code)):
        click.echo(f"  {level} {name}  {title}")
    for above in reversed(icd10cm.ancestors(found.code)):
        click.echo(f"  {above.dotted:<8} {above.title}")
    click.echo(f"▸ {found.dotted:<8} {found.title}")
    _print_codes("More specific" if not found.billable else "", icd10cm.children(found.code))
    _print_codes("Beside it", icd10cm.siblings(found.code))
    _print_seventh(found, editions)
    _print_notes(found, editions)
    click.echo("\nHistory")
    for row in reference.history(found.code):
        click.echo(
            f"  {row.valid_from} to {row.valid_to}  {'billable' if row.billable else 'header'}  {row.title}"
        )


def _print_seventh(found: "IcdCode", editions: "Editions") -> None:
    seventh = editions.icd10cm.seventh_characters(found.code)
    if seventh and len(found.code) < 7:
        click.echo("\nSeventh character")
        for character, meaning in seventh:
            click.echo(f"  {character}  {meaning}")


def _print_codes(heading: str, codes: "Iterable[IcdCode]") -> None:
    listed = list(codes)
    if listed:
        click.echo(f"\n{heading}")
        for code in listed:
            click.echo(f"  {code.dotted:<8} {code.title}")


def _print_notes(found: "IcdCode", editions: "Editions") -> None:
    printed = None
    for note in editions.icd10cm.notes(found.code):
        heading = f"{_NOTE_WORDS[note.kind]}" + (
            f", from {note.inherited_from}" if note.at != found.code else ""
        )
        if heading != printed:
            click.echo(f"\n{heading}")
            printed = heading
        click.echo(f"  {note.text}")


def _show_other(code: str, day: date, reference: "Reference", as_json: bool) -> int:
    """A code of a smaller set, or a diagnosis code that was in force on other dates only."""
    editions = reference.on(day)
    asked = {
        "procedure": editions.procedure,
        "modifier": editions.modifier,
        "place of service": editions.place_of_service,
        "adjustment reason": editions.carc,
        "remark": editions.rarc,
        "claim status category": editions.claim_status_category,
        "claim status": editions.claim_status,
        "type of bill": editions.type_of_bill,
    }
    found = {name: record for name, ask in asked.items() if (record := ask(code))}
    if not found:
        raise Unknown("code-not-in-force", _why_nothing(code, day, reference))
    told = {name: asdict(record) for name, record in found.items()}
    if as_json:
        click.echo(json.dumps({"code": code, "on": day, "found": told}, default=str))
        return CLEAN
    for name, record in told.items():
        click.secho(f"{code}  {record.pop('label')}", bold=True)
        click.echo(f"  {name}")
        for field in ("category", "kind", "responsible", "next_step"):
            if record.get(field):
                click.echo(f"  {field.replace('_', ' ')}: {record[field]}")
    return CLEAN


@command.command()
@as_json
def editions(as_json: bool) -> int:
    """List every loaded edition with its dates, rows and licence, and what is not loaded."""
    from cleanclaim.core.codesets.code_sets import not_loaded

    reference = open_reference()
    loaded = reference.editions()
    missing = not_loaded({edition.set_name for edition in loaded})
    findings = reference.findings()
    if as_json:
        told = {
            "editions": [asdict(edition) for edition in loaded],
            "not_loaded": [{"set": name, "title": title, "how": how} for name, title, how in missing],
            "findings": [asdict(finding) for finding in findings],
        }
        click.echo(json.dumps(told, default=str))
    else:
        columns = ("Set", "Edition", "From", "To", "Rows", "Licence", "Sha256")
        print_table(columns, map(_edition_row, loaded))
        click.echo("\nNot loaded:")
        print_table(("Set", "What", "How to load it"), missing)
        for finding in findings:
            click.echo(f"{finding.severity}: {finding.message}", err=True)
    return FINDINGS if findings else CLEAN


def _edition_row(edition: "Edition") -> tuple[str, ...]:
    dates = (str(edition.effective_from), end_of(edition.effective_to))
    return (edition.set_name, edition.name, *dates, f"{edition.rows:,}", edition.licence, edition.sha256[:8])


for loading in (import_files, diff, fetch):
    command.add_command(loading)
