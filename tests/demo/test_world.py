"""Is the demo's world whole, plausible and the same each time?"""

from collections import Counter
from dataclasses import replace
from datetime import timedelta

import pytest

from cleanclaim.core.basics.identifiers import is_clia, is_mbi, is_npi
from cleanclaim.core.codesets.reference import Reference
from cleanclaim.demo.days import CODE_CHANGE, FIRST_DAY, is_open, last_day
from cleanclaim.demo.making import make_world
from cleanclaim.demo.sandbox_setup import sandbox_setup
from cleanclaim.demo.templates import templates
from cleanclaim.demo.world import World


@pytest.fixture(scope="module")
def world() -> World:
    return make_world()


@pytest.fixture(scope="module")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Reference:
    return Reference(tmp_path_factory.mktemp("home"))


def test_the_same_seed_makes_the_same_world(world: World) -> None:
    make_world.cache_clear()
    assert make_world() == world


def test_another_seed_makes_another_world(world: World) -> None:
    assert make_world(seed=8).visits != world.visits


def test_a_longer_demo_begins_with_the_same_days(world: World) -> None:
    short = make_world(days=9)
    assert short.visits == tuple(visit for visit in world.visits if visit.day < FIRST_DAY + timedelta(days=9))


def test_it_has_two_practices_150_patients_and_sixty_days_of_visits(world: World) -> None:
    assert len(world.offices) == 2
    assert len(world.patients) == 150
    assert {visit.day for visit in world.visits} >= {FIRST_DAY, last_day(60)}
    assert all(is_open(visit.day) for visit in world.visits)
    assert len(world.visits) > 250
    assert FIRST_DAY < CODE_CHANGE < last_day(60)


def test_patients_are_covered_in_every_way_that_practices_meet(world: World) -> None:
    kinds = Counter(tuple(one.payer for one in someone.memberships) for someone in world.patients)
    assert {(), ("MEDICARE",), ("MEDICARE", "MEDICAID"), ("MEDICARE", "MERIDIAN"), ("MEDICAID",)} <= set(
        kinds
    )
    every = [one for someone in world.patients for one in someone.memberships]
    assert {"18", "01", "19"} <= {one.relationship for one in every}
    assert any(one.qualified_medicare_beneficiary for one in every)
    assert any(one.medicare_secondary_reason for one in every)
    assert any(one.payer == "HARBOR" and one.claim_number for one in every)
    assert any(not someone.guarantor_is_patient for someone in world.patients)


def test_every_identifier_has_its_right_form(world: World) -> None:
    clinicians = [one for office in world.offices for one in office.clinicians]
    assert all(is_npi(one.npi) for one in clinicians)
    assert [one.number for one in clinicians if one.npi_as_typed] == ["OUTSIDE2"]
    assert not any(is_npi(one.npi_as_typed) for one in clinicians if one.npi_as_typed)
    sites = [site for office in world.offices for site in office.sites]
    assert all(is_npi(site.npi) for site in sites)
    assert all(is_clia(site.clia) for site in sites if site.clia)
    cards = [one for someone in world.patients for one in someone.memberships if one.payer == "MEDICARE"]
    assert all(is_mbi(one.card_member_id) for one in cards)


def test_every_quote_stands_where_it_says(world: World) -> None:
    for visit in world.visits:
        for diagnosis in visit.right.diagnoses:
            quote = diagnosis.quote
            assert quote is not None, (visit.template, diagnosis.code)
            assert visit.note[quote.start : quote.end] == quote.text
            assert quote.text.strip()


def test_no_note_shows_its_template(world: World) -> None:
    for visit in world.visits:
        assert not set("{}|[]\x01\x02\x03") & set(visit.note)
        assert not [mark for mark in ("<<", ">>", "\n# ") if mark in visit.note]


def test_notes_are_varied(world: World) -> None:
    assert len({visit.note for visit in world.visits}) == len(world.visits)
    assert len({visit.template for visit in world.visits}) >= 60
    assert len(templates()) >= 80


def test_every_right_diagnosis_is_billable_on_its_day(world: World, reference: Reference) -> None:
    for visit in world.visits:
        codes = reference.on(visit.day).icd10cm
        assert [d.code for d in visit.right.diagnoses if not codes.is_billable(d.code)] == [], visit.template


def test_no_right_coding_holds_an_excludes1_pair(world: World, reference: Reference) -> None:
    for visit in world.visits:
        codes = reference.on(visit.day).icd10cm
        found = [one.code for one in visit.right.diagnoses]
        pairs = [(a, b) for a in found for b in found if a < b and codes.excludes1_between(a, b)]
        assert pairs == [], visit.template


def test_every_slip_is_one(world: World, reference: Reference) -> None:
    for visit in world.visits:
        codes = reference.on(visit.day).icd10cm
        assert (visit.first == visit.right) == (not visit.slip)
        wrong = [one.code for one in visit.first.diagnoses]
        if visit.slip in ("header", "deleted"):
            assert any(not codes.is_billable(code) for code in wrong), visit.template
        if visit.slip == "exclusive":
            assert any(codes.excludes1_between(a, b) for a in wrong for b in wrong if a != b), visit.template
        if visit.slip == "dangling":
            assert any(max(one.pointers) > len(wrong) for one in visit.first.services)


def test_each_exclusive_slip_that_a_template_offers_is_an_excludes1_pair(reference: Reference) -> None:
    codes = reference.on(CODE_CHANGE).icd10cm
    for template in templates():
        if template.slips.exclusive:
            own = [one.code.replace("{side.digit}", "1") for one in template.diagnoses]
            chosen = [
                one["code"] for choices in template.choices.values() for one in choices if "code" in one
            ]
            known = [code for code in (*own, *chosen) if "{" not in code]
            assert any(codes.excludes1_between(template.slips.exclusive, code) for code in known), (
                template.name
            )


def test_pointers_of_the_right_coding_lead_to_diagnoses(world: World) -> None:
    for visit in world.visits:
        for service in visit.right.services:
            assert service.pointers
            assert set(service.pointers) <= set(range(1, len(visit.right.diagnoses) + 1))


def test_every_service_has_a_price(world: World) -> None:
    assert {one.procedure for visit in world.visits for one in visit.right.services} <= set(world.prices)


def test_the_code_change_shows(world: World) -> None:
    heels = [visit for visit in world.visits if visit.template.startswith("plantar")]
    assert {visit.right.diagnoses[0].code[:3] for visit in heels if visit.day < CODE_CHANGE} == {"M72"}
    assert {visit.right.diagnoses[0].code[:4] for visit in heels if visit.day >= CODE_CHANGE} == {"M67A"}


def test_the_payers_know_the_cards_and_not_what_was_typed(world: World) -> None:
    setup = sandbox_setup(world)
    cards = {one.card_member_id for someone in world.patients for one in someone.memberships}
    assert {member.member_id for member in setup.members} == cards
    assert sandbox_setup(replace(world)) == setup
