"""How does an official file become an edition? Opened, recognised, accepted, stored: all or nothing."""

import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date, datetime
from pathlib import Path

from cleanclaim.core.basics.refusals import NotClean, NotYours
from cleanclaim.core.codesets.dependencies import made_by
from cleanclaim.core.codesets.importers.alphabetic_index import INDEXES
from cleanclaim.core.codesets.importers.columnar import COLUMNAR
from cleanclaim.core.codesets.importers.columnar_more import MORE
from cleanclaim.core.codesets.importers.hcpcs import HCPCS_LAYOUTS
from cleanclaim.core.codesets.importers.icd10 import (
    ICD10,
    apply_addenda,
    fiscal_year_told,
    is_addenda,
)
from cleanclaim.core.codesets.importers.layouts import ACCEPTED_FIRST, PUBLIC, Imported, Layout
from cleanclaim.core.codesets.importers.ncci import NCCI
from cleanclaim.core.codesets.importers.opening import Source, sources
from cleanclaim.core.codesets.records import Edition
from cleanclaim.core.codesets.store import NewEdition, Store

LAYOUTS: tuple[Layout, ...] = (*ICD10, *INDEXES, *HCPCS_LAYOUTS, *NCCI, *COLUMNAR, *MORE)


@dataclass(frozen=True, slots=True)
class Acceptance:
    """Who accepts a publisher's licence for the practice, and when."""

    by: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Recognised:
    """A file inside what was given, and the layout that it has."""

    source: Source
    layout: Layout | None  # None: an order addenda


def recognise(source: Source) -> Recognised | None:
    """Which layout a file has; None for none that is known."""
    for layout in LAYOUTS:
        if layout.fits(source):
            return Recognised(source, layout)
    return Recognised(source, None) if is_addenda(source) else None


def import_file(
    path: Path, store: Store, *, effective: date | None = None, acceptance: Acceptance | None = None
) -> list[Edition]:
    """Load every edition that a file holds; a Refusal loads nothing.

    An archive's addenda are passed over where it brings the full list. A licence that has to be accepted
    is recorded with who accepted it, when, and the file's digest.
    """
    known = [found for source in sources(path) if (found := recognise(source))]
    if not known:
        raise NotClean("unknown-layout", f"{path.name} has none of the official layouts that are known")
    chosen = _chosen(known)
    _demand_acceptance(chosen, acceptance)
    read = [(found, _read(found, store, effective)) for found in chosen]
    stored = [store.put(_new_edition(found, imported), imported.rows) for found, imported in read]
    if acceptance is not None:
        _record(store.folder, chosen, stored, acceptance)
    return stored


def _chosen(known: list[Recognised]) -> list[Recognised]:
    """The full list rather than its addenda; one of several forms of the same set."""
    full = [found for found in known if found.layout is not None]
    if not full:
        return known
    chosen: dict[tuple[str, str], Recognised] = {}
    for found in full:
        set_name = found.layout.set_name if found.layout else ""
        once = set_name == "hcpcs"
        chosen.setdefault((set_name, "" if once else found.source.name), found)
    return list(chosen.values())


def _demand_acceptance(chosen: Iterable[Recognised], acceptance: Acceptance | None) -> None:
    wanted = {found.layout.licence for found in chosen if found.layout} & ACCEPTED_FIRST
    if wanted and acceptance is None:
        raise NotYours(
            "licence-not-accepted",
            f"this file is licensed ({', '.join(sorted(wanted))}): accept its licence with --accept-licence",
        )


def _read(found: Recognised, store: Store, effective: date | None) -> Imported:
    if found.layout is not None:
        return found.layout.read(found.source, effective)
    first, _last = fiscal_year_told(found.source, effective)
    earlier = [edition for edition in store.in_force("icd10cm") if edition.effective_from < first]
    if not earlier:
        raise NotClean("no-list-before", f"{found.source.name}: the list of the year before is not loaded")
    rows = store.rows(earlier[-1])
    columns = (rows.column(name).to_pylist() for name in ("code", "title", "billable"))
    before = {code: (title, billable) for code, title, billable in zip(*columns, strict=True)}
    return apply_addenda(found.source, before, effective)


def _new_edition(found: Recognised, imported: Imported) -> NewEdition:
    return NewEdition(
        imported.set_name,
        imported.edition,
        imported.effective_from,
        imported.effective_to,
        found.layout.publisher if found.layout else "CMS",
        found.layout.licence if found.layout else PUBLIC,
        "/".join((*found.source.inside, found.source.name)),
        made_by(),
    )


def _record(folder: Path, chosen: list[Recognised], stored: list[Edition], acceptance: Acceptance) -> None:
    with (folder / "licences.jsonl").open("a", encoding="utf-8") as log:
        for found, edition in zip(chosen, stored, strict=True):
            if edition.licence in ACCEPTED_FIRST:
                told = {"licence": edition.licence, "file": found.source.name, "sha256": edition.sha256}
                log.write(json.dumps(asdict(acceptance) | told, default=str) + "\n")
