"""Do the figures of a practice say what its books and its claims' lives say, as of any day?"""

from datetime import timedelta

import pytest
from tests.app.remitting import answer, remitted

from cleanclaim.app.claims import actions as claims
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.ledger.models import Leg
from cleanclaim.app.people.tenancy import practice_scope
from cleanclaim.app.remittances.intake import take_in
from cleanclaim.app.reports.figures import HEADLINE, figure, figures, trends
from cleanclaim.app.reports.sources import tables
from cleanclaim.core.basics.refusals import BrokenInvariant, Unknown
from cleanclaim.core.coding import CodedDiagnosis

pytestmark = pytest.mark.django_db

UPSIDE_DOWN = (CodedDiagnosis(code="W01.0XXA", quote=""), CodedDiagnosis(code="I10", quote=""))


def owed():
    legs = Leg.objects.filter(account__in=("payer_receivable", "patient_receivable"))
    return sum(legs.values_list("amount", flat=True))


def test_days_in_ar_reads_the_receivables_and_the_charges(ready_claim, ben):
    found = figure("days-in-ar", ben.today())
    assert found.numerator == owed() > 0
    assert found.denominator == ready_claim.billed
    assert found.value == 1


def test_a_day_before_the_first_charge_has_no_figure(ready_claim, ben):
    assert figure("days-in-ar", ben.today() - timedelta(days=1)).value is None


def test_a_past_day_is_reproduced_whatever_came_since(ready_claim, coded_visit, ben, clock):
    day = ben.today()
    before = figures(HEADLINE, day)
    clock.forward(days=1)
    coded_visit()
    assert figures(HEADLINE, day) == before
    assert figure("clean-claim-rate", ben.today()).denominator == 2


def test_a_stopped_claim_and_a_held_one_are_not_clean(ready_claim, coded_visit, ben):
    assert figure("clean-claim-rate", ben.today()).text() == "100.0"
    coded_visit(diagnoses=UPSIDE_DOWN)
    assert figure("clean-claim-rate", ben.today()).text() == "50.0"
    claims.hold(ben, ready_claim.pk, "Waits for the card.")
    assert figure("clean-claim-rate", ben.today()).text() == "0.0"


def test_aging_adds_up_to_what_is_owed(ready_claim, coded_visit, ben):
    coded_visit(patient="P000003")
    found = figure("ar-aging", ben.today())
    assert found.denominator == owed()
    assert sum(group.denominator for group in found.groups) == owed()
    assert {group.by[0] for group in found.groups} == {"payer"}


def test_events_are_in_the_order_in_which_they_happened(frozen_claim):
    kinds = [row[3] for row in tables()["event"] if row[0] == str(frozen_claim.pk)]
    assert kinds[0] == "judged"
    assert [row[1] for row in tables()["event"]] == list(range(1, len(kinds) + 1))


def test_another_practice_sees_none_of_it(ready_claim, cora):
    with practice_scope(cora.practice_id):
        assert figure("clean-claim-rate", cora.today()).denominator == 0


def test_outside_a_practice_there_is_no_figure(db):
    with pytest.raises(BrokenInvariant):
        tables()


def test_a_trend_ends_on_the_day_asked_about(ready_claim, ben):
    (found,) = trends(["days-in-ar"], ben.today(), points=3).values()
    assert [one.as_of for one in found] == [ben.today() - timedelta(days=back) for back in (14, 7, 0)]
    assert found[-1] == figure("days-in-ar", ben.today())


def test_an_unknown_figure_is_refused(practice, ben):
    with pytest.raises(Unknown):
        figure("days-in-heaven", ben.today())


def test_the_states_of_a_claim_do_not_matter(ready_claim, ben):
    before = figures(HEADLINE, ben.today())
    Claim.objects.filter(pk=ready_claim.pk).update(state=Claim.State.CLOSED)
    assert figures(HEADLINE, ben.today()) == before


def test_a_denied_line_makes_an_initial_denial_and_payments_are_collected(practice, frozen_claim, clock, ben):
    answered = answer(
        frozen_claim, {"CO_45": 3_000, "PR_2": 1_000}, {"CO_50": frozen_claim.facts().lines[1].billed}
    )
    take_in(remitted(practice, answered), company=practice.company, partner="folder", clock=clock)
    denied = figure("initial-denial-rate", ben.today())
    assert (denied.numerator, denied.denominator) == (1, 1)
    clock.forward(days=45)
    collected = figure("net-collection-rate", ben.today())
    assert (collected.numerator, collected.denominator) == (answered.paid, frozen_claim.billed - 3_000)


def test_a_paid_claim_is_no_denial(practice, frozen_claim, clock, ben):
    answered = answer(frozen_claim, {"CO_45": 3_000}, {})
    take_in(remitted(practice, answered), company=practice.company, partner="folder", clock=clock)
    denied = figure("initial-denial-rate", ben.today())
    assert (denied.numerator, denied.denominator) == (0, 1)
