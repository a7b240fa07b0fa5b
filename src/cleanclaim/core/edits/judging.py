"""What does the manual say of these claims? Every page is run, and what it finds becomes verdicts."""

import threading
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path
from typing import Literal

from cleanclaim.core.basics.findings import Finding, Severity
from cleanclaim.core.edits import reference as reference_tables
from cleanclaim.core.edits import shared
from cleanclaim.core.edits.manual_pages import Edit, manual
from cleanclaim.core.edits.reference import Editions, Given, Library
from cleanclaim.core.facts import tables as facts_tables
from cleanclaim.core.facts.claims import Claim
from cleanclaim.core.facts.payers import PayerProfile
from cleanclaim.core.pages.engines import Duckdb, Sqlite
from cleanclaim.core.pages.verdicts import EditionRead, Override, Result, Verdict

EngineName = Literal["sqlite", "duckdb"]
_MOST_ON_SQLITE = 200  # claims; past it DuckDB's start is earned back
Profiles = PayerProfile | Mapping[str, PayerProfile] | None


@dataclass(frozen=True, slots=True)
class Judgement:
    """What every edit said of some claims, and what could not be said."""

    verdicts: tuple[Verdict, ...]  # fail, bypassed, no_data; pass is what is left
    claims: int
    required_families: Mapping[int, frozenset[str]] | frozenset[str] = frozenset()
    editions: tuple[EditionRead, ...] = ()  # every edition that the edits read for these claims

    def of(self, claim: int) -> tuple[Verdict, ...]:
        """The verdicts that concern one claim."""
        return tuple(verdict for verdict in self.verdicts if verdict.claim in (claim, None))

    def clean(self, claim: int = 1) -> bool:
        """True where no error fails and no family that the payer requires lacks data."""
        required = self.required_families
        wanted = required if isinstance(required, frozenset) else required.get(claim, frozenset())
        return not any(
            (verdict.result is Result.FAIL and verdict.severity is Severity.ERROR)
            or (verdict.result is Result.NO_DATA and verdict.family in wanted)
            for verdict in self.of(claim)
        )

    @property
    def no_data_families(self) -> tuple[str, ...]:
        """Families of which at least one edit could not be judged for want of data."""
        return tuple(sorted({v.family for v in self.verdicts if v.result is Result.NO_DATA}))

    def findings(self, claim: int = 1) -> tuple[Finding, ...]:
        """What fails in one claim, as findings."""
        return tuple(v.finding() for v in self.of(claim) if v.result is Result.FAIL)


@dataclass(frozen=True, slots=True)
class Situation:
    """Claims, and everything beside them that an edit may need."""

    claims: Sequence[Claim]
    reference: Library | Given
    history: Sequence[Claim] | None = None
    profile: Profiles = None
    on: date | None = None

    def profile_of(self, claim: Claim) -> PayerProfile | None:
        """The rules of the claim's payer."""
        if isinstance(self.profile, PayerProfile) or self.profile is None:
            return self.profile
        return self.profile.get(claim.payer.id)


def judge(
    claims: Sequence[Claim],
    *,
    reference: Library | Given,
    history: Sequence[Claim] | None = None,
    overrides: Iterable[Override] = (),
    profile: Profiles = None,
    required_families: Iterable[str] | None = None,
    on: date | None = None,
    pages: Sequence[Edit] | None = None,
    engine: EngineName | None = None,
) -> Judgement:
    """Run every edit over the claims.

    required_families: those that must have data for a claim to be clean; None: as each payer's profile
    says. engine: None chooses by the number of claims; the verdicts are the same on each.
    """
    situation = Situation(claims, reference, history, profile, on)
    edits = manual() if pages is None else pages
    verdicts, editions = _Run(situation, edits, engine).verdicts() if claims else ([], ())
    overridden = tuple(_overridden(verdict, tuple(overrides)) for verdict in verdicts)
    return Judgement(overridden, len(claims), _required(situation, required_families), editions)


def _required(
    situation: Situation, families: Iterable[str] | None
) -> Mapping[int, frozenset[str]] | frozenset[str]:
    if families is not None:
        return frozenset(families)
    if situation.profile is None:
        return frozenset()
    found: dict[int, frozenset[str]] = {}
    for ordinal, claim in enumerate(situation.claims, 1):
        profile = situation.profile_of(claim)
        if profile is not None and profile.required_edit_families:
            found[ordinal] = frozenset(profile.required_edit_families)
    return found


def _overridden(verdict: Verdict, overrides: Sequence[Override]) -> Verdict:
    if verdict.result is not Result.FAIL:
        return verdict
    for override in overrides:
        if override.covers(verdict):
            return replace(verdict, result=Result.BYPASSED, reason=override.reason, author=override.author)
    return verdict


class _Run:
    """One engine filled with one situation, and the edits asked of it in turn."""

    def __init__(self, situation: Situation, edits: Sequence[Edit], engine: EngineName | None) -> None:
        self._situation = situation
        self._missing = _missing_inputs(situation)
        self._edits = edits
        chosen = engine or ("sqlite" if len(situation.claims) <= _MOST_ON_SQLITE else "duckdb")
        self._library = None if isinstance(situation.reference, Given) else situation.reference.sqlite_path
        self._on_sqlite = chosen == "sqlite"

    def verdicts(self) -> tuple[list[Verdict], tuple[EditionRead, ...]]:
        """Every verdict, by claim, line and edit (what concerns every claim first), and the editions read."""
        with self._opened() as self._engine:
            self._fill()
            self._engine.lock()
            editions = Editions(self._editions())
            days = [row[0] for row in self._engine.run("SELECT DISTINCT s.service_first FROM service s")]
            found = [verdict for edit in self._edits for verdict in self._judge(edit, editions, days)]
        return sorted(found, key=lambda v: (v.claim or 0, v.line or 0)), self._read(editions, days)

    def _opened(self) -> AbstractContextManager[Sqlite | Duckdb]:
        if not self._on_sqlite:
            return Duckdb()
        return Sqlite() if self._library is None else _kept_engine(self._library)

    def _read(self, editions: Editions, days: Sequence[str]) -> tuple[EditionRead, ...]:
        sets = {reference_tables.set_of(table) for edit in self._edits for table in edit.reference_tables}
        named = {(name, editions.on(name, day)) for name in sets for day in days}
        return tuple(EditionRead(name, edition) for name, edition in sorted(named, key=str) if edition)

    def _fill(self) -> None:
        runnable = [edit for edit in self._edits if not self._lacks(edit)]
        wanted = {table for edit in runnable for table in edit.page.query.tables}
        tables, define = shared.base_tables(wanted | {"service", "claim_dates"})
        spread = facts_tables.rows("claim", self._situation.claims)
        reads_past = any(table.startswith(shared.PRIOR) for table in tables)
        past = facts_tables.rows("claim", self._situation.history or ()) if reads_past else {}
        own = {**spread, **{f"{shared.PRIOR}{name}": rows for name, rows in past.items()}}
        own |= {"profile": self._profiles(), "judged": self._judged()}
        for name in sorted(tables & set(own)):
            self._engine.add(shared.relations()[name], own[name])
        for name, sql in define.items():
            self._engine.define(name, sql)
        referred = sorted(tables & set(reference_tables.relations()))
        reference_tables.fill(self._engine, self._situation.reference, referred)

    def _profiles(self) -> list[tuple[object, ...]]:
        names = shared.PROFILE.names[1:]
        profiles = ((n, self._situation.profile_of(c)) for n, c in enumerate(self._situation.claims, 1))
        return [(n, *(getattr(held, name) for name in names)) for n, held in profiles if held is not None]

    def _judged(self) -> list[tuple[object, ...]]:
        return [(n, self._situation.on) for n in range(1, len(self._situation.claims) + 1)]

    def _editions(self) -> list[tuple[str, str, str, str]]:
        sql = "SELECT e.set_name, e.edition, e.effective_from, e.effective_to FROM reference_edition e"
        return [(str(a), str(b), str(c), str(d)) for a, b, c, d in self._engine.run(sql)]

    def _lacks(self, edit: Edit) -> str:
        return ", ".join(self._missing[need] for need in edit.needs if need in self._missing)

    def _judge(self, edit: Edit, editions: Editions, days: Sequence[str]) -> Iterator[Verdict]:
        lacks = self._lacks(edit)
        if lacks:
            yield _no_data(edit, None, lacks)
            return
        sets = sorted({reference_tables.set_of(table) for table in edit.reference_tables})
        unknown = {day for day in days for name in sets if editions.on(name, day) is None}
        yield from self._unjudged(edit, sets, editions, unknown, len(unknown) == len(days))
        for claim, line, field, related, result, reason, first, day in self._ask(edit):
            decides = day or first
            if unknown and decides in unknown:
                continue
            if not edit.effective_from.isoformat() <= (decides or "9") <= edit.effective_to.isoformat():
                continue
            read = tuple(EditionRead(name, editions.on(name, decides) or "") for name in sets if decides)
            yield Verdict(
                edit.code, edit.family, Result(result or "fail"), edit.severity, edit.message, edit.citation,
                claim, line, field or "", related or "", read, reason or "",
            )  # fmt: skip

    def _unjudged(
        self, edit: Edit, sets: Sequence[str], editions: Editions, unknown: set[str], everywhere: bool
    ) -> Iterator[Verdict]:
        if not unknown:
            return
        missing = [name for name in sets if any(editions.on(name, day) is None for day in unknown)]
        reason = f"no edition of {', '.join(missing)} for the date of service"
        if everywhere:
            yield _no_data(edit, None, reason)
            return
        listed = ", ".join(f"'{day}'" for day in sorted(unknown))
        sql = f"SELECT DISTINCT s.claim FROM service s WHERE s.service_first IN ({listed})"
        for (claim,) in self._engine.run(sql):
            yield _no_data(edit, claim, reason)

    def _ask(self, edit: Edit) -> list[tuple]:  # type: ignore[type-arg]
        has: Callable[[str], str] = lambda name: f"v.{name}" if name in edit.page.query.outputs else "NULL"  # noqa: E731
        return self._engine.run(
            f"SELECT v.claim, v.line, v.field, {has('related')}, {has('result')}, {has('reason')}, "
            "d.service_first, s.service_first "
            f"FROM ({edit.page.query.sql}) v JOIN claim_dates d ON d.claim = v.claim "
            "LEFT JOIN service s ON s.claim = v.claim AND s.line = v.line "
            "ORDER BY v.claim, v.line, v.field"
        )


class _Kept(threading.local):
    """This thread's engine for each library: filled for one judgement, emptied, and used again."""

    def __init__(self) -> None:
        self.engines: dict[Path, Sqlite] = {}


_kept = _Kept()


@contextmanager
def _kept_engine(library: Path) -> Iterator[Sqlite]:
    engine = _kept.engines.pop(library, None) or Sqlite(library)
    try:
        yield engine
        engine.clear()
    except BaseException:
        engine.close()
        raise
    for other in [path for path in _kept.engines if path != library]:
        _kept.engines.pop(other).close()
    _kept.engines[library] = engine


def _missing_inputs(situation: Situation) -> dict[str, str]:
    given = {"history": situation.history, "profile": situation.profile, "date": situation.on}
    said = {
        "history": "the patient's earlier claims are not known",
        "profile": "the payer's rules are not known",
        "date": "the day of judging is not known",
    }
    return {name: said[name] for name, held in given.items() if held is None}


def _no_data(edit: Edit, claim: int | None, reason: str) -> Verdict:
    return Verdict(
        edit.code, edit.family, Result.NO_DATA, edit.severity, edit.message, edit.citation, claim,
        reason=reason,
    )  # fmt: skip
