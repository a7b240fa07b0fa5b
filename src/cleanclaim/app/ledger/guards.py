"""What does the database refuse of the books? What is unsealed, unbalanced, late, or in a closed period.

A seal is written last. It is refused unless its legs are as many as it says and sum to zero; after it no leg
is taken. An entry cannot be committed without it: its key to the seal is checked at the commit. A leg is
taken only where its entry can be seen and has no seal; another transaction cannot see an entry before it is
committed, and then it is sealed.
"""

from collections.abc import Iterator

from cleanclaim.app.people.guards import Guard


def guards() -> Iterator[Guard]:
    """The guards of entries, legs and seals."""
    yield _refuses(
        "ledger_seal_whole",
        "ledger_seal",
        "(SELECT COUNT(*) FROM ledger_leg WHERE entry_id = NEW.id) <> NEW.legs OR NEW.legs < 2 "
        "OR (SELECT SUM(amount) FROM ledger_leg WHERE entry_id = NEW.id) <> 0",
        "an entry is sealed only when its legs are complete and balance",
    )
    yield _refuses(
        "ledger_leg_in_time",
        "ledger_leg",
        "EXISTS (SELECT 1 FROM ledger_seal WHERE id = NEW.entry_id) "
        "OR NOT EXISTS (SELECT 1 FROM ledger_entry WHERE id = NEW.entry_id)",
        "a leg comes after its entry and before its seal",
    )
    yield _refuses(
        "ledger_entry_period_open",
        "ledger_entry",
        "EXISTS (SELECT 1 FROM ledger_period WHERE practice_id = NEW.practice_id "
        "AND period = NEW.period AND closed_at IS NOT NULL)",
        "a closed period takes no more entries",
    )
    for verb, back in (("UPDATE", "NEW"), ("DELETE", "OLD")):
        message = "a closed period stays closed"
        yield Guard(
            name=f"ledger_period_stays_closed_{verb.lower()}",
            table="ledger_period",
            on=f"BEFORE {verb}",
            when="OLD.closed_at IS NOT NULL",
            sqlite=f"SELECT RAISE(ABORT, '{message}');",
            postgres=(
                f"IF OLD.closed_at IS NOT NULL THEN RAISE EXCEPTION '{message}'; END IF; RETURN {back};"
            ),
        )


def _refuses(name: str, table: str, wrong: str, message: str) -> Guard:
    return Guard(
        name=name,
        table=table,
        on="BEFORE INSERT",
        when=wrong,
        sqlite=f"SELECT RAISE(ABORT, '{message}');",
        postgres=f"IF {wrong} THEN RAISE EXCEPTION '{message}'; END IF; RETURN NEW;",
    )
