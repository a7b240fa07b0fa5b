"""How is a signed encounter coded, and how do its codes become revenue?

    start → save (as often as needed) → release → reopen where something was wrong

While an encounter is being coded its services are draft charges. `release` makes them charges of the
practice, posts them as revenue and builds the claims; `reopen` gives the coder a draft copy again, and the
next release keeps each charge whose money is the same and voids the others.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from cleanclaim.app.audit.actions import Actor, action, record
from cleanclaim.app.charges.models import Charge
from cleanclaim.app.charges.revenue import draft_from_released, replace_drafts, settle
from cleanclaim.app.coding import library
from cleanclaim.app.coding.models import Diagnosis
from cleanclaim.app.coding.quotes import diagnosis_rows
from cleanclaim.app.encounters.actions import move
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.app.people.keeping import locked
from cleanclaim.app.people.models import Membership
from cleanclaim.app.people.roles import Role
from cleanclaim.core.basics.findings import Finding, Severity
from cleanclaim.core.basics.refusals import NotClean, TooLate, Unknown
from cleanclaim.core.coding import CodedDiagnosis, CodedService, malformed, review
from cleanclaim.core.encounters import State

_CODES = (Role.CODER, Role.CODING_LEAD)


@dataclass(frozen=True, slots=True)
class Coding:
    """An encounter as it is coded now, and what a second reader would say of it."""

    encounter: Encounter
    diagnoses: tuple[Diagnosis, ...]
    charges: tuple[Charge, ...]
    findings: tuple[Finding, ...]

    @property
    def releasable(self) -> bool:
        """True where nothing fatal is left."""
        return all(finding.severity is not Severity.FATAL for finding in self.findings)


@action("coding.start", *_CODES)
def start(by: Actor, encounter: UUID) -> Encounter:
    """Take a signed encounter to code it; TooLate where another coder has it or its note is unsigned."""
    row = locked(Encounter, encounter, "encounter")
    if row.coder_id not in (None, by.user_id) and row.state == State.CODING:
        raise TooLate("coding.taken", "Another coder has this encounter.")
    if row.state != State.CODING or row.coder_id != by.user_id:
        move(by, row, "start")
        row.coder_id = by.user_id
        row.save(update_fields=["coder"])
    record(by, "coding.start", encounter=row.pk, patient=row.patient_id)
    return row


@action("coding.assign", Role.CODING_LEAD, Role.MANAGER)
def assign(by: Actor, encounter: UUID, username: str) -> Encounter:
    """Give an encounter to a coder of the practice, from another one where need be."""
    row = locked(Encounter, encounter, "encounter")
    membership = Membership.objects.filter(user__username=username, practice=by.practice_id).first()
    if membership is None or Role.CODER not in membership.held():
        raise Unknown("coder", "There is no such coder here.")
    if row.state in (State.CODED, State.CLAIMED, State.VOIDED, State.OPEN):
        raise TooLate("coding.assign", "Only an encounter that waits for coding is given to a coder.")
    row.coder_id = membership.user_id
    row.version += 1
    row.save(update_fields=["coder", "version"])
    record(by, "coding.assign", encounter=row.pk, patient=row.patient_id, to=username)
    return row


@action("coding.save", *_CODES)
def save(
    by: Actor,
    encounter: UUID,
    *,
    version: int,
    diagnoses: Sequence[CodedDiagnosis],
    services: Sequence[CodedService],
) -> Coding:
    """Keep the codes as a draft, in place of those before; version: the encounter's, as the coder saw it.

    TooLate where the encounter changed since (another coder), where it is not being coded, or where its note
    is unsigned. NotClean for what has not the form of a code, and for a quote that is not in the note as
    signed. What is wrong by a date or a rule is kept and told in the findings.
    """
    row = _being_coded(by, encounter, version)
    wrong = malformed(diagnoses, services)
    if wrong:
        raise NotClean(wrong[0].code, wrong[0].message)
    rows = diagnosis_rows(row, diagnoses)
    Diagnosis.objects.filter(encounter=row).delete()
    Diagnosis.objects.bulk_create(rows)
    replace_drafts(row, services)
    _touch(row)
    record(
        by, "coding.save", encounter=row.pk, patient=row.patient_id, diagnoses=len(diagnoses),
        services=len(services),
    )  # fmt: skip
    return coding_of(row)


@action("coding.release", *_CODES)
def release(by: Actor, encounter: UUID, *, version: int) -> Encounter:
    """Release a coded encounter: its charges become revenue, its claims are built and judged.

    NotClean, naming the first reason, where `Coding.releasable` is False.
    """
    from cleanclaim.app.claims.drafts import build_for

    row = _being_coded(by, encounter, version)
    fatal = [finding for finding in coding_of(row).findings if finding.severity is Severity.FATAL]
    if fatal:
        raise NotClean(fatal[0].code, fatal[0].message)
    settle(by, row)
    move(by, row, "release")
    record(by, "coding.release", encounter=row.pk, patient=row.patient_id)
    build_for(by, row)
    return row


@action("coding.reopen", *_CODES, Role.BILLER, Role.MANAGER)
def reopen(by: Actor, encounter: UUID, *, because: str) -> Encounter:
    """Give a released encounter back to its coder. because: edit, rejection, denial or coder.

    Claims that are not frozen wait until it is released again; frozen ones stay as they were sent.
    """
    from cleanclaim.app.claims.drafts import set_back

    if because not in ("edit", "rejection", "denial", "coder"):
        raise NotClean(
            "coding.because", "An encounter goes back because of an edit, rejection, denial or coder."
        )
    row = locked(Encounter, encounter, "encounter")
    move(by, row, "reopen")
    draft_from_released(row)
    set_back(by, row)
    record(by, "coding.reopen", encounter=row.pk, patient=row.patient_id, because=because)
    return row


def coding_of(row: Encounter) -> Coding:
    """The encounter's codes as they are now, read against the editions of its date of service."""
    diagnoses = tuple(Diagnosis.objects.filter(encounter=row))
    charges = tuple(charges_of(row))
    findings = review(
        [one.facts() for one in diagnoses],
        [one.facts() for one in charges],
        library.editions_on(row.date_of_service),
        library.reference(),
    )
    return Coding(row, diagnoses, charges, findings)


def charges_of(row: Encounter) -> list[Charge]:
    """The charges that count now: the drafts while the encounter is being coded, else the released ones."""
    being_coded = row.state in (State.CODING, State.QUERY_OPEN)
    states = ["draft"] if being_coded else ["coded", "claimed"]
    return list(Charge.objects.filter(encounter=row, state__in=states).order_by("sequence"))


def _being_coded(by: Actor, encounter: UUID, version: int) -> Encounter:
    row = locked(Encounter, encounter, "encounter")
    if row.state == State.OPEN:
        raise TooLate("coding.unsigned", "The note is not signed yet, and only a signed note is coded.")
    if row.state != State.CODING:
        raise TooLate("coding.state", "This encounter is not being coded now.")
    if row.coder_id != by.user_id:
        raise TooLate("coding.taken", "Another coder has this encounter.")
    if row.version != version:
        raise TooLate("coding.changed", "This encounter changed since you opened it. Open it again.")
    return row


def _touch(row: Encounter) -> None:
    row.version += 1
    row.save(update_fields=["version"])
