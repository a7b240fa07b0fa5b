"""Whose payment is this? Which of our claims, and which of its lines, with the score shown."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from cleanclaim.core.facts.remittances import ClaimPayment, LinePayment

ENOUGH = 60
"""The least score at which a line is taken for one of ours (of 100)."""


@dataclass(frozen=True, slots=True)
class LineOnFile:
    """One line of a claim that we sent, with the charge that it asks for."""

    number: int
    charge: UUID
    charge_number: str  # REF*6R
    procedure: str
    modifiers: tuple[str, ...]
    billed: int
    date_of_service: date
    provider: UUID | None = None
    facility: UUID | None = None


@dataclass(frozen=True, slots=True)
class CoverageOnFile:
    """One coverage of the patient, in the order in which payers are asked."""

    coverage: UUID
    payer: UUID
    plan: UUID | None
    sequence: str  # P, S, T …
    protects: bool = False  # QMB or Medicaid: what is left is never the patient's
    nominal_copay: int = 0  # what a protected patient may still be asked for on PR-3


@dataclass(frozen=True, slots=True)
class ClaimOnFile:
    """A claim version that we sent, as posting needs it."""

    key: UUID
    patient_control_number: str
    patient: UUID
    sequence: str  # whose turn the payer was: P, S, T …
    coverages: tuple[CoverageOnFile, ...]  # every coverage of the patient on that date, in order
    lines: tuple[LineOnFile, ...]
    payer_claim_control_numbers: tuple[str, ...] = ()
    payer_kinds: tuple[str, ...] = ()  # the payer's number and kind, for the disposition table
    network: str = "in"

    @property
    def coverage(self) -> CoverageOnFile:
        """The coverage that this version asked."""
        return next(one for one in self.coverages if one.sequence == self.sequence)

    @property
    def next_coverage(self) -> CoverageOnFile | None:
        """Whose turn it is after this one; None where nobody is left but the patient."""
        place = [one.sequence for one in self.coverages].index(self.sequence)
        return self.coverages[place + 1] if place + 1 < len(self.coverages) else None


@dataclass(frozen=True, slots=True)
class ClaimMatch:
    """The claim that a payment speaks of, and by which number it was found; claim None: unknown."""

    claim: ClaimOnFile | None
    by: str  # CLP01, CLP07, or empty


def match_claim(
    payment: ClaimPayment,
    by_control_number: Mapping[str, ClaimOnFile],
    by_payer_number: Mapping[str, Sequence[ClaimOnFile]],
) -> ClaimMatch:
    """Find the claim: our number for that very version first, then the payer's where it is the only one."""
    ours = by_control_number.get(payment.patient_control_number.strip())
    if ours is not None:
        return ClaimMatch(ours, "CLP01")
    theirs = by_payer_number.get(payment.payer_claim_control_number.strip(), ())
    if payment.payer_claim_control_number.strip() and len({claim.key for claim in theirs}) == 1:
        return ClaimMatch(theirs[0], "CLP07")
    return ClaimMatch(None, "")


@dataclass(frozen=True, slots=True)
class LineMatch:
    """One paid line, the line of ours it was taken for, and why: each part of the score."""

    payment: LinePayment
    line: LineOnFile | None
    score: int
    parts: tuple[tuple[str, int], ...]  # ("procedure", 40), ("modifiers", 15) …


def match_lines(payments: Sequence[LinePayment], lines: Sequence[LineOnFile]) -> tuple[LineMatch, ...]:
    """Pair paid lines with ours: by our charge number first, then best score first, each of ours once.

    A payer may split one of our lines into several; then the charge number pairs them all with it.
    """
    by_number = {line.charge_number: line for line in lines if line.charge_number}
    found: dict[int, LineMatch] = {}
    for place, payment in enumerate(payments):
        line = by_number.get(payment.charge_number) if payment.charge_number else None
        if line is not None:
            found[place] = LineMatch(payment, line, 100, (("charge number", 100),))
    taken = {match.line.number for match in found.values() if match.line is not None}
    scored = [
        (sum(cents for _, cents in parts), place, line, parts)
        for place, payment in enumerate(payments)
        if place not in found
        for line in lines
        if line.number not in taken
        for parts in (_score(payment, line),)
    ]
    for score, place, line, parts in sorted(scored, key=lambda one: (-one[0], one[1], one[2].number)):
        if place not in found and line.number not in taken and score >= ENOUGH:
            found[place] = LineMatch(payments[place], line, score, parts)
            taken.add(line.number)
    return tuple(found.get(place, LineMatch(payment, None, 0, ())) for place, payment in enumerate(payments))


def _score(payment: LinePayment, line: LineOnFile) -> tuple[tuple[str, int], ...]:
    """Score how alike a paid line and one of ours are, of 100.

    The submitted procedure (SVC06) counts before the adjudicated one. Dropped modifiers cost little.
    """
    asked = payment.submitted_procedure or payment.procedure
    modifiers = payment.submitted_modifiers or payment.modifiers
    return (
        ("procedure", 40 if asked == line.procedure else 0),
        ("billed", 30 if payment.billed == line.billed else 0),
        ("date", 15 if payment.service_from in (None, line.date_of_service) else 0),
        ("modifiers", _modifier_score(modifiers, line.modifiers)),
    )


def _modifier_score(theirs: tuple[str, ...], ours: tuple[str, ...]) -> int:
    if sorted(theirs) == sorted(ours):
        return 15
    return 5 if set(theirs) <= set(ours) else 0
