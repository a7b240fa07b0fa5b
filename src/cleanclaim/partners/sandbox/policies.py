"""Why does a payer not cover a line? Each policy looks at the claim and at the payer's own records."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date

from cleanclaim.core.facts.claims import Claim, ServiceLine
from cleanclaim.partners.sandbox.history import History
from cleanclaim.partners.sandbox.plans import Member, SandboxPayer
from cleanclaim.partners.sandbox.records import Records, covered


@dataclass(frozen=True, slots=True)
class Denied:
    """A line is not covered: group, CARC, and RARCs that explain further."""

    group: str
    reason: str
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Case:
    """One line in front of the payer, with everything that it may look at."""

    payer: SandboxPayer
    member: Member
    claim: Claim
    line: ServiceLine
    received_on: date
    records: Records
    history: History

    @property
    def pointed(self) -> tuple[str, ...]:
        """The diagnoses that the line points to, in its order."""
        diagnoses = self.claim.diagnoses
        return tuple(diagnoses[place - 1].code for place in self.line.pointers if 0 < place <= len(diagnoses))


def denial(case: Case) -> Denied | None:
    """The first policy that stops the line; None where it is covered.

    As a secondary payer only membership, timeliness and duplicates are looked at: the rest was the first's.
    """
    for policy in _ALWAYS if case.claim.sequence != "P" else (*_ALWAYS, *_AS_PRIMARY):
        found = policy(case)
        if found is not None:
            return found
    return None


def _not_covered_then(case: Case) -> Denied | None:
    day = case.line.service.first
    if covered(case.member, day):
        return None
    return Denied("PR", "26" if day < case.member.valid_from else "27")


def _too_late(case: Case) -> Denied | None:
    """A secondary payer counts from the day on which the payer before it decided."""
    decided = [one.adjudicated_on for one in case.line.adjudications if one.adjudicated_on]
    since = max(decided, default=case.line.service.first)
    late = (case.received_on - since).days > case.payer.timely_filing_days
    corrected = case.claim.frequency in ("7", "8")
    return Denied("CO", "29") if late and not corrected else None


def _duplicate(case: Case) -> Denied | None:
    service = (case.line.procedure, case.line.modifiers, case.line.service.first)
    repeated = {"76", "77", "91"} & set(case.line.modifiers)
    if repeated or not case.history.allowed_before(case.member, case.claim.billing_provider.npi, service):
        return None
    return Denied("CO", "18")


def _unspecified(case: Case) -> Denied | None:
    refused = case.pointed[:1] and case.pointed[0] in case.payer.unspecified_diagnoses
    return Denied("CO", "16", ("M81",)) if refused else None


def _excluded(case: Case) -> Denied | None:
    for one in case.payer.exclusions:
        if one.procedure == case.line.procedure:
            return Denied(one.group, one.reason, one.remarks)
    return None


def _unauthorized(case: Case) -> Denied | None:
    if case.line.procedure not in case.payer.authorized_procedures:
        return None
    number = case.line.authorization or case.claim.authorization
    if not number:
        return Denied("CO", "197")
    approval = case.records.approval(case.payer, number)
    if approval is None or approval.member_id != case.member.member_id:
        return Denied("CO", "15")
    fits = not approval.procedures or case.line.procedure in approval.procedures
    day = case.line.service.first
    in_time = approval.valid_from <= day <= (approval.valid_to or day)
    return None if fits and in_time else Denied("CO", "15")


def _mismatch(case: Case) -> Denied | None:
    for one in case.payer.mismatches:
        if one.procedure == case.line.procedure and _any_begins(case.pointed, one.diagnoses):
            return Denied("CO", "11")
    return None


def _unnecessary(case: Case) -> Denied | None:
    for one in case.payer.necessities:
        if one.procedure == case.line.procedure and not _any_begins(case.pointed, one.diagnoses):
            return Denied("CO", "50", ("N115",))
    return None


def _too_many(case: Case) -> Denied | None:
    for one in case.payer.unit_limits:
        if one.procedure == case.line.procedure and case.line.units > one.units:
            return Denied("CO", "222", ("N362",))
    return None


def _bundled(case: Case) -> Denied | None:
    day = case.line.service.first
    beside = {
        other.procedure
        for other in case.claim.lines
        if other.number != case.line.number and other.service.first == day
    }
    beside.update(case.history.procedures_on(case.member, case.claim.billing_provider.npi, day))
    for one in case.payer.bundles:
        separate = set(one.modifiers) & set(case.line.modifiers)
        if one.component == case.line.procedure and one.comprehensive in beside and not separate:
            return Denied("CO", "97", ("M15",))
    return None


def _any_begins(codes: Iterable[str], beginnings: tuple[str, ...]) -> bool:
    return any(code.startswith(beginnings) for code in codes)


_ALWAYS: tuple[Callable[[Case], Denied | None], ...] = (_not_covered_then, _too_late, _duplicate)
_AS_PRIMARY: tuple[Callable[[Case], Denied | None], ...] = (
    _unspecified,
    _excluded,
    _unauthorized,
    _mismatch,
    _unnecessary,
    _too_many,
    _bundled,
)
