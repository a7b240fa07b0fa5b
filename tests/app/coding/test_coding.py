"""Is only a signed note coded, by one coder at a time, with codes that can be and words that are there?"""

from collections.abc import Callable

import pytest
from tests.app.cast import DIAGNOSES, NOTE, SERVICES, code

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.charges.models import Charge
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.coding import actions as coding
from cleanclaim.app.coding import library
from cleanclaim.app.coding.models import Diagnosis
from cleanclaim.app.documentation import actions as documentation
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.core.basics.findings import Severity
from cleanclaim.core.basics.refusals import NotClean, NotYours, TooLate, Unknown
from cleanclaim.core.coding import CodedDiagnosis, CodedService


def save(by: Actor, encounter: Encounter, **changes: object) -> coding.Coding:
    encounter.refresh_from_db()
    given: dict[str, object] = {
        "version": encounter.version,
        "diagnoses": DIAGNOSES,
        "services": SERVICES,
    }
    return coding.save(by, encounter.pk, **(given | changes))  # type: ignore[arg-type]


@pytest.fixture
def begun(ana: Actor, signed_encounter: Encounter) -> Encounter:
    """Paul's visit, taken by Ana."""
    return coding.start(ana, signed_encounter.pk)


def test_an_unsigned_note_is_not_coded(ana: Actor, open_encounter: Encounter) -> None:
    with pytest.raises(TooLate):
        coding.start(ana, open_encounter.pk)
    with pytest.raises(TooLate) as refused:
        save(ana, open_encounter)
    assert refused.value.code == "coding.unsigned"
    assert not Diagnosis.objects.exists()


def test_codes_are_kept_with_the_words_that_support_them(ana: Actor, begun: Encounter) -> None:
    kept = save(ana, begun)
    assert kept.findings == ()
    first = kept.diagnoses[0]
    assert (first.code, first.note_version) == ("E119", 1)
    assert NOTE[first.quote_start : first.quote_end] == first.quote


def test_services_are_priced_by_the_list(ana: Actor, begun: Encounter) -> None:
    kept = save(ana, begun, services=[CodedService(procedure="J3301", units=4)])
    assert [(one.price, one.billed, one.state) for one in kept.charges] == [(12_00, 48_00, "draft")]


def test_words_that_are_not_in_the_signed_note_are_refused(ana: Actor, begun: Encounter) -> None:
    with pytest.raises(NotClean) as refused:
        save(ana, begun, diagnoses=[CodedDiagnosis(code="I10", quote="malignant hypertension")])
    assert refused.value.code == "coding.quote"
    shifted = CodedDiagnosis(code="I10", quote="Essential hypertension", start=0, end=22)
    with pytest.raises(NotClean):
        save(ana, begun, diagnoses=[shifted])


def test_words_of_a_draft_addendum_support_nothing(ana: Actor, dora: Actor, begun: Encounter) -> None:
    documentation.add_addendum(dora, begun.pk, "Addendum: chronic kidney disease, stage 4.")
    claimed = CodedDiagnosis(code="N18.4", quote="chronic kidney disease, stage 4")
    with pytest.raises(NotClean):
        save(ana, begun, diagnoses=[claimed])
    documentation.sign_note(dora, begun.pk)
    assert save(ana, begun, diagnoses=[claimed]).diagnoses[0].note_version == 2


def test_two_coders_do_not_overwrite_each_other(ana: Actor, abe: Actor, begun: Encounter) -> None:
    with pytest.raises(TooLate) as refused:
        coding.start(abe, begun.pk)
    assert refused.value.code == "coding.taken"
    with pytest.raises(TooLate):
        save(abe, begun)
    seen = begun.version
    save(ana, begun)
    with pytest.raises(TooLate) as stale:
        coding.save(ana, begun.pk, version=seen, diagnoses=(), services=())
    assert stale.value.code == "coding.changed"
    assert Diagnosis.objects.filter(encounter=begun).count() == 2


def test_a_lead_gives_the_work_to_another_coder(ana: Actor, abe: Actor, begun: Encounter) -> None:
    coding.assign(abe, begun.pk, "abe")
    with pytest.raises(TooLate):
        save(ana, begun)
    assert save(abe, begun).findings == ()
    with pytest.raises(Unknown):
        coding.assign(abe, begun.pk, "ben")


def test_another_practice_does_not_code_it(cora: Actor, signed_encounter: Encounter) -> None:
    with pytest.raises(Unknown):
        coding.start(cora, signed_encounter.pk)


def test_a_biller_does_not_code(ben: Actor, signed_encounter: Encounter) -> None:
    with pytest.raises(NotYours):
        coding.start(ben, signed_encounter.pk)


def test_what_is_no_code_is_refused_and_nothing_changes(ana: Actor, begun: Encounter) -> None:
    save(ana, begun)
    with pytest.raises(NotClean):
        save(ana, begun, diagnoses=[CodedDiagnosis(code="diabetes")])
    assert Diagnosis.objects.filter(encounter=begun).count() == 2


@pytest.mark.parametrize(
    ("changes", "why"),
    [
        ({"diagnoses": ()}, "coding.no_diagnosis"),
        ({"services": ()}, "coding.no_service"),
        ({"diagnoses": (CodedDiagnosis(code="E99.999"),)}, "coding.diagnosis_unknown"),
        ({"services": (CodedService(procedure="99205"),)}, "coding.no_price"),
    ],
)
def test_what_leaves_nothing_to_claim_is_kept_as_a_draft_and_not_released(
    ana: Actor, begun: Encounter, changes: dict[str, object], why: str
) -> None:
    kept = save(ana, begun, **changes)
    assert not kept.releasable
    with pytest.raises(NotClean) as refused:
        coding.release(ana, begun.pk, version=kept.encounter.version)
    assert refused.value.code == why
    begun.refresh_from_db()
    assert begun.state == "coding"
    assert not Claim.objects.exists()


def test_a_code_deleted_before_the_date_is_told_to_the_coder_and_stopped_by_the_edits(
    ana: Actor, begun: Encounter
) -> None:
    rows = library.reference().tables()["icd10cm"].to_pylist()
    last = {row["code"]: row["valid_to"] for row in sorted(rows, key=lambda row: row["valid_from"])}
    deleted = next(one for one, day in sorted(last.items()) if day < begun.date_of_service)
    kept = save(ana, begun, diagnoses=[CodedDiagnosis(code=deleted)], services=SERVICES[1:])
    assert kept.findings[0].code == "coding.diagnosis_not_in_force"
    assert kept.findings[0].severity is Severity.ERROR
    coding.release(ana, begun.pk, version=kept.encounter.version)
    claim = Claim.objects.get(encounter=begun)
    assert claim.state == "edit_hold"
    assert claim.judgements.last().verdicts.filter(verdict="fail").exists()


def test_release_makes_the_charges_revenue_and_builds_the_claim(coded_encounter: Encounter) -> None:
    charges = Charge.objects.filter(encounter=coded_encounter)
    assert [(one.state, one.billed) for one in charges] == [("coded", 150_00), ("coded", 40_00)]
    assert all(one.legs.exists() for one in charges)
    claim = Claim.objects.get(encounter=coded_encounter)
    assert (claim.billed, claim.state, coded_encounter.state) == (190_00, "ready", "claimed")
    assert [line.charge for line in claim.lines.all()] == list(charges)


def test_a_released_encounter_is_not_saved_again(ana: Actor, coded_encounter: Encounter) -> None:
    with pytest.raises(TooLate):
        save(ana, coded_encounter)


def recode(by: Actor, biller: Actor, encounter: Encounter, services: tuple[CodedService, ...]) -> None:
    coding.reopen(biller, encounter.pk, because="edit")
    code(by, encounter.pk, services=services)


def test_coding_again_keeps_the_charges_whose_money_is_the_same(
    ana: Actor, ben: Actor, coded_encounter: Encounter
) -> None:
    before = list(Charge.objects.filter(encounter=coded_encounter).values_list("number", flat=True))
    corrected = (CodedService(procedure="99213", pointers=(2,)), SERVICES[1])
    recode(ana, ben, coded_encounter, corrected)
    after = Charge.objects.filter(encounter=coded_encounter)
    assert [one.number for one in after] == before
    assert after[0].pointers == [2]
    claim = Claim.objects.get(encounter=coded_encounter)
    assert claim.facts().lines[0].pointers == (2,)
    assert claim.state == "ready"


def test_another_service_voids_the_charge_and_puts_the_right_one_in_its_place(
    ana: Actor, ben: Actor, coded_encounter: Encounter
) -> None:
    recode(ana, ben, coded_encounter, (CodedService(procedure="99214", modifiers=("25",)), SERVICES[1]))
    voided = Charge.objects.get(encounter=coded_encounter, state="voided")
    assert voided.voided_by.procedure == "99214"
    assert sum(leg.amount for leg in voided.legs.filter(account__startswith="ar")) == 0
    assert Claim.objects.get(encounter=coded_encounter).billed == 240_00


def test_while_the_coder_works_the_claim_is_a_draft(ben: Actor, coded_encounter: Encounter) -> None:
    coding.reopen(ben, coded_encounter.pk, because="coder")
    assert Claim.objects.get(encounter=coded_encounter).state == "draft"
    drafts = coding.coding_of(Encounter.objects.get(pk=coded_encounter.pk)).charges
    assert [one.state for one in drafts] == ["draft", "draft"]


def test_a_self_pay_visit_is_coded_and_claimed_from_nobody(coded_visit: Callable[..., Encounter]) -> None:
    encounter = coded_visit(patient="P000004")
    assert encounter.state == "coded"
    assert not Claim.objects.filter(encounter=encounter).exists()
    assert Charge.objects.filter(encounter=encounter, legs__isnull=False).exists()
