"""Are payers the company's, coverages the practice's, and corrections seen where they matter?"""

from datetime import date

import pytest
from tests.app import world

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.audit.models import Event
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.coverage import actions as coverage
from cleanclaim.app.coverage.models import Coverage
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.app.people.actions import practice_key
from cleanclaim.app.people.models import Practice
from cleanclaim.core.basics.identifiers import key
from cleanclaim.core.basics.refusals import NotYours, Unknown
from cleanclaim.core.facts import payers


def member(**changes: object) -> payers.Coverage:
    given: dict[str, object] = {
        "practice": practice_key(world.HARBOR),
        "patient": world.key("encounters.patient", world.HARBOR, "P000004"),
        "plan": world.plan_key("BLUE"),
        "subscriber": world.key("coverage.subscriber", world.HARBOR, "S000004"),
        "number": "",
        "sequence": "P",
        "member_id": "XYZ000000004",
        "valid_from": date(2026, 1, 1),
    }
    return payers.Coverage(**(given | changes))  # type: ignore[arg-type]


def test_a_coverage_is_kept_and_numbered(ben: Actor, practice: Practice) -> None:
    row = coverage.add_coverages(ben, [member()])[0]
    assert row.number
    assert Coverage.objects.get(pk=row.pk).plan.payer.name == "Lobster Blue"


@pytest.mark.parametrize(
    "strange",
    [
        {"patient": world.key("encounters.patient", world.HILLTOP, "P000004")},
        {"subscriber": world.key("coverage.subscriber", world.HILLTOP, "S000004")},
        {"plan": key("coverage.plan", "nobody's")},
    ],
)
def test_a_coverage_of_somebody_elses_is_refused(ben: Actor, strange: dict[str, object]) -> None:
    with pytest.raises(Unknown):
        coverage.add_coverages(ben, [member(**strange)])


def test_a_payer_of_another_company_is_refused(system: Actor) -> None:
    fact = payers.Payer(company=key("people.company", "OTHER"), number="X", name="X", kind="commercial")
    with pytest.raises(NotYours):
        coverage.add_payers(system, [fact])
    plan = payers.Plan(payer=key("a payer"), number="1", name="P", filing_indicator="CI")
    with pytest.raises(Unknown):
        coverage.add_plans(system, [plan])


def test_a_corrected_member_id_is_on_the_draft_and_not_in_the_event(
    ben: Actor, coded_encounter: Encounter
) -> None:
    held = Coverage.objects.get(number="V000001P")
    coverage.correct_coverage(ben, held.pk, member_id="3EG4TE5MK75")
    claim = Claim.objects.get(encounter=coded_encounter)
    assert claim.facts().subscriber.member_id == "3EG4TE5MK75"
    event = Event.objects.get(action="coverage.correct_coverage")
    assert event.details == {"changed": ["member_id"]}


def test_a_missing_member_id_stops_the_claim_until_its_biller_adds_it(
    ben: Actor, coded_visit: object, practice: Practice
) -> None:
    held = Coverage.objects.get(number="V000001P")
    coverage.correct_coverage(ben, held.pk, member_id="")
    encounter = coded_visit()  # type: ignore[operator]
    claim = Claim.objects.get(encounter=encounter)
    assert claim.state == "edit_hold"
    coverage.correct_coverage(ben, held.pk, member_id="1EG4TE5MK73")
    claim.refresh_from_db()
    assert claim.state == "ready"


def test_a_frozen_claim_keeps_the_card_that_it_was_sent_with(ben: Actor, frozen_claim: Claim) -> None:
    coverage.correct_coverage(ben, frozen_claim.coverage_id, member_id="3EG4TE5MK75")
    frozen_claim.refresh_from_db()
    assert frozen_claim.facts().subscriber.member_id == "1EG4TE5MK73"
