"""Do our books equal the payers' own, to the cent? Compared charge by charge, and transfer by transfer."""

from collections import defaultdict
from dataclasses import dataclass

from cleanclaim.app.charges.models import Charge
from cleanclaim.app.ledger import books
from cleanclaim.app.remittances.models import Remittance
from cleanclaim.core.ledger.balances import charge_summaries
from cleanclaim.demo.stage import Stage


@dataclass(frozen=True, slots=True)
class Agreement:
    """Both sides' sums, in cents, and how many charges differ."""

    charges: int  # that a payer decided
    differing: int
    payers_paid: int
    we_posted: int
    payers_transferred: int
    we_received: int

    @property
    def holds(self) -> bool:
        """True where nothing differs."""
        same = self.payers_paid == self.we_posted and self.payers_transferred == self.we_received
        return same and not self.differing


def agreement(stage: Stage) -> Agreement:
    """Compare what the payers' books say they paid for each charge with what our ledger says."""
    theirs = _theirs(stage)
    ours = _ours()
    told = stage.partner.books().totals()
    everywhere = theirs.keys() | ours.keys()
    return Agreement(
        charges=len(theirs),
        differing=sum(theirs.get(one, 0) != ours.get(one, 0) for one in everywhere),
        payers_paid=sum(theirs.values()),
        we_posted=sum(ours.values()),
        payers_transferred=told.transferred,
        we_received=sum(Remittance.objects.values_list("paid", flat=True)),
    )


def _theirs(stage: Stage) -> dict[tuple[str, str], int]:
    """Cents that all payers together paid, by the payee's NPI and the charge's number."""
    found: defaultdict[tuple[str, str], int] = defaultdict(int)
    for claim in stage.partner.books().claims:
        for line in claim.lines:
            found[claim.payee_npi, line.charge_number] += line.paid
    return dict(found)


def _ours() -> dict[tuple[str, str], int]:
    """Cents that payers paid by our ledger, by the practice's NPI and the charge's number."""
    rows = Charge.objects.exclude(state="draft").select_related("practice")
    sums = charge_summaries(books.legs())
    paid = {(row.practice.npi, row.number): sums[row.pk].insurance_paid for row in rows if row.pk in sums}
    return {charge: cents for charge, cents in paid.items() if cents}
