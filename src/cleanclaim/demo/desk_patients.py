"""What passes between the practice and its patients? Copays, statements, payments, an excess given back."""

from django.db.models import Sum

from cleanclaim.app.encounters.models import Guarantor
from cleanclaim.app.ledger.models import Leg
from cleanclaim.app.people.tenancy import practice_scope
from cleanclaim.app.statements import actions as statements
from cleanclaim.app.statements.accounts import charges_of, open_charges, waiting
from cleanclaim.app.statements.models import PatientPayment, RefundRequest, Statement
from cleanclaim.core.ledger.accounts import PAYER_RECEIVABLE
from cleanclaim.demo.days import draw
from cleanclaim.demo.payers import OFFICE_VISITS
from cleanclaim.demo.stage import Stage, encounter_key, someone_of
from cleanclaim.demo.world import Office, Someone, Visit

_BILLER, _POSTER, _MANAGER = "ben", "pia", "max"
_FRIDAY, _WEDNESDAY = 4, 2
_ASKED_FOR_NOTHING = 0.25  # preventive visits for which the desk asked a copay all the same


def take_copay(stage: Stage, visit: Visit) -> None:
    """Take the copay that the card names, as the front desk does."""
    copay = _copay(stage, visit)
    if copay:
        stage.clock.forward(1)
        statements.take_copay(
            stage.actor(_BILLER, visit.office),
            encounter_key(stage, visit),
            cents=copay,
            method=draw(stage.world.seed, "method", visit.office, visit.number).choice(
                ("card", "card", "cash")
            ),
        )


def _copay(stage: Stage, visit: Visit) -> int:
    general = [one for one in someone_of(stage.world, visit).memberships if not one.case_kind]
    if not general or not general[0].copay or visit.case is not None or not visit.copay_paid:
        return 0
    if any(service.procedure in OFFICE_VISITS for service in visit.right.services):
        return general[0].copay
    asked = draw(stage.world.seed, "asked", visit.office, visit.number).random() < _ASKED_FOR_NOTHING
    return general[0].copay if asked and visit.place_of_service == "11" else 0


def write_statements(stage: Stage) -> None:
    """On Fridays, write to every guarantor who owes something and has not heard in this cycle."""
    if stage.today.weekday() == _FRIDAY:
        for office in stage.world.offices:
            stage.clock.forward(5)
            statements.run_statements(stage.actor(_POSTER, office.number))


def receive_payments(stage: Stage) -> None:
    """Take what guarantors send in answer to their statements, each in their way."""
    for office in stage.world.offices:
        with practice_scope(stage.keys.practice(office.number)):
            sent = list(Statement.objects.select_related("guarantor").order_by("number"))
        for row in sent:
            someone = _who(stage, office, row.guarantor.number)
            for part, cents in _answers(stage, someone, row):
                stage.clock.forward(1)
                statements.take_payment(
                    stage.actor(_POSTER, office.number),
                    row.guarantor_id,
                    cents=cents,
                    method=draw(stage.world.seed, "pays", row.number, part).choice(("check", "card")),
                    statement=row.pk,
                )


def _answers(stage: Stage, someone: Someone, row: Statement) -> list[tuple[int, int]]:
    """What comes today in answer to a statement: (which payment of it, cents)."""
    asked = row.owed - row.unapplied
    after = draw(stage.world.seed, "days", row.number).randint(5, 16)
    due = {
        "promptly": [(after, asked)],
        "partly": [(after, asked // 2)],
        "twice": [(after, asked), (after + 3, asked)],
        "never": [],
    }[someone.pays]
    days = (stage.today - row.issued_on).days
    return [(part, cents) for part, (day, cents) in enumerate(due) if day == days and cents > 0]


def ask_for_refunds(stage: Stage) -> None:
    """On Wednesdays, ask to give back what waits where nothing is owed by anybody any more."""
    if stage.today.weekday() != _WEDNESDAY:
        return
    for office in stage.world.offices:
        by = stage.actor(_BILLER, office.number)
        with practice_scope(by.practice_id):
            paid = PatientPayment.objects.exclude(kind="refund").values("guarantor")
            excess = [
                row.pk for row in Guarantor.objects.filter(pk__in=paid).order_by("number") if _has_excess(row)
            ]
        for guarantor in excess:
            stage.clock.forward(2)
            statements.request_refund(by, guarantor, note="Paid more than was owed.")


def decide_refunds(stage: Stage) -> None:
    """Approve the refunds that somebody else asked for, a day later."""
    for office in stage.world.offices:
        by = stage.actor(_MANAGER, office.number)
        with practice_scope(by.practice_id):
            asked = list(RefundRequest.objects.filter(approved__isnull=True).order_by("number"))
        for row in asked:
            if stage.rested(("refund", row.pk), 1):
                statements.decide_refund(by, row.pk, approve=True)


def _has_excess(row: Guarantor) -> bool:
    if not waiting(row.pk) or RefundRequest.objects.filter(guarantor=row, approved__isnull=True).exists():
        return False
    rows = charges_of(row.pk)
    expected = Leg.objects.filter(charge__in=rows, account=PAYER_RECEIVABLE).aggregate(left=Sum("amount"))
    unfinished = any(one.encounter.state not in ("claimed", "coded") for one in rows)
    return bool(rows) and not open_charges(rows) and not expected["left"] and not unfinished


def _who(stage: Stage, office: Office, guarantor: str) -> Someone:
    return next(
        one
        for one in stage.world.patients
        if (one.office, one.guarantor_number) == (office.number, guarantor)
    )
