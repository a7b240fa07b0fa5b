"""What does a recorded action say to a reader? One sentence each, without anything that is the patient's."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from cleanclaim.core.basics.money import dollars


@dataclass(frozen=True, slots=True)
class Sentence:
    """An event in words, with its mark (note, code, check, send, document, money, person, pause) and tone."""

    words: str
    icon: str = "dot"
    tone: str = ""
    more: str = ""


_PLAIN = {
    "encounters.register": Sentence("Encounter registered", "person"),
    "encounters.void": Sentence("Encounter voided", "cross", "bad"),
    "encounters.restrict": Sentence("The patient asked that no plan be told", "pause", "warn"),
    "documentation.write": Sentence("Note written", "note"),
    "documentation.add_addendum": Sentence("Addendum written", "note"),
    "documentation.ask": Sentence("Clinician asked about the note", "person", "warn"),
    "documentation.answer": Sentence("Clinician answered", "person"),
    "coding.start": Sentence("Coding started", "code"),
    "coding.assign": Sentence("Given to another coder", "person"),
    "coding.release": Sentence("Coded and released", "check", "good"),
    "charges.keep_notice": Sentence("Notice of non-coverage signed", "document"),
    "claims.none": Sentence("No claim: the patient answers for all of it", "person"),
    "claims.rebuild": Sentence("Claim built anew", "document"),
    "claims.release": Sentence("Released to be sent", "check", "good"),
    "claims.freeze": Sentence("Claim frozen", "document"),
    "claims.hold": Sentence("Held by a person", "pause", "warn"),
    "claims.lift": Sentence("Hold lifted", "check"),
    "claims.void": Sentence("Claim voided before it was sent", "cross"),
    "denials.open": Sentence("A line was denied: it waits as work", "cross", "bad"),
    "denials.correct": Sentence("Corrected for the payer", "document"),
    "denials.assign": Sentence("The denial was given to somebody else", "person"),
    "denials.uphold": Sentence("The denial was accepted", "pause"),
    "denials.paid": Sentence("The denied line was paid after all", "check", "good"),
    "denials.request_write_off": Sentence("A write-off was asked for", "person", "warn"),
    "denials.decide_write_off": Sentence("A write-off was decided", "person"),
    "edits.override": Sentence("An edit was overridden", "person", "warn"),
}

_BESIDE = frozenset({"claims.judge", "claims.bill_next"})
"""Told by the event that stands beside them."""

_TOLD_BY_ROWS = frozenset(
    {"submissions", "acknowledgments", "remittances", "posting", "ledger", "statements"}
)
"""Stages whose rows tell more than their events."""


def said(action: str, details: Mapping[str, Any]) -> Sentence | None:
    """An action as a sentence; None for one that other rows tell better."""
    if action in _BESIDE or action.partition(".")[0] in _TOLD_BY_ROWS:
        return None
    if action in _PLAIN:
        return _PLAIN[action]
    with_details = _WITH_DETAILS.get(action)
    return with_details(details) if with_details else Sentence(_from_name(action))


def _from_name(action: str) -> str:
    """An action that has no sentence of its own, made readable: denials.write_off → Denials: write off."""
    stage, _, verb = action.partition(".")
    return f"{stage.capitalize()}: {verb.replace('_', ' ')}"


def _signed(details: Mapping[str, Any]) -> Sentence:
    what = "Addendum" if details.get("addendum") else "Note"
    return Sentence(f"{what} signed", "check", "good", f"version {details.get('version')}")


def _saved(details: Mapping[str, Any]) -> Sentence:
    counts = f"{details.get('diagnoses')} diagnoses, {details.get('services')} services"
    return Sentence("Codes saved", "code", "", counts)


def _reopened(details: Mapping[str, Any]) -> Sentence:
    why = {"edit": "an edit", "rejection": "a rejection", "denial": "a denial", "coder": "the coder"}
    because = why.get(str(details.get("because")), "something")
    return Sentence(f"Back to the coder, because of {because}", "code")


def _built(details: Mapping[str, Any]) -> Sentence:
    return Sentence("Claim built", "document", "", f"{details.get('lines')} lines, {_money(details)}")


def _corrected(details: Mapping[str, Any]) -> Sentence:
    return Sentence("Corrected claim made", "document", "", f"frequency {details.get('frequency')}")


def _judged(details: Mapping[str, Any]) -> Sentence:
    if details.get("clean"):
        return Sentence("Passed the edits", "check", "good")
    failing = ", ".join(str(edit) for edit in details.get("failing", ()))
    return Sentence("Stopped by edits", "cross", "bad", failing)


def _money(details: Mapping[str, Any]) -> str:
    billed = details.get("billed")
    return f"{dollars(billed)} billed" if isinstance(billed, int) else ""


_WITH_DETAILS = {
    "documentation.sign": _signed,
    "coding.save": _saved,
    "coding.reopen": _reopened,
    "claims.build": _built,
    "claims.correct": _corrected,
    "edits.judge": _judged,
}
