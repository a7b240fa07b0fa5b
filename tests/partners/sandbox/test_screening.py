"""What a payer sends back before it adjudicates, and for which reason."""

from dataclasses import replace
from datetime import date
from typing import Any

from cleanclaim.core.facts.claims import Claim
from cleanclaim.partners.sandbox.history import History
from cleanclaim.partners.sandbox.records import Records
from cleanclaim.partners.sandbox.screening import refusal

ON = date(2026, 3, 4)


def said(world: Any, claim: Claim) -> tuple[str, str, str] | None:
    records = Records(world.setup)
    found = refusal(records.payers[claim.payer.id], claim, records, History(), ON)
    return None if found is None else (found.category, found.status, found.entity)


def test_a_claim_in_order_goes_on(world: Any) -> None:
    assert said(world, world.claim("A", world.otto, world.line("99213", 100))) is None


def test_an_unknown_member_is_not_found(world: Any) -> None:
    stranger = replace(world.otto, member_id="NOBODY")
    assert said(world, world.claim("A", stranger, world.line("99213", 100))) == ("A3", "33", "IL")


def test_a_known_number_with_another_birth_date_is_told_apart(world: Any) -> None:
    other = replace(world.otto, birth_date=date(2000, 1, 1))
    assert said(world, world.claim("A", other, world.line("99213", 100))) == ("A7", "158", "IL")


def test_a_workers_compensation_patient_is_found_by_claim_number(world: Any) -> None:
    assert said(world, world.claim("A", world.walt, world.line("99213", 100))) is None
    wrong = replace(world.walt, claim_number="WC-78")
    assert said(world, world.claim("A", wrong, world.line("99213", 100))) == ("A3", "33", "IL")


def test_a_second_payer_wants_to_know_what_the_first_one_did_with_every_line(world: Any) -> None:
    told = world.after_medicare(world.line("99213", 100), 60_00, ("PR", "2", 40_00))
    untold = world.line("99214", 200, 2)
    full = world.claim("A", world.mabel_state, told, sequence="S")
    half = world.claim("A", world.mabel_state, told, untold, sequence="S")
    assert said(world, full) is None
    assert said(world, half) == ("A6", "286", "")


def test_a_replacement_of_a_claim_that_nobody_knows_is_refused(world: Any) -> None:
    claim = world.claim(
        "B", world.ida, world.line("99213", 100), frequency="7", payer_claim_control_number="NONE"
    )
    assert said(world, claim) == ("A7", "464", "")
