"""Which states does an encounter pass through, and what leads from one to the next?"""

from datetime import date
from enum import StrEnum

from cleanclaim.core.basics.findings import Finding, Place, Severity
from cleanclaim.core.basics.refusals import BrokenInvariant, TooLate
from cleanclaim.core.facts.encounters import Encounter


class State(StrEnum):
    """How far an encounter got, from the visit to its claims."""

    OPEN = "open"  # the note is a draft, or not written
    SIGNED = "signed"  # waits for a coder
    CODING = "coding"
    QUERY_OPEN = "query_open"  # waits for the clinician's answer
    CODED = "coded"  # released: its charges are revenue
    CLAIMED = "claimed"  # its claims are built
    VOIDED = "voided"


_MOVES: dict[str, dict[State, State]] = {
    "sign": {State.OPEN: State.SIGNED},
    "start": {State.SIGNED: State.CODING, State.CODING: State.CODING},
    "ask": {State.CODING: State.QUERY_OPEN, State.QUERY_OPEN: State.QUERY_OPEN},
    "answer": {State.QUERY_OPEN: State.CODING},
    "release": {State.CODING: State.CODED},
    "claim": {State.CODED: State.CLAIMED, State.CLAIMED: State.CLAIMED},
    "reopen": {State.CODED: State.CODING, State.CLAIMED: State.CODING},
    "void": {State.OPEN: State.VOIDED, State.SIGNED: State.VOIDED, State.CODING: State.VOIDED},
}

_WHY_NOT = {
    "sign": "Its note was signed before.",
    "start": "Only a signed encounter is coded.",
    "ask": "A question is asked while the encounter is being coded.",
    "answer": "No question is open.",
    "release": "Only an encounter that is being coded is released.",
    "claim": "Claims are built from a coded encounter.",
    "reopen": "Only a released encounter goes back to the coder.",
    "void": "A released encounter is no longer voided: its charges are.",
}


def after(state: str, move: str) -> State:
    """The state that a move leads to; TooLate, with the reason, where it leads nowhere from here."""
    if move not in _MOVES:
        raise BrokenInvariant(f"no move is called {move}")
    try:
        return _MOVES[move][State(state)]
    except KeyError:
        raise TooLate(f"encounter.{move}", _WHY_NOT[move]) from None


def findings(encounter: Encounter, today: date) -> tuple[Finding, ...]:
    """What is wrong with the dates of a new encounter."""
    found = []
    if encounter.date_of_service > today:
        found.append(_wrong("encounter.future", "The date of service has not come yet.", "date_of_service"))
    if encounter.last_date is not None and encounter.last_date < encounter.date_of_service:
        found.append(_wrong("encounter.dates", "The last day is before the first.", "last_date"))
    return tuple(found)


def _wrong(code: str, message: str, field: str) -> Finding:
    return Finding(code, Severity.ERROR, message, Place(field=field))
