"""Who plays in the tests? The standing cast, a clock, and one encounter and one claim at each stage.

The world is built once for a run, before the first test; what a test writes is rolled back after it. Ask for
what the test needs by name:

    def test_it(ana, signed_encounter): ...
    def test_it(ben, ready_claim, clock): ...
"""

from collections.abc import Callable, Iterator
from datetime import date
from uuid import UUID

import pytest
from tests.app import world

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.claims import actions as claims
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.coding import actions as coding
from cleanclaim.app.documentation import actions as documentation
from cleanclaim.app.encounters import actions as encounters
from cleanclaim.app.encounters.models import Encounter, Patient
from cleanclaim.app.people import actions as people
from cleanclaim.app.people.models import Practice
from cleanclaim.app.people.tenancy import practice_scope
from cleanclaim.core.coding import CodedDiagnosis, CodedService
from cleanclaim.core.facts import encounters as facts

NOTE = """S: 76 yo M here for follow-up of DM2 and HTN. Reports home sugars 140-180. No chest pain.
O: BP 148/86, HR 72. Lungs clear. Monofilament intact bilaterally.
A: 1. Type 2 diabetes mellitus without complications. 2. Essential hypertension, above goal.
P: A1c today. Increase lisinopril to 20 mg. RTC 3 mo.
"""
DIAGNOSES = (
    CodedDiagnosis(code="E11.9", quote="Type 2 diabetes mellitus without complications"),
    CodedDiagnosis(code="I10", quote="Essential hypertension"),
)
SERVICES = (
    CodedService(procedure="99213", modifiers=("25",), pointers=(1, 2)),
    CodedService(procedure="83036", pointers=(1,)),
)


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> None:
    """Build the world into the test database, once."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        if not Practice.objects.filter(number=world.HARBOR).exists():
            world.build(world.Clock())


@pytest.fixture
def clock() -> world.Clock:
    """September 14, 2026, until the test moves it."""
    return world.Clock()


@pytest.fixture
def act(db: None, clock: world.Clock) -> Callable[[str], Actor]:
    """The actor that somebody of the cast is: `act("ana")`."""

    def actor(username: str) -> Actor:
        return people.acting_as(username, world.STAFF[username][3], clock)

    return actor


@pytest.fixture
def ana(act: Callable[[str], Actor]) -> Actor:
    """Codes."""
    return act("ana")


@pytest.fixture
def abe(act: Callable[[str], Actor]) -> Actor:
    """Leads the coders."""
    return act("abe")


@pytest.fixture
def ben(act: Callable[[str], Actor]) -> Actor:
    """Bills."""
    return act("ben")


@pytest.fixture
def pia(act: Callable[[str], Actor]) -> Actor:
    """Posts."""
    return act("pia")


@pytest.fixture
def max(act: Callable[[str], Actor]) -> Actor:
    """Manages and approves."""
    return act("max")


@pytest.fixture
def dora(act: Callable[[str], Actor]) -> Actor:
    """Treats."""
    return act("dora")


@pytest.fixture
def paul(act: Callable[[str], Actor]) -> Actor:
    """Is the patient P000001, signed in."""
    return act("paul")


@pytest.fixture
def ira(act: Callable[[str], Actor]) -> Actor:
    """Administers the practice, and sees no patient."""
    return act("ira")


@pytest.fixture
def cora(act: Callable[[str], Actor]) -> Actor:
    """Works for another practice."""
    return act("cora")


@pytest.fixture
def system(db: None, clock: world.Clock) -> Actor:
    """The product itself, at Harbor Family Medicine."""
    return people.founder(world.HARBOR, clock)


@pytest.fixture
def practice(db: None) -> Iterator[Practice]:
    """Harbor Family Medicine, in scope for the whole test."""
    row = Practice.objects.get(number=world.HARBOR)
    with practice_scope(row.pk):
        yield row


@pytest.fixture
def patient(practice: Practice) -> Patient:
    """Paul Plum, with Medicare alone."""
    return Patient.objects.get(number="P000001")


def visit(patient: str = "P000001", practice: str = world.HARBOR, **changes: object) -> facts.Encounter:
    """The fact of an office visit today; changes: any of its fields."""
    provider = "D1" if practice == world.HARBOR else "C1"
    given: dict[str, object] = {
        "practice": people.practice_key(practice),
        "patient": world.key("encounters.patient", practice, patient),
        "number": "",
        "rendering_provider": world.key("people.provider", practice, provider),
        "facility": world.key("people.servicefacility", practice, "OFFICE"),
        "guarantor": world.key("encounters.guarantor", practice, patient.replace("P", "G")),
        "date_of_service": date(2026, 9, 14),
        "place_of_service": "11",
        "reason": "Follow-up",
    }
    return facts.Encounter(**(given | changes))  # type: ignore[arg-type]


Stage = Callable[..., Encounter]


@pytest.fixture
def open_visit(practice: Practice, ben: Actor, dora: Actor) -> Stage:
    """Register a visit with a draft note: `open_visit(patient="P000002")`."""

    def make(note: str = NOTE, **changes: object) -> Encounter:
        row = encounters.register(ben, visit(**changes))  # type: ignore[arg-type]
        documentation.write_note(dora, row.pk, note)
        return Encounter.objects.get(pk=row.pk)

    return make


@pytest.fixture
def signed_visit(open_visit: Stage, dora: Actor) -> Stage:
    """The same, signed."""

    def make(**changes: object) -> Encounter:
        row = open_visit(**changes)
        documentation.sign_note(dora, row.pk)
        return Encounter.objects.get(pk=row.pk)

    return make


@pytest.fixture
def coded_visit(signed_visit: Stage, ana: Actor) -> Stage:
    """The same, coded and released: its charges are revenue and its claims are built and judged."""

    def make(
        diagnoses: tuple[CodedDiagnosis, ...] = DIAGNOSES,
        services: tuple[CodedService, ...] = SERVICES,
        **changes: object,
    ) -> Encounter:
        row = signed_visit(**changes)
        code(ana, row.pk, diagnoses, services)
        return Encounter.objects.get(pk=row.pk)

    return make


def code(
    by: Actor,
    encounter: UUID,
    diagnoses: tuple[CodedDiagnosis, ...] = DIAGNOSES,
    services: tuple[CodedService, ...] = SERVICES,
) -> None:
    """Start, save and release, as a coder does."""
    row = coding.start(by, encounter)
    kept = coding.save(by, encounter, version=row.version, diagnoses=diagnoses, services=services)
    coding.release(by, encounter, version=kept.encounter.version)


@pytest.fixture
def open_encounter(open_visit: Stage) -> Encounter:
    """Paul's visit, its note a draft."""
    return open_visit()


@pytest.fixture
def signed_encounter(signed_visit: Stage) -> Encounter:
    """Paul's visit, signed and not coded."""
    return signed_visit()


@pytest.fixture
def coded_encounter(coded_visit: Stage) -> Encounter:
    """Paul's visit, coded and released."""
    return coded_visit()


@pytest.fixture
def ready_claim(coded_encounter: Encounter) -> Claim:
    """Paul's claim to Medicare, clean and waiting for its biller."""
    return Claim.objects.get(encounter=coded_encounter)


@pytest.fixture
def released_claim(ready_claim: Claim, ben: Actor) -> Claim:
    """The same, released by Ben: it goes with the next file."""
    claims.release(ben, [ready_claim.pk])
    return Claim.objects.get(pk=ready_claim.pk)


@pytest.fixture
def frozen_claim(released_claim: Claim, system: Actor) -> Claim:
    """The same, frozen as it is when it goes into a file, and marked as sent."""
    claims.freeze(system, released_claim.pk)
    return Claim.objects.get(pk=released_claim.pk)
