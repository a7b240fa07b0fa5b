"""What does the poster do? Match what the bank received with the remittances that it is for."""

from cleanclaim.app.ledger.models import Deposit
from cleanclaim.app.people.tenancy import practice_scope
from cleanclaim.app.posting import actions as posting
from cleanclaim.app.remittances.models import Remittance
from cleanclaim.demo.stage import Stage

_POSTER = "pia"


def record_deposits(stage: Stage) -> None:
    """Book each transfer that the bank shows; it is there from the payment date on, a day after its 835."""
    for office in stage.world.offices:
        with practice_scope(stage.keys.practice(office.number)):
            known = set(Deposit.objects.values_list("trace_number", flat=True))
            waiting = [
                row
                for row in Remittance.objects.filter(state="posted", paid__gt=0).order_by("received_at", "pk")
                if row.trace_number not in known
            ]
        for row in waiting:
            if row.payment_date <= stage.today and stage.rested(("deposit", row.pk), 1):
                stage.clock.forward(2)
                posting.record_deposit(
                    stage.actor(_POSTER, office.number),
                    row.pk,
                    cents=row.paid,
                    received_on=row.payment_date,
                    method="ach",
                )
