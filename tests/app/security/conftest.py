"""What is there to be protected? One thing of every kind, and one person for every role."""

from collections.abc import Callable, Mapping
from datetime import date
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from allauth.mfa.models import Authenticator
from django.conf import settings as configured
from django.test import Client
from tests.app import world
from tests.app.acknowledgments.conftest import Answers
from tests.app.cast import NOTE, Stage
from tests.app.remitting import answer, remitted

from cleanclaim.app.acknowledgments.actions import take_in as take_answers_in
from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.claims import actions as claims
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.coding import actions as coding
from cleanclaim.app.denials import actions as denials
from cleanclaim.app.denials.models import Denial
from cleanclaim.app.documentation import actions as documentation
from cleanclaim.app.encounters import actions as encounters
from cleanclaim.app.people import actions as people
from cleanclaim.app.people.models import Practice, User
from cleanclaim.app.people.roles import STAFF, Role
from cleanclaim.app.remittances.intake import take_in
from cleanclaim.app.remittances.models import Remittance
from cleanclaim.app.site import clock as site_clock
from cleanclaim.app.statements import actions as statements
from cleanclaim.app.submissions import actions as submissions
from cleanclaim.app.submissions.models import File

Things = Mapping[str, Any]
Browser = Callable[[str], Client]
MARKUP_IN_NOTE = "kingfisher<script>alert(1)</script>"
BACKEND = "django.contrib.auth.backends.ModelBackend"


@pytest.fixture
def own_home(settings: Any, tmp_path: Path) -> Path:
    """A home of this test's own, with the reference library of the run."""
    (tmp_path / "reference").symlink_to(configured.HOME / "reference")
    settings.HOME = tmp_path
    return tmp_path


@pytest.fixture
def things(
    own_home: Path,
    practice: Practice,
    coded_visit: Stage,
    signed_visit: Stage,
    ana: Actor,
    ben: Actor,
    clock: world.Clock,
) -> Things:
    """One of everything at Harbor Family Medicine, by what an address calls it."""
    written = f"{NOTE}{MARKUP_IN_NOTE}\n"
    Practice.objects.filter(pk=practice.pk).update(write_off_limit=0)
    first = Claim.objects.get(encounter=coded_visit(note=written))
    claims.release(ben, [first.pk])
    sending = submissions.send(ben)
    assert not sending.left, sending.left
    sent = File.objects.get(direction="sent")
    answered = Answers(sent).claims()
    take_answers_in(answered, company=practice.company, partner="sandbox", clock=clock)
    denied, rest = first.facts().lines
    clock.set(date(2026, 9, 20))
    said = answer(first, {"CO_97": denied.billed}, {"PR_2": rest.billed})
    take_in(remitted(practice, said), company=practice.company, partner="folder", clock=clock)
    denial = Denial.objects.get()
    write_off = denials.request_write_off(ben, denial.charge_id, reason="accepted", denial=denial.pk)
    (statement,) = statements.run_statements(ben)
    guarantor = statement.guarantor_id
    statements.take_payment(ben, guarantor, cents=rest.billed + 600, method="check", statement=statement.pk)
    refund = statements.request_refund(ben, guarantor)
    waiting = Claim.objects.filter(encounter=coded_visit(patient="P000002", note=written)).order_by(
        "sequence"
    )[0]
    asked = signed_visit(patient="P000003", note=written)
    coding.start(ana, asked.pk)
    question = documentation.ask(ana, asked.pk, "Which type of diabetes?")
    return {
        "encounter": asked.pk,
        "patient": asked.patient_id,
        "query": question.pk,
        "claim": waiting.pk,
        "hold": claims.hold(ben, waiting.pk, "Wait").pk,
        "sent": sent.pk,
        "received": File.objects.filter(direction="received").exclude(kind="835").get().pk,
        "remittance": Remittance.objects.get().pk,
        "denial": denial.pk,
        "write_off": write_off.pk,
        "statement": statement.pk,
        "refund": refund.pk,
    }


@pytest.fixture
def everybody(practice: Practice, clock: world.Clock) -> None:
    """A person for each role alone, named as the role; `stranger` has all of them at the other practice."""
    harbor, hilltop = people.founder(world.HARBOR, clock), people.founder(world.HILLTOP, clock)
    dora = world.key("people.provider", world.HARBOR, "D1")
    for role in (*STAFF, Role.PATIENT):
        people.add_user(harbor, username=role, first=role, last="Person")
        people.grant(harbor, username=role, roles=[role], provider=dora if role == Role.CLINICIAN else None)
    paul = ("encounters.patient", "P000001"), ("encounters.guarantor", "G000001")
    patient, guarantor = (world.key(label, world.HARBOR, number) for label, number in paul)
    encounters.give_access(harbor, username=Role.PATIENT, patient=patient, guarantor=guarantor)
    people.add_user(hilltop, username="stranger", first="Stray", last="Person")
    people.grant(hilltop, username="stranger", roles=[*STAFF, Role.PATIENT])
    people.add_user(harbor, username="nobody", first="No", last="Role")


@pytest.fixture
def browser(db: None, clock: world.Clock, monkeypatch: pytest.MonkeyPatch) -> Browser:
    """A browser by user name, signed in with a second factor; an unexpected exception is a 500 in it."""
    monkeypatch.setattr(site_clock, "now", clock)

    def signed_in(username: str) -> Client:
        user = User.objects.get(username=username)
        Authenticator.objects.get_or_create(user=user, type=Authenticator.Type.TOTP, defaults={"data": {}})
        client = Client(raise_request_exception=False)
        client.force_login(user, backend=BACKEND)
        return client

    return signed_in


@pytest.fixture
def missing() -> UUID:
    """A key of nothing."""
    return UUID("00000000-0000-4000-8000-000000000000")
