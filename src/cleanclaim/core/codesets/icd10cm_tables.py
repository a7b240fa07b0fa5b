"""How do the ICD-10-CM editions become tables over all dates? Codes, ancestors, notes and Excludes1 pairs."""

from collections import defaultdict
from collections.abc import Sequence
from datetime import date, timedelta

import pyarrow as pa

from cleanclaim.core.codesets import tables
from cleanclaim.core.codesets.code_tree import CodeTree
from cleanclaim.core.codesets.note_references import references
from cleanclaim.core.codesets.records import Edition

Editions = list[tuple[Edition, pa.Table]]
_CATEGORY = 3


def codes_over_dates(editions: Editions) -> dict[str, pa.Table]:
    """icd10cm and icd10cm_ancestor: a code's row lasts as long as its title and flag stay the same."""
    spells: dict[tuple[str, str, bool], list[list[date]]] = defaultdict(list)
    for edition, rows in editions:
        columns = (rows.column(name).to_pylist() for name in ("code", "title", "billable"))
        day_before = edition.effective_from - timedelta(days=1)
        for said in zip(*columns, strict=True):
            spans = spells[said]
            if spans and spans[-1][1] == day_before:
                spans[-1][1] = edition.effective_to
            else:
                spans.append([edition.effective_from, edition.effective_to])
    dated = sorted((*said, *span) for said, spans in spells.items() for span in spans)
    known = {code for code, _title, _billable in spells}
    pairs = [  # in the order of the key: an ancestor sorts before what it begins
        (code, above)
        for code in sorted(known)
        for length in range(_CATEGORY, len(code) + 1)
        if (above := code[:length]) in known
    ]
    return {
        "icd10cm": _table(tables.ICD10CM, dated),
        "icd10cm_ancestor": _table(tables.ICD10CM_ANCESTOR, pairs),
    }


def notes_over_dates(editions: Editions, codes: Editions) -> dict[str, pa.Table]:
    """Notes, headings, seventh characters and Excludes1 pairs, each for the days of its edition."""
    known = {code for _, rows in codes for code in rows.column("code").to_pylist()}
    collected: dict[str, list[tuple[object, ...]]] = {name: [] for name in _FROM_TABULAR}
    for edition, rows in editions:
        days = (edition.effective_from, edition.effective_to)
        printed = rows.to_pylist()
        tree = CodeTree(known, _categories(printed, known))
        above = _headings(printed, tree)
        collected["icd10cm_note"] += _notes(printed, days)
        collected["icd10cm_heading"] += [(*heading, *days) for heading in above]
        collected["icd10cm_seventh_character"] += _seventh(printed, days)
        collected["icd10cm_excludes1"] += _excludes1(printed, tree, above, days)
    return {name: _table(_FROM_TABULAR[name], sorted(rows)) for name, rows in collected.items()}


_FROM_TABULAR = {
    table.name: table
    for table in (
        tables.ICD10CM_NOTE,
        tables.ICD10CM_HEADING,
        tables.ICD10CM_SEVENTH,
        tables.ICD10CM_EXCLUDES1,
    )
}

Printed = list[dict[str, str]]
Days = tuple[date, date]
Heading = tuple[str, str, str, str]
Rows = list[tuple[object, ...]]


def _table(published: tables.PublishedTable, rows: Sequence[tuple[object, ...]]) -> pa.Table:
    columns = [list(column) for column in zip(*rows, strict=True)] or [[] for _ in published.schema]
    return pa.table(columns, schema=published.schema)


def _categories(printed: Printed, known: set[str]) -> list[str]:
    """Categories in printed order, then those that only another edition knows, each by the alphabet."""
    listed = [row["at"] for row in printed if row["kind"] == "heading" and len(row["at"]) == _CATEGORY]
    listed = [category for category in listed if category in known]
    others = sorted({code[:_CATEGORY] for code in known} - set(listed))
    for category in others:
        place = next((p for p, other in enumerate(listed) if other > category), len(listed))
        listed.insert(place, category)
    return listed


def _headings(printed: Printed, tree: CodeTree) -> list[Heading]:
    """Which chapter and which blocks hold for each category; a block may span other blocks."""
    found: list[Heading] = []
    for row in printed:
        if row["kind"] != "heading":
            continue
        if row["level"] == "block":
            first, _, last = row["at"].partition("-")
            categories = tree.categories_between(first, last or first)
            found += [(category, row["at"], "block", row["text"]) for category in categories]
        elif row["level"] == "code" and len(row["at"]) == _CATEGORY:
            found.append((row["at"], row["chapter"], "chapter", ""))
    titles = {
        row["at"]: row["text"] for row in printed if row["level"] == "chapter" and row["kind"] == "heading"
    }
    return sorted({(c, name, level, title or titles.get(name, "")) for c, name, level, title in found})


def _notes(printed: Printed, days: Days) -> Rows:
    notes = [row for row in printed if row["kind"] not in {"heading", "seventh"}]
    return [(row["at"], ordinal, row["kind"], row["text"], *days) for ordinal, row in enumerate(notes)]


def _seventh(printed: Printed, days: Days) -> Rows:
    return [(row["at"], row["character"], row["text"], *days) for row in printed if row["kind"] == "seventh"]


def _excludes1(printed: Printed, tree: CodeTree, above: list[Heading], days: Days) -> Rows:
    """Pairs of code prefixes that a note keeps apart; a note never excludes what it stands on."""
    categories: dict[str, list[str]] = defaultdict(list)
    for category, name, _level, _title in above:
        categories[name].append(category)
    pairs: dict[tuple[str, str], tuple[str, str]] = {}
    for row in printed:
        if row["kind"] != "excludes1":
            continue
        holders = [row["at"]] if row["level"] == "code" else categories[row["at"]]
        for excluded in references(row["text"], tree):
            for holder in holders:
                if not (holder.startswith(excluded) or excluded.startswith(holder)):
                    pairs.setdefault((holder, excluded), (row["text"], row["at"]))
    return [(*pair, *why, *days) for pair, why in pairs.items()]
