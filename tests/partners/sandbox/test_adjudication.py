"""The payer pays by its own records, and says no for what the claim really holds."""

from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

import pytest

from cleanclaim.core.facts.claims import Claim, DiagnosisCode
from cleanclaim.core.facts.common import Period
from cleanclaim.partners.sandbox.adjudication import adjudicate
from cleanclaim.partners.sandbox.books import BookedClaim
from cleanclaim.partners.sandbox.history import History
from cleanclaim.partners.sandbox.policies import Case
from cleanclaim.partners.sandbox.records import Records


class Desk:
    """Decides claims one after another, as one payer after another."""

    def __init__(self, setup: Any) -> None:
        self.records, self.history = Records(setup), History()

    def decide(self, claim: Claim, received_on: date = date(2026, 3, 3)) -> BookedClaim:
        payer = self.records.payers[claim.payer.id]
        member = self.records.find(payer, claim).member
        assert member is not None
        cases = tuple(
            Case(payer, member, claim, line, received_on, self.records, self.history) for line in claim.lines
        )
        decided = adjudicate(cases, f"ICN{claim.patient_control_number}", received_on)
        self.history.book(decided)
        return decided


@pytest.fixture
def desk(world: Any) -> Desk:
    return Desk(world.setup)


def told(decision: BookedClaim, line: int = 0) -> dict[str, int]:
    return {f"{one.group}-{one.reason}": one.amount for one in decision.lines[line].adjustments}


def test_medicare_takes_deductible_then_coinsurance_then_sequestration(desk: Desk, world: Any) -> None:
    first = desk.decide(world.claim("A", world.otto, world.line("99214", 200), world.line("99214", 200, 2)))
    assert told(first) == {"CO-45": 7_200, "PR-1": 12_800}
    assert first.lines[0].paid == 0
    # 250.00 of deductible less 128.00 leaves 122.00; 20 % of 6.00; 2 % of the 4.80 that would be paid.
    assert told(first, 1) == {"CO-45": 7_200, "PR-1": 12_200, "PR-2": 120, "CO-253": 10}
    assert first.lines[1].paid == 470


def test_the_deductible_is_met_once_a_year(desk: Desk, world: Any) -> None:
    desk.decide(world.claim("A", world.otto, world.line("99214", 200), world.line("99214", 200, 2)))
    later = world.line("99214", 200, service=Period(first=date(2026, 4, 1)))
    assert told(desk.decide(world.claim("B", world.otto, later))) == {
        "CO-45": 7_200,
        "PR-2": 2_560,
        "CO-253": 205,
    }
    new_year = world.line("99214", 200, service=Period(first=date(2027, 1, 5)))
    said = told(desk.decide(world.claim("C", world.otto, new_year), date(2027, 1, 6)))
    assert said["PR-1"] == 12_800


def test_a_copay_is_due_once_a_day_and_leaves_the_rest_to_the_plan(desk: Desk, world: Any) -> None:
    decided = desk.decide(
        world.claim("A", world.ida, world.line("99213", 150), world.line("99213", 150, 2, modifiers=("76",)))
    )
    assert told(decided) == {"CO-45": 4_000, "PR-3": 3_000}
    assert told(decided, 1) == {"CO-45": 4_000}
    assert decided.paid == 8_000 + 11_000


def test_preventive_services_cost_the_member_nothing(desk: Desk, world: Any) -> None:
    decided = desk.decide(world.claim("A", world.ida, world.line("G0438", 200)))
    assert told(decided) == {"CO-45": 8_000}
    assert decided.paid == 12_000


def test_a_family_member_is_found_by_birth_date(desk: Desk, world: Any) -> None:
    assert desk.decide(world.claim("A", world.tim, world.line("99213", 150))).member == world.tim


def test_the_years_limit_caps_what_a_member_owes(desk: Desk, world: Any) -> None:
    lines = [
        world.line("29999", 1_000, number, service=Period(first=world.day + timedelta(days=number)))
        for number in (1, 2)
    ]
    decided = desk.decide(world.claim("A", world.ida, *lines))
    assert told(decided) == {"CO-45": 40_000, "PR-1": 10_000, "PR-2": 10_000}
    assert told(decided, 1) == {"CO-45": 40_000}


def test_workers_compensation_pays_its_schedule_and_bills_nobody(desk: Desk, world: Any) -> None:
    decided = desk.decide(world.claim("A", world.walt, world.line("99213", 150)))
    assert told(decided) == {"CO-P12": 5_000}
    assert decided.patient_responsibility == 0


def test_a_professional_component_has_its_own_fee(desk: Desk, world: Any) -> None:
    decided = desk.decide(world.claim("A", world.otto, world.line("73562", 50, modifiers=("26", "RT"))))
    assert decided.lines[0].allowed == 900


def test_units_multiply_the_fee_and_both_sides_add_half(desk: Desk, world: Any) -> None:
    two = world.line("20610", 300, units=Decimal(2))
    both = world.line("20610", 300, 2, modifiers=("50",))
    decided = desk.decide(world.claim("A", world.otto, two, both))
    assert [line.allowed for line in decided.lines] == [13_000, 9_750]


def test_a_charge_below_the_fee_is_all_that_is_allowed(desk: Desk, world: Any) -> None:
    decided = desk.decide(world.claim("A", world.otto, world.line("99214", 100)))
    assert decided.lines[0].allowed == 10_000
    assert "CO-45" not in told(decided)


@pytest.mark.parametrize(
    ("who", "lines", "more", "said", "remarks"),
    [
        ("otto", [("73562", {})], {"diagnosis": "M545"}, "CO-50", ("N115",)),
        ("otto", [("20610", {"units": Decimal(3)})], {}, "CO-222", ("N362",)),
        ("ida", [("20610", {})], {}, "CO-197", ()),
        ("ida", [("20610", {"authorization": "WRONG"})], {}, "CO-15", ()),
        ("tim", [("99213", {})], {"diagnosis": "Z0000"}, "CO-11", ()),
        ("ida", [("97140", {})], {}, "PR-96", ("N130",)),
        ("ida", [("99213", {})], {"diagnosis": "M25569"}, "CO-16", ("M81",)),
        ("lapsed", [("99213", {})], {}, "PR-27", ()),
    ],
)
def test_a_line_is_denied_for_what_the_claim_holds(
    desk: Desk, world: Any, who: str, lines: Any, more: Any, said: str, remarks: tuple[str, ...]
) -> None:
    diagnosis = (DiagnosisCode(qualifier="ABK", code=more.get("diagnosis", "M1711")),)
    built = [
        world.line(procedure, 100, number, **fields)
        for number, (procedure, fields) in enumerate(lines, start=1)
    ]
    decided = desk.decide(world.claim("A", getattr(world, who), *built, diagnoses=diagnosis))
    assert told(decided) == {said: 10_000}
    assert decided.lines[0].denied
    assert decided.lines[0].remarks == remarks
    assert decided.paid == 0


def test_what_is_authorized_is_paid(desk: Desk, world: Any) -> None:
    decided = desk.decide(world.claim("A", world.ida, world.line("20610", 100), authorization="AUTH1"))
    assert not decided.lines[0].denied


def test_an_evaluation_beside_a_procedure_is_bundled_unless_separate(desk: Desk, world: Any) -> None:
    bundled = desk.decide(world.claim("A", world.otto, world.line("99213", 100), world.line("20610", 100, 2)))
    assert told(bundled) == {"CO-97": 10_000}
    separate = world.line("99213", 100, modifiers=("25",))
    paid = desk.decide(world.claim("B", world.mabel, separate, world.line("20610", 100, 2)))
    assert not paid.lines[0].denied


def test_a_procedure_of_another_claim_of_that_day_bundles_too(desk: Desk, world: Any) -> None:
    desk.decide(world.claim("A", world.otto, world.line("20610", 100)))
    assert told(desk.decide(world.claim("B", world.otto, world.line("99213", 100)))) == {"CO-97": 10_000}


def test_the_same_service_twice_is_a_duplicate_unless_the_first_was_denied(desk: Desk, world: Any) -> None:
    desk.decide(world.claim("A", world.otto, world.line("99213", 100)))
    assert told(desk.decide(world.claim("B", world.otto, world.line("99213", 100)))) == {"CO-18": 10_000}
    denied = world.claim("C", world.ida, world.line("20610", 100))
    assert told(desk.decide(denied)) == {"CO-197": 10_000}
    corrected = world.claim("D", world.ida, world.line("20610", 100, authorization="AUTH1"))
    assert not desk.decide(corrected).lines[0].denied


def test_a_claim_that_comes_too_late_is_denied(desk: Desk, world: Any) -> None:
    claim = world.claim("A", world.otto, world.line("99213", 100))
    assert told(desk.decide(claim, world.day + timedelta(days=366))) == {"CO-29": 10_000}
    in_time = world.claim("B", world.mabel, world.line("99213", 100))
    assert not desk.decide(in_time, world.day + timedelta(days=365)).lines[0].denied


def test_cost_sharing_of_a_protected_member_carries_an_alert(desk: Desk, world: Any) -> None:
    decided = desk.decide(
        world.claim("A", world.mabel, world.line("99214", 200), world.line("99214", 200, 2))
    )
    assert decided.lines[1].remarks == ("N781", "N782")


def test_a_wholly_denied_claim_has_the_status_that_its_payer_uses(desk: Desk, world: Any) -> None:
    assert desk.decide(world.claim("A", world.ida, world.line("97140", 100))).status == "4"
    assert desk.decide(world.claim("B", world.otto, world.line("73562", 100), diagnoses=())).status == "1"


def test_medicaid_pays_the_lesser_of_what_is_left_and_its_own_rate(desk: Desk, world: Any) -> None:
    billed = world.line("99214", 200)
    after = world.after_medicare(billed, 5_000, ("CO", "45", 7_200), ("PR", "1", 7_800))
    claim = world.claim(
        "A",
        world.mabel_state,
        after,
        sequence="S",
        other_coverages=(world.other_medicare(world.mabel, 5_000),),
    )
    decided = desk.decide(claim, date(2026, 4, 1))
    assert told(decided) == {"OA-23": 12_200, "CO-45": 5_300}
    assert decided.paid == 2_500
    assert decided.status == "2"
    assert decided.patient_responsibility == 0


def test_a_coordinating_plan_leaves_its_own_share_to_the_member(desk: Desk, world: Any) -> None:
    after = world.after_medicare(world.line("99213", 150), 6_000, ("CO", "45", 6_000), ("PR", "2", 3_000))
    claim = world.claim(
        "A", world.ida, after, sequence="S", other_coverages=(world.other_medicare(world.mabel, 6_000),)
    )
    decided = desk.decide(claim, date(2026, 4, 1))
    # Alone it would pay 110.00 − 30.00 copay = 80.00, which covers the 30.00 that are left.
    assert told(decided) == {"OA-23": 12_000}
    assert decided.paid == 3_000


def test_every_decided_line_balances(desk: Desk, world: Any) -> None:
    decisions = [
        desk.decide(world.claim("A", world.mabel, world.line("99214", 201), world.line("20610", 333, 2))),
        desk.decide(world.claim("B", world.ida, world.line("99213", 155), world.line("97140", 70, 2))),
        desk.decide(world.claim("C", world.walt, world.line("99213", 99))),
    ]
    for decision in decisions:
        for line in decision.lines:
            assert line.billed - sum(one.amount for one in line.adjustments) == line.paid
            assert line.billed == line.paid + line.adjusted + line.patient_responsibility


def test_a_reversal_gives_back_deductible_and_makes_room_for_the_correction(desk: Desk, world: Any) -> None:
    first = desk.decide(world.claim("A", world.otto, world.line("99214", 200)))
    desk.history.book(first.reversed(date(2026, 3, 10)))
    again = desk.decide(world.claim("B", world.otto, world.line("99214", 200)))
    assert told(again) == told(first)


def test_of_two_memberships_the_one_in_force_on_the_day_counts(world: Any) -> None:
    older = replace(world.otto, valid_to=date(2026, 1, 31))
    newer = replace(world.otto, valid_from=date(2026, 2, 1))
    records = Records(replace(world.setup, members=(older, newer)))
    claim = world.claim("A", world.otto, world.line("99213", 100))
    january = world.claim("B", world.otto, world.line("99213", 100, service=Period(first=date(2026, 1, 5))))
    assert records.find(world.medicare, claim).member == newer
    assert records.find(world.medicare, january).member == older
