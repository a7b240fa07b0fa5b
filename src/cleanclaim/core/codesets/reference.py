"""Where does every stage ask for codes? One library per home, opened once, asked by date."""

from datetime import date
from functools import cached_property
from pathlib import Path

import pyarrow as pa

from cleanclaim.core.basics.findings import Finding
from cleanclaim.core.basics.refusals import Unknown
from cleanclaim.core.codesets import code_sets, tables
from cleanclaim.core.codesets.code_sets import AllEditions, CodeSet
from cleanclaim.core.codesets.editions import Editions
from cleanclaim.core.codesets.icd10cm import icd_code
from cleanclaim.core.codesets.lookup import Lookup, Progress, digest_of
from cleanclaim.core.codesets.records import Edition, IcdCode, undotted
from cleanclaim.core.codesets.search.entries import SEARCHED, entries
from cleanclaim.core.codesets.search.index import SearchIndex
from cleanclaim.core.codesets.store import Store


def _silent(_what: str, _done: int, _of: int) -> None:
    """Nobody watches."""


class Reference:
    """The reference library in `<home>/reference/`; built on first use from the dependencies, offline."""

    def __init__(self, home: Path, progress: Progress = _silent) -> None:
        self.folder = Path(home) / "reference"
        self.store = Store(self.folder)
        self._lookup = Lookup(self.folder)
        self._search = SearchIndex(self.folder / "search.sqlite")
        self._make_ready(progress)

    @property
    def sqlite_path(self) -> Path:
        """The published tables in SQLite, clustered by key, dates as ISO text; open it read-only."""
        return self._lookup.path

    def on(self, day: date) -> Editions:
        """Every set as of one date, which decides: of service, of receipt, of discharge."""
        return Editions(day, self._lookup.connection(), self.editions(), self.search_index)

    def search_index(self) -> SearchIndex:
        """The search index, made anew where an edition that it is made from has changed."""
        digest = digest_of(tuple(e for e in self.editions() if e.set_name in SEARCHED))
        if not self._search.is_from(digest):
            with self.store.locked():
                if not self._search.is_from(digest):
                    self._search.make(entries(self._lookup.connection()), digest)
        return self._search

    def editions(self) -> tuple[Edition, ...]:
        """All stored editions, by set and first day."""
        return self._editions

    def edition(self, set_name: str, name: str) -> Edition:
        """The stored edition of that name; Refusal where there is none."""
        for edition in self.editions():
            if (edition.set_name, edition.name) == (set_name, name):
                return edition
        raise Unknown("no-such-edition", f"no edition {name} of {set_name} is loaded")

    def edition_before(self, edition: Edition) -> Edition | None:
        """The edition of the same set, and of the same part of it, that came before; None for the first."""
        part = edition.name[10:] if edition.name[4:5] == "-" else ""
        earlier = [
            other
            for other in self.store.editions(edition.set_name)
            if other.effective_from < edition.effective_from and other.name.endswith(part)
        ]
        return earlier[-1] if earlier else None

    def tables(self) -> dict[str, pa.Table]:
        """Every published table over all dates, by name."""
        return {name: self.table(name) for name in self._lookup.table_names()}

    def table(self, name: str) -> pa.Table:
        """One published table over all dates."""
        return self._lookup.table(name)

    def history(self, code: str) -> tuple[IcdCode, ...]:
        """Every row that an ICD-10-CM code has had here, oldest first."""
        rows = self._lookup.connection().execute(
            "SELECT * FROM icd10cm WHERE code = ? ORDER BY valid_from", (undotted(code),)
        )
        return tuple(icd_code(row) for row in rows)

    def findings(self) -> tuple[Finding, ...]:
        """What is wrong with the stored editions: gaps between them."""
        return self.store.findings()

    @cached_property
    def _editions(self) -> tuple[Edition, ...]:
        return self.store.editions()

    def _make_ready(self, progress: Progress) -> None:
        if self._is_ready():
            return
        with self.store.locked():
            self._build_missing(progress)
            self._derive_stale(progress)
        self.__dict__.pop("_editions", None)

    def refresh(self, progress: Progress = _silent) -> None:
        """Make the tables anew of the sets that have new editions, after an import."""
        self.__dict__.pop("_editions", None)
        self._make_ready(progress)

    def _is_ready(self) -> bool:
        return not self._missing() and not self._stale()

    def _missing(self) -> list[CodeSet]:
        stored = {edition.set_name for edition in self.store.editions()}
        shipped = (code_set for code_set in code_sets.SETS if code_set.build is not None)
        return [code_set for code_set in shipped if code_set.name not in stored]

    def _stale(self) -> list[CodeSet]:
        made_from = self._lookup.digests()
        stored = {edition.set_name for edition in self.store.editions()}
        loaded = (code_set for code_set in code_sets.SETS if code_set.name in stored)
        return [one for one in loaded if made_from.get(one.name) != self._digest(one)]

    def _digest(self, code_set: CodeSet) -> str:
        return digest_of(tuple(e for e in self.store.editions() if e.set_name in code_set.reads))

    def _build_missing(self, progress: Progress) -> None:
        missing = self._missing()
        for done, code_set in enumerate(missing):
            progress(code_set.title, done, len(missing))
            for new, rows in code_set.build() if code_set.build else ():
                self.store.put(new, rows)

    def _derive_stale(self, progress: Progress) -> None:
        stale = self._stale()
        for done, code_set in enumerate(stale):
            progress(f"{code_set.title}: tables", done, len(stale))
            made = code_set.derive(self._rows_of(code_set.reads))
            self._lookup.replace(code_set.name, self._digest(code_set), made)
        self._lookup.replace("", "", {tables.REFERENCE_EDITION: self._edition_rows()})
        progress("reference library", len(stale), len(stale))

    def _rows_of(self, set_names: tuple[str, ...]) -> AllEditions:
        return {
            name: [(edition, self.store.rows(edition)) for edition in self.store.in_force(name)]
            for name in set_names
        }

    def _edition_rows(self) -> pa.Table:
        told = [(e.set_name, e.name, e.effective_from, e.effective_to) for e in self.store.editions()]
        return pa.table(
            [list(column) for column in zip(*told, strict=True)], schema=tables.REFERENCE_EDITION.schema
        )
