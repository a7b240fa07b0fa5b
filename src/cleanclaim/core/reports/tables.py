"""What do the figures read? The books and the claims' lives, flattened to a few tables of plain rows.

Whoever keeps the rows (the application, a test) hands them over as facts of these kinds, or as tuples in
the same order. Everything is dated, so that a figure as of any past day can be reproduced from all rows.
"""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from functools import cache
from typing import Any

from cleanclaim.core.facts.definition import Cents, Code, columns, fact
from cleanclaim.core.ledger.accounts import CHART
from cleanclaim.core.pages.tables import Relation, Row, relation, relation_of


@fact
class BookLeg:
    """One leg of a posted entry, with the entry's date. Keys are text; empty: none."""

    entry: str
    post_date: date
    account: Code
    amount: Cents  # debits positive, credits negative
    charge: str = ""
    patient: str = ""
    claim: str = ""
    payer: str = ""  # empty: the patient, or nobody
    payer_sequence: Code = ""
    date_of_service: date | None = None
    responsibility_date: date | None = None  # since when this party owes it
    first_bill_date: date | None = None
    reason: str = ""


@fact
class ClaimVersion:
    """One version of a claim."""

    claim: str
    payer: str
    sequence: Code = "P"
    frequency: Code = "1"
    replaces: str = ""  # the version before it
    billed: Cents
    date_of_service: date
    created_on: date


@fact
class ClaimEvent:
    """Something that happened to a claim version, on a day; `ordinal` is its order there.

    kind: judged (clean or not), held, overridden, sent, rejected, accepted, adjudicated.
    """

    claim: str
    ordinal: int
    happened_on: date
    kind: Code
    clean: bool = False  # judged: nothing failed, and no person let anything pass
    paid: Cents = 0  # adjudicated
    denied: Cents = 0  # adjudicated: billed on the lines that were denied


@cache
def relations() -> dict[str, Relation]:
    """The tables that a KPI page may read."""
    held = (relation_of("leg", BookLeg), relation_of("claim", ClaimVersion), relation_of("event", ClaimEvent))
    chart = relation("account", account="code", nature="code")
    return {table.name: table for table in (*held, chart, relation("as_of", day="date"))}


FACTS: Mapping[str, type] = {"leg": BookLeg, "claim": ClaimVersion, "event": ClaimEvent}
"""The tables that are handed over; `account` and `as_of` are made here."""


def rows_of(of: type, facts: Iterable[object]) -> list[Row]:
    """Facts of one kind as rows."""
    names = [column.name for column in columns(of)]
    return [tuple(getattr(one, name) for name in names) for one in facts]


def own_rows(as_of: date) -> dict[str, Sequence[Row]]:
    """The rows that need no handing over: the chart of accounts, and the day asked about."""
    chart: list[tuple[Any, ...]] = [(account.code, account.nature.value) for account in CHART.values()]
    return {"account": chart, "as_of": [(as_of,)]}
