"""Can a biller read, release, hold, answer for and correct claims from their pages, and what is refused?"""

import pytest
from tests.app.cast import DIAGNOSES, SERVICES, Stage
from tests.app.conftest import Web

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.claims import actions
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.coverage import actions as coverage
from cleanclaim.app.coverage.models import Coverage
from cleanclaim.core.coding import CodedDiagnosis


def url_of(claim: Claim) -> str:
    """The address of a claim's page."""
    return f"/claims/{claim.pk}/"


@pytest.fixture
def stopped_claim(coded_visit: Stage) -> Claim:
    """A claim with a header instead of a code: an edit stops it."""
    row = coded_visit(diagnoses=(CodedDiagnosis(code="E11"), DIAGNOSES[1]), services=SERVICES)
    return Claim.objects.get(encounter=row)


def test_a_biller_sees_what_waits_and_what_it_is_worth(web: Web, ready_claim: Claim) -> None:
    seen = web("ben").get("/claims/").content.decode()
    assert "claim waits to be released or mended." in seen
    assert url_of(ready_claim) in seen
    assert "Release 1 clean claim" in seen


def test_a_claims_page_shows_it_as_its_payer_sees_it(web: Web, ready_claim: Claim) -> None:
    seen = web("ben").get(url_of(ready_claim)).content.decode()
    for said in (ready_claim.patient_control_number, "99213", "E11.9", "1EG4TE5MK73", "Passed the edits"):
        assert said in seen


def test_what_stops_a_claim_leads_to_the_page_of_its_edit(web: Web, stopped_claim: Claim) -> None:
    ben = web("ben")
    seen = ben.get(url_of(stopped_claim)).content.decode()
    assert "stopped by edits" in seen
    assert "/edits/diagnosis-not-billable/" in seen
    assert "Why it matters" in ben.get("/edits/diagnosis-not-billable/").content.decode()


def test_a_claim_is_released_and_goes_with_the_next_file(web: Web, ready_claim: Claim) -> None:
    seen = web("ben").post(f"{url_of(ready_claim)}release/", follow=True).content.decode()
    assert "Released: it goes with the next file." in seen
    assert Claim.objects.get(pk=ready_claim.pk).released_by == "Ben Birch"


def test_every_clean_claim_is_released_at_once(web: Web, ready_claim: Claim) -> None:
    assert "1 claim released." in web("ben").post("/claims/release/", follow=True).content.decode()


def test_a_hold_says_why_and_is_lifted(web: Web, ready_claim: Claim) -> None:
    ben, url = web("ben"), url_of(ready_claim)
    assert "One thing is not in order" in ben.post(f"{url}hold/", {"reason": ""}).content.decode()
    seen = ben.post(f"{url}hold/", {"reason": "The referral is missing."}, follow=True).content.decode()
    assert "Held by Ben Birch: The referral is missing." in seen
    hold = ready_claim.holds.get()
    assert "The hold is lifted." in ben.post(f"/claims/holds/{hold.pk}/lift/", follow=True).content.decode()


def test_an_override_needs_a_reason_that_can_be_followed(web: Web, coded_visit: Stage) -> None:
    pair = (CodedDiagnosis(code="J029"), CodedDiagnosis(code="J0300"))
    claim = Claim.objects.get(encounter=coded_visit(diagnoses=pair))
    assert claim.state == Claim.State.EDIT_HOLD
    ben, url = web("ben"), f"{url_of(claim)}override/"
    assert "not in order" in ben.post(url, {"edit": "excludes1-pair", "reason": "ok"}).content.decode()
    given = {"edit": "excludes1-pair", "reason": "Two unrelated conditions, see the note."}
    seen = ben.post(url, given, follow=True).content.decode()
    assert "You answer for it. The claim is clean now." in seen
    assert "Ben Birch: Two unrelated conditions, see the note." in seen


def test_a_coverage_put_right_builds_the_claim_anew(web: Web, coded_visit: Stage, ben: Actor) -> None:
    held = Coverage.objects.get(number="V000001P")
    coverage.correct_coverage(ben, held.pk, member_id="")
    claim = Claim.objects.get(encounter=coded_visit())
    assert claim.state == Claim.State.EDIT_HOLD
    url = f"{url_of(claim)}coverage/"
    seen = web("ben").post(url, {"member_id": "1EG4TE5MK73"}, follow=True).content.decode()
    assert "The coverage is put right." in seen
    assert Claim.objects.get(pk=claim.pk).state == Claim.State.READY


def test_an_npi_without_its_check_digit_is_refused_in_the_form(web: Web, stopped_claim: Claim) -> None:
    provider = stopped_claim.encounter.rendering_provider_id
    url = f"{url_of(stopped_claim)}provider/"
    seen = web("ben").post(url, {"provider": str(provider), "npi": "1234567890"}).content.decode()
    assert "its check digit does not fit" in seen


def test_an_encounter_goes_back_to_its_coder(web: Web, stopped_claim: Claim) -> None:
    seen = web("ben").post(f"{url_of(stopped_claim)}recode/", follow=True).content.decode()
    assert "is back with its coder." in seen
    assert stopped_claim.patient_control_number in seen


def test_a_rejected_claim_is_corrected_into_a_new_version(web: Web, frozen_claim: Claim) -> None:
    Claim.objects.filter(pk=frozen_claim.pk).update(state=Claim.State.REJECTED)
    seen = web("ben").post(f"{url_of(frozen_claim)}correct/", follow=True).content.decode()
    assert "Version 2 is made with frequency 1. It is clean: release it." in seen
    assert url_of(frozen_claim) in seen


def test_a_claim_that_was_sent_is_not_held(web: Web, frozen_claim: Claim) -> None:
    answer = web("ben").post(f"{url_of(frozen_claim)}hold/", {"reason": "Too late."})
    assert answer.status_code == 409
    assert "it is corrected by a new version" in answer.content.decode()


def test_a_held_claim_is_not_released(web: Web, ready_claim: Claim, ben: Actor) -> None:
    actions.hold(ben, ready_claim.pk, "Waits.")
    answer = web("ben").post(f"{url_of(ready_claim)}release/")
    assert answer.status_code == 422
    assert "lift the hold first" in answer.content.decode()


@pytest.mark.parametrize(("who", "status"), [("ana", 403), ("cora", 404), ("paul", 403), ("una", 403)])
def test_only_this_practices_billers_release(web: Web, ready_claim: Claim, who: str, status: int) -> None:
    assert web(who).post(f"{url_of(ready_claim)}release/").status_code == status


@pytest.mark.parametrize(("who", "status"), [("ana", 200), ("una", 200), ("cora", 404), ("ira", 403)])
def test_who_reads_a_claim(web: Web, ready_claim: Claim, who: str, status: int) -> None:
    assert web(who).get(url_of(ready_claim)).status_code == status
