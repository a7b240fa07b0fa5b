"""What has the payer decided before? Standing decisions, accumulators and services already allowed."""

from collections import defaultdict
from collections.abc import Iterator
from datetime import date

from cleanclaim.partners.sandbox.books import BookedClaim, BookedLine
from cleanclaim.partners.sandbox.plans import Member

Service = tuple[str, tuple[str, ...], date]


class History:
    """Decisions in the order in which they were made. A reversal takes back all that its original did."""

    def __init__(self) -> None:
        self.decisions: list[BookedClaim] = []
        self._standing: dict[tuple[str, str], BookedClaim] = {}
        self._deductible: dict[tuple[Member, int], int] = defaultdict(int)
        self._responsibility: dict[tuple[Member, int], int] = defaultdict(int)
        self._copays: dict[tuple[Member, date], int] = defaultdict(int)
        self._services: dict[tuple[Member, str], dict[Service, int]] = defaultdict(lambda: defaultdict(int))

    def standing(self, payer_id: str, number: str) -> BookedClaim | None:
        """The decision that bears a payer's claim number and was not reversed."""
        return self._standing.get((payer_id, number))

    def book(self, decision: BookedClaim) -> None:
        """Add a decision, and what it used of its member's benefits."""
        self.decisions.append(decision)
        place = (decision.payer_id, decision.payer_claim_control_number)
        if decision.status == "22":
            self._standing.pop(place, None)
        else:
            self._standing[place] = decision
        for line in decision.lines:
            self._use(decision, line)

    def deductible_used(self, member: Member, year: int) -> int:
        """What a member has paid of a year's deductible."""
        return self._deductible[member, year]

    def responsibility(self, member: Member, year: int) -> int:
        """All that a member owes for a year's services."""
        return self._responsibility[member, year]

    def copay_taken(self, member: Member, on: date) -> bool:
        """True if a day's copay was counted already."""
        return self._copays[member, on] > 0

    def allowed_before(self, member: Member, payee_npi: str, line: Service) -> bool:
        """True if this very service of this payee was allowed before and still is."""
        return self._services[member, payee_npi][line] > 0

    def procedures_on(self, member: Member, payee_npi: str, on: date) -> Iterator[str]:
        """The procedures of a day that were allowed to this payee."""
        for (procedure, _, day), count in self._services[member, payee_npi].items():
            if day == on and count > 0:
                yield procedure

    def _use(self, decision: BookedClaim, line: BookedLine) -> None:
        member, year = decision.member, line.service_from.year
        sign = -1 if decision.status == "22" else 1
        for adjustment in line.adjustments:
            if adjustment.group == "PR" and not line.denied:
                self._responsibility[member, year] += adjustment.amount
                if adjustment.reason == "1":
                    self._deductible[member, year] += adjustment.amount
                elif adjustment.reason == "3":
                    self._copays[member, line.service_from] += sign
        if not line.denied:
            service = (line.procedure, line.modifiers, line.service_from)
            self._services[member, decision.payee_npi][service] += sign
