"""How are patients and visits registered? Facts go in; a batch is kept whole or not at all."""

from collections.abc import Iterable
from uuid import UUID

from cleanclaim.app.audit.actions import Actor, action, record
from cleanclaim.app.encounters.models import (
    Case,
    Encounter,
    Guarantor,
    Patient,
    PatientAccess,
    PlanRestriction,
)
from cleanclaim.app.people.keeping import keep, locked, numbered, one
from cleanclaim.app.people.models import Membership
from cleanclaim.app.people.roles import Role
from cleanclaim.core.basics.refusals import NotClean, TooLate, Unknown
from cleanclaim.core.encounters import State, after, findings
from cleanclaim.core.facts import encounters, people

_REGISTERS = (Role.SYSTEM, Role.INTEGRATION, Role.BILLER, Role.MANAGER, Role.CLINICIAN)


@action("encounters.register_patients", *_REGISTERS)
def register_patients(by: Actor, patients: Iterable[people.Patient]) -> list[Patient]:
    """Register patients. One without a number is given one."""
    given = numbered(Patient, patients, by.practice_id, "P")
    rows = keep(Patient, by.practice_id, given, lambda fact: (by.practice_id, fact.number))
    for row in rows:
        record(by, "encounters.register_patients", patient=row.pk)
    return rows


@action("encounters.add_guarantors", *_REGISTERS)
def add_guarantors(by: Actor, guarantors: Iterable[people.Guarantor]) -> list[Guarantor]:
    """Add the people who answer for what patients owe. One without a number is given one."""
    given = numbered(Guarantor, guarantors, by.practice_id, "G")
    rows = keep(Guarantor, by.practice_id, given, lambda fact: (by.practice_id, fact.number))
    record(by, "encounters.add_guarantors", count=len(rows))
    return rows


@action("encounters.open_cases", *_REGISTERS)
def open_cases(by: Actor, cases: Iterable[encounters.Case]) -> list[Case]:
    """Open cases: an accident, a pregnancy, an episode. One without a number is given one."""
    given = numbered(Case, cases, by.practice_id, "K")
    rows = keep(Case, by.practice_id, given, lambda fact: (by.practice_id, fact.number))
    for row in rows:
        record(by, "encounters.open_cases", patient=row.patient_id, kind=row.kind)
    return rows


@action("encounters.register", *_REGISTERS)
def register(by: Actor, encounter: encounters.Encounter) -> Encounter:
    """Register one visit. NotClean for one in the future, Unknown for a patient of another practice."""
    return _register(by, [encounter])[0]


@action("encounters.register_all", *_REGISTERS)
def register_all(by: Actor, visits: Iterable[encounters.Encounter]) -> list[Encounter]:
    """Register a day's visits together."""
    return _register(by, list(visits))


@action("encounters.void", *_REGISTERS)
def void(by: Actor, encounter: UUID, *, because: str) -> Encounter:
    """Void an encounter that should not have been registered; TooLate once it was released by a coder.

    because: duplicate, no_show or wrong_patient.
    """
    if because not in ("duplicate", "no_show", "wrong_patient"):
        raise NotClean("encounter.because", "An encounter is voided as duplicate, no_show or wrong_patient.")
    row = locked(Encounter, encounter, "encounter")
    move(by, row, "void")
    record(by, "encounters.void", encounter=row.pk, patient=row.patient_id, because=because)
    return row


@action("encounters.restrict", *_REGISTERS)
def restrict(by: Actor, restriction: people.PlanRestriction) -> PlanRestriction:
    """Record that the patient paid in full and asked us not to tell the plan (45 CFR 164.522(a)(1)(vi)).

    TooLate for a visit that was released to its plan already: what is owed was booked and claimed by then.
    """
    visits = Encounter.objects.filter(patient=restriction.patient, state__in=(State.CODED, State.CLAIMED))
    if restriction.encounter is not None:
        visits = visits.filter(pk=restriction.encounter)
    if restriction.last is not None:
        visits = visits.filter(date_of_service__lte=restriction.last)
    if visits.filter(date_of_service__gte=restriction.first).exists():
        raise TooLate("encounter.restrict", "A visit that this is about was released to its plan already.")
    rows = keep(
        PlanRestriction,
        by.practice_id,
        [restriction],
        lambda fact: (fact.patient, fact.encounter, fact.first),
    )
    record(by, "encounters.restrict", patient=rows[0].patient_id, encounter=rows[0].encounter_id)
    return rows[0]


@action("encounters.give_access", Role.SYSTEM, Role.MANAGER, Role.PRACTICE_ADMINISTRATOR)
def give_access(by: Actor, *, username: str, patient: UUID, guarantor: UUID) -> PatientAccess:
    """Let a person who signs in as a patient see one patient's bills."""
    membership = Membership.objects.filter(user__username=username, practice=by.practice_id).first()
    if membership is None or Role.PATIENT not in membership.held():
        raise Unknown("user", "There is no such patient's login here.")
    if PatientAccess.objects.filter(user=membership.user_id, patient=patient).exists():
        raise TooLate("there_already", "This login sees this patient already.")
    row = PatientAccess.objects.create(
        id=PatientAccess.key(membership.user_id, patient),
        practice_id=by.practice_id,
        user_id=membership.user_id,
        patient=one(Patient, patient, "patient"),
        guarantor=one(Guarantor, guarantor, "guarantor"),
    )
    record(by, "encounters.give_access", patient=patient, subject_kind="user", subject=membership.user_id)
    return row


def move(by: Actor, row: Encounter, name: str) -> None:
    """Take an encounter one step on, inside an action; the version rises with every step."""
    row.state = after(row.state, name)
    row.state_since = by.now()
    row.version += 1
    row.save(update_fields=["state", "state_since", "version"])


def _register(by: Actor, visits: list[encounters.Encounter]) -> list[Encounter]:
    given = numbered(Encounter, visits, by.practice_id, "E")
    for fact in given:
        wrong = findings(fact, by.today())
        if wrong:
            raise NotClean(wrong[0].code, wrong[0].message)
        if fact.state != State.OPEN:
            raise NotClean("encounter.state", "A new encounter is open.")
    rows = keep(
        Encounter,
        by.practice_id,
        given,
        lambda fact: (by.practice_id, fact.number),
        state_since=by.now(),
    )
    for row in rows:
        record(by, "encounters.register", encounter=row.pk, patient=row.patient_id, number=row.number)
    return rows
