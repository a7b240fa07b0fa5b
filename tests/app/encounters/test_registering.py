"""Is a visit registered as it was, and only for the practice's own patients?"""

from dataclasses import replace
from datetime import date

import pytest
from django.db import DatabaseError, transaction
from tests.app import world
from tests.app.cast import visit

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.encounters import actions as encounters
from cleanclaim.app.encounters.models import Encounter, Patient, PatientAccess
from cleanclaim.app.people.models import Practice
from cleanclaim.app.people.tenancy import practice_scope
from cleanclaim.core.basics.refusals import NotClean, NotYours, TooLate, Unknown
from cleanclaim.core.facts import people

ELSEWHERE = {
    "patient": world.key("encounters.patient", world.HILLTOP, "P000001"),
    "guarantor": world.key("encounters.guarantor", world.HILLTOP, "G000001"),
    "rendering_provider": world.key("people.provider", world.HILLTOP, "C1"),
    "facility": world.key("people.servicefacility", world.HILLTOP, "OFFICE"),
}


def test_a_visit_is_kept_as_its_fact_and_numbered(ben: Actor, practice: Practice) -> None:
    row = encounters.register(ben, visit())
    assert row.number.startswith("E")
    assert Encounter.objects.get(pk=row.pk).facts() == replace(visit(), number=row.number)


def test_a_days_visits_are_registered_together_or_not_at_all(ben: Actor, practice: Practice) -> None:
    rows = encounters.register_all(ben, [visit(), visit("P000002")])
    assert len({row.number for row in rows}) == 2
    with pytest.raises(NotClean):
        encounters.register_all(ben, [visit(), visit(date_of_service=date(2026, 9, 15))])
    assert Encounter.objects.count() == 2


@pytest.mark.parametrize("what", sorted(ELSEWHERE))
def test_a_visit_with_anything_of_another_practice_is_refused(
    ben: Actor, practice: Practice, what: str
) -> None:
    with pytest.raises(Unknown):
        encounters.register(ben, replace(visit(), **{what: ELSEWHERE[what]}))
    assert not Encounter.objects.exists()


def test_a_visit_for_another_practice_is_refused(ben: Actor) -> None:
    with pytest.raises(NotYours):
        encounters.register(ben, visit(practice=world.HILLTOP))


def test_the_database_itself_refuses_a_patient_of_another_practice(open_encounter: Encounter) -> None:
    elsewhere = ELSEWHERE["patient"]
    with pytest.raises(DatabaseError, match="another practice"), transaction.atomic():
        Encounter.objects.filter(pk=open_encounter.pk).update(patient=elsewhere)


def test_nobody_sees_the_encounters_of_another_practice(open_encounter: Encounter, cora: Actor) -> None:
    with practice_scope(cora.practice_id):
        assert not Encounter.objects.exists()
    with pytest.raises(Unknown):
        encounters.void(cora, open_encounter.pk, because="duplicate")


def test_an_open_visit_is_voided_and_a_released_one_is_not(
    ben: Actor, open_encounter: Encounter, coded_encounter: Encounter
) -> None:
    assert encounters.void(ben, open_encounter.pk, because="no_show").state == "voided"
    with pytest.raises(TooLate):
        encounters.void(ben, coded_encounter.pk, because="no_show")


def test_a_patient_without_a_number_is_given_the_next_one(ben: Actor, practice: Practice) -> None:
    fact = replace(Patient.objects.get(number="P000001").facts(), number="", first="Pepper")
    first, second = encounters.register_patients(ben, [fact, replace(fact, first="Poppy")])
    assert first.number != second.number
    assert isinstance(first.facts(), people.Patient)


def test_a_patient_sees_nothing_before_access_is_given_and_once_after(
    system: Actor, practice: Practice
) -> None:
    given = PatientAccess.objects.get(user__username="paul")
    assert given.patient.number == "P000001"
    with pytest.raises(TooLate):
        encounters.give_access(
            system, username="paul", patient=given.patient_id, guarantor=given.guarantor_id
        )
    with pytest.raises(Unknown):
        encounters.give_access(system, username="ana", patient=given.patient_id, guarantor=given.guarantor_id)
