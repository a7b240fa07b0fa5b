"""Where is an edition kept, and is it still what was stored? Immutable Parquet files beside their cards."""

import hashlib
import json
import os
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq

from cleanclaim.core.basics.findings import Finding, Place, Severity
from cleanclaim.core.basics.refusals import TooLate
from cleanclaim.core.codesets.records import Edition

_WHOLE_LISTS = frozenset({"icd10cm", "icd10cm_tabular"})
_BLOCK_BYTES = 1 << 20


@dataclass(frozen=True, slots=True)
class NewEdition:
    """What is known of an edition before it is stored: everything but its rows and its digest."""

    set_name: str
    name: str
    effective_from: date
    effective_to: date
    publisher: str
    licence: str
    source: str
    made_by: str


class Store:
    """The folder `<home>/reference/editions`: one Parquet file and one JSON card per edition."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.editions_folder = folder / "editions"

    def put(self, new: NewEdition, rows: pa.Table) -> Edition:
        """Store an edition once; the same again changes nothing, other rows under its name are refused."""
        path = self._path(new.set_name, new.name, ".parquet")
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_suffix(f".{os.getpid()}.draft")
        pq.write_table(rows, draft, compression="zstd", version="2.6")
        edition = Edition(**asdict(new), rows=rows.num_rows, sha256=digest(draft))
        known = self._card(new.set_name, new.name)
        if known is not None and known.sha256 != edition.sha256:
            draft.unlink()
            raise TooLate(
                "edition-exists",
                f"{new.set_name} {new.name} is already loaded with other rows; editions never change",
            )
        draft.replace(path)
        self._write_card(edition)
        return edition

    def editions(self, set_name: str | None = None) -> tuple[Edition, ...]:
        """The stored editions by set and first day, each clipped to the day before the next."""
        cards = [_edition(card) for card in sorted(self.editions_folder.glob(f"{set_name or '*'}/*.json"))]
        cards.sort(key=lambda edition: (edition.set_name, edition.effective_from, edition.name))
        return tuple(_clipped(edition, cards[place + 1 :]) for place, edition in enumerate(cards))

    def in_force(self, set_name: str) -> tuple[Edition, ...]:
        """The editions that decide: of two full lists from the same day, the official one."""
        editions = self.editions(set_name)
        if set_name not in _WHOLE_LISTS:
            return editions
        return tuple({edition.effective_from: edition for edition in editions}.values())

    def rows(self, edition: Edition) -> pa.Table:
        """The rows of a stored edition, after its digest was found right."""
        path = self._path(edition.set_name, edition.name, ".parquet")
        if digest(path) != edition.sha256:
            raise TooLate(
                "edition-altered", f"{edition.set_name} {edition.name} was altered after it was stored"
            )
        return pq.read_table(path)

    def findings(self) -> tuple[Finding, ...]:
        """Gaps between editions of a set: days on which it would answer with no data."""
        found: list[Finding] = []
        editions = self.editions()
        for earlier, later in pairwise(editions):
            days_between = (later.effective_from - earlier.effective_to).days - 1
            if earlier.set_name == later.set_name and days_between > 0:
                message = (
                    f"{earlier.set_name}: no edition for {days_between} days before {later.effective_from}"
                )
                found.append(
                    Finding("reference-gap", Severity.WARNING, message, Place(field=earlier.set_name))
                )
        return tuple(found)

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the folder alone, so that two processes that start together build once."""
        import fcntl

        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / ".lock").open("w") as lock:
            fcntl.flock(lock, fcntl.LOCK_EX)
            yield

    def _path(self, set_name: str, name: str, suffix: str) -> Path:
        return self.editions_folder / set_name / f"{name}{suffix}"

    def _card(self, set_name: str, name: str) -> Edition | None:
        path = self._path(set_name, name, ".json")
        return _edition(path) if path.is_file() else None

    def _write_card(self, edition: Edition) -> None:
        path = self._path(edition.set_name, edition.name, ".json")
        draft = path.with_suffix(f".{os.getpid()}.draft")
        draft.write_text(json.dumps(asdict(edition), default=str, indent=1) + "\n", encoding="utf-8")
        draft.replace(path)


def digest(path: Path) -> str:
    """The sha256 of a file, read block by block."""
    total = hashlib.sha256()
    with path.open("rb") as content:
        while block := content.read(_BLOCK_BYTES):
            total.update(block)
    return total.hexdigest()


def _edition(card: Path) -> Edition:
    told = json.loads(card.read_text(encoding="utf-8"))
    told["effective_from"] = date.fromisoformat(told["effective_from"])
    told["effective_to"] = date.fromisoformat(told["effective_to"])
    return Edition(**{field.name: told[field.name] for field in fields(Edition)})


def _clipped(edition: Edition, later: list[Edition]) -> Edition:
    for other in later:
        if other.set_name == edition.set_name and other.effective_from > edition.effective_from:
            last_day = other.effective_from - timedelta(days=1)
            return replace(edition, effective_to=min(edition.effective_to, last_day))
    return edition
