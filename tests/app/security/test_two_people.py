"""What does one person alone never do? Deeds that two people must share, each refused in the action."""

from collections.abc import Callable
from importlib import import_module
from importlib.util import find_spec

import pytest
from django.apps import apps
from tests.app import world
from tests.app.cast import Stage
from tests.app.security.conftest import Things

from cleanclaim.app.audit.actions import ACTIONS, Actor
from cleanclaim.app.denials import actions as denials
from cleanclaim.app.denials.models import Denial, WriteOffRequest
from cleanclaim.app.documentation import actions as documentation
from cleanclaim.app.encounters import actions as encounters
from cleanclaim.app.people import actions as people
from cleanclaim.app.people.models import Membership, User
from cleanclaim.app.people.roles import Role
from cleanclaim.app.statements import actions as statements
from cleanclaim.app.statements.models import PatientPayment, RefundRequest, Statement
from cleanclaim.core.basics.refusals import NotYours, Unknown

for stage in apps.get_app_configs():
    if stage.name.startswith("cleanclaim.") and find_spec(f"{stage.name}.actions"):
        import_module(f"{stage.name}.actions")  # every action is known by name

ALONE = {
    "denials.decide_write_off": {Role.ADJUSTMENT_APPROVER},
    "statements.decide_refund": {Role.REFUND_APPROVER},
    "ledger.close_period": {Role.MANAGER},
    "people.grant": {Role.SYSTEM, Role.PRACTICE_ADMINISTRATOR},
    "people.add_user": {Role.SYSTEM, Role.PRACTICE_ADMINISTRATOR},
    "documentation.sign": {Role.CLINICIAN, Role.INTEGRATION},
    "documentation.answer": {Role.CLINICIAN},
}
"""Who may decide, close, admit and sign."""

ASKING = ("denials.request_write_off", "statements.request_refund", "posting.post_remittance")


def test_who_decides_closes_admits_and_signs_is_as_written_here() -> None:
    assert {name: set(ACTIONS[name]) for name in ALONE} == ALONE


def test_no_role_both_asks_and_approves() -> None:
    approving = ACTIONS["denials.decide_write_off"] | ACTIONS["statements.decide_refund"]
    for name in ASKING:
        assert not ACTIONS[name] & approving, name


def test_a_patient_does_nothing_but_pay_and_an_administrator_touches_no_patient_and_no_money() -> None:
    assert {name for name, roles in ACTIONS.items() if Role.PATIENT in roles} == {"statements.take_payment"}
    touched = {name.split(".")[0] for name, roles in ACTIONS.items() if Role.PRACTICE_ADMINISTRATOR in roles}
    assert touched <= {"people", "encounters", "coverage"}
    by_name = {name for name, roles in ACTIONS.items() if Role.PRACTICE_ADMINISTRATOR in roles}
    assert {name for name in by_name if name.startswith("encounters")} == {"encounters.give_access"}


def test_an_auditor_changes_nothing() -> None:
    assert not [name for name, roles in ACTIONS.items() if Role.COMPLIANCE_AUDITOR in roles]


def asked_by_max(things: Things, max: Actor, ben: Actor) -> tuple[WriteOffRequest, RefundRequest]:
    """The same requests, asked for by somebody who may decide them too."""
    WriteOffRequest.objects.update(requested_by=max.user_id)
    RefundRequest.objects.update(requested_by=max.user_id)
    return WriteOffRequest.objects.get(), RefundRequest.objects.get()


@pytest.mark.parametrize("approve", [True, False])
def test_who_asked_decides_neither_way(things: Things, max: Actor, ben: Actor, approve: bool) -> None:
    write_off, refund = asked_by_max(things, max, ben)
    with pytest.raises(NotYours, match="Somebody else"):
        denials.decide_write_off(max, write_off.pk, approve=approve)
    with pytest.raises(NotYours, match="Somebody else"):
        statements.decide_refund(max, refund.pk, approve=approve)
    assert WriteOffRequest.objects.get().approved is None
    assert RefundRequest.objects.get().approved is None


def test_what_somebody_else_asked_for_is_decided(things: Things, max: Actor) -> None:
    assert denials.decide_write_off(max, things["write_off"], approve=True).approved
    assert statements.decide_refund(max, things["refund"], approve=True).approved
    assert Denial.objects.get().state == "written_off"


def test_the_product_itself_neither_asks_nor_decides(things: Things, system: Actor) -> None:
    for deed in (
        lambda: denials.decide_write_off(system, things["write_off"], approve=True),
        lambda: statements.decide_refund(system, things["refund"], approve=True),
        lambda: statements.request_refund(system, Statement.objects.get().guarantor_id),
    ):
        with pytest.raises(NotYours):
            deed()


def test_nobody_gives_themselves_a_role(ira: Actor, practice: object) -> None:
    with pytest.raises(NotYours, match="Somebody else"):
        people.grant(ira, username="ira", roles={Role.PRACTICE_ADMINISTRATOR, Role.MANAGER})
    assert Membership.objects.get(user__username="ira").held() == {Role.PRACTICE_ADMINISTRATOR}


def test_a_note_is_signed_by_its_author_and_by_no_other_clinician(
    open_visit: Stage, ira: Actor, act: Callable[[str], Actor], clock: world.Clock
) -> None:
    visit = open_visit()
    people.add_user(ira, username="dan", first="Dan", last="Douglas")
    other = world.key("people.provider", world.HARBOR, "R1")
    for provider in (other, None):  # another provider, and a clinician whom nobody tied to one
        people.grant(ira, username="dan", roles={Role.CLINICIAN}, provider=provider)
        with pytest.raises(NotYours, match="who wrote it"):
            documentation.sign_note(people.acting_as("dan", world.HARBOR, clock), visit.pk)
    assert documentation.sign_note(act("dora"), visit.pk).sha256


def test_a_patient_pays_on_their_own_bills_only(
    things: Things, paul: Actor, ira: Actor, clock: world.Clock
) -> None:
    own = Statement.objects.get().guarantor_id
    other = world.key("encounters.guarantor", world.HARBOR, "G000002")
    before = PatientPayment.objects.count()
    with pytest.raises(Unknown):
        statements.take_payment(paul, other, cents=100, method="card")
    with pytest.raises(Unknown):
        statements.take_payment(paul, other, cents=100, method="card", statement=things["statement"])
    assert PatientPayment.objects.count() == before
    assert statements.take_payment(paul, own, cents=100, method="card").amount == 100


def test_a_staff_login_is_not_given_a_patients_bills(ira: Actor, practice: object) -> None:
    patient, guarantor = (
        world.key(label, world.HARBOR, number)
        for label, number in (("encounters.patient", "P000002"), ("encounters.guarantor", "G000002"))
    )
    with pytest.raises(Unknown):
        encounters.give_access(ira, username="ana", patient=patient, guarantor=guarantor)
    assert not User.objects.get(username="ana").patient_access.exists()
