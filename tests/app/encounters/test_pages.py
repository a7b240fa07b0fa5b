"""Does the list show what waits for whom, and can a clinician write, sign, add and answer?"""

import pytest
from tests.app.cast import Stage
from tests.app.conftest import Web

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.coding import actions as coding
from cleanclaim.app.documentation import actions as documentation
from cleanclaim.app.encounters.models import Encounter


def page_of(row: Encounter) -> str:
    """The address of an encounter's page."""
    return f"/encounters/{row.pk}/"


def test_a_clinician_sees_their_unsigned_notes_first(web: Web, open_encounter: Encounter) -> None:
    seen = web("dora").get("/encounters/").content.decode()
    assert "encounter waits for you" in seen
    assert page_of(open_encounter) in seen


def test_a_coder_sees_that_nothing_here_waits_for_them(web: Web, open_encounter: Encounter) -> None:
    seen = web("ana").get("/").content.decode()
    assert "Nothing waits for you" in seen


def test_a_note_is_written_and_signed_from_its_page(web: Web, open_encounter: Encounter) -> None:
    dora, url = web("dora"), f"/documentation/{open_encounter.pk}"
    dora.post(f"{url}/write/", {"text": "S: well. A: nothing new."})
    signed = dora.post(f"{url}/sign/", follow=True).content.decode()
    assert "Signed as version 1. It waits for a coder now." in signed
    assert "S: well. A: nothing new." in signed


def test_an_empty_note_is_not_kept_and_the_form_says_so(web: Web, open_encounter: Encounter) -> None:
    answer = web("dora").post(f"/documentation/{open_encounter.pk}/write/", {"text": ""})
    assert answer.status_code == 200
    assert "One thing is not in order; nothing was changed." in answer.content.decode()


def test_an_addendum_stands_below_the_signed_note(web: Web, signed_encounter: Encounter) -> None:
    url = f"/documentation/{signed_encounter.pk}/amend/"
    seen = web("dora").post(url, {"text": "CKD is stage 3a."}, follow=True).content.decode()
    assert "Addendum" in seen
    assert "CKD is stage 3a." in seen


def test_a_question_is_answered_on_the_encounters_page(
    web: Web, signed_encounter: Encounter, ana: Actor
) -> None:
    coding.start(ana, signed_encounter.pk)
    query = documentation.ask(ana, signed_encounter.pk, "Which stage?", ["3a", "3b"])
    dora = web("dora")
    assert "Which stage?" in dora.get(page_of(signed_encounter)).content.decode()
    url = f"/documentation/questions/{query.pk}/answer/"
    assert "An answer says something." in dora.post(url, {}).content.decode()
    assert "Answered. Coding goes on." in dora.post(url, {"choice": "3a"}, follow=True).content.decode()


def test_signing_twice_is_refused_with_its_reason(web: Web, signed_encounter: Encounter) -> None:
    answer = web("dora").post(f"/documentation/{signed_encounter.pk}/sign/")
    assert answer.status_code == 409
    assert "There is no draft to sign" in answer.content.decode()


def test_an_encounter_of_another_practice_is_not_there(web: Web, open_encounter: Encounter) -> None:
    cora = web("cora")
    foreign = cora.get(page_of(open_encounter))
    missing = cora.get("/encounters/00000000-0000-4000-8000-000000000000/")
    assert foreign.status_code == missing.status_code == 404
    assert foreign.content == missing.content


@pytest.mark.parametrize(("who", "status"), [("paul", 403), ("ira", 403), ("ben", 403)])
def test_only_a_clinician_signs(web: Web, open_encounter: Encounter, who: str, status: int) -> None:
    assert web(who).post(f"/documentation/{open_encounter.pk}/sign/").status_code == status


def test_one_patients_encounters_are_listed_together(web: Web, open_visit: Stage) -> None:
    row, other = open_visit(), open_visit(patient="P000002")
    seen = web("ben").get(f"/encounters/patients/{row.patient_id}/").content.decode()
    assert page_of(row) in seen
    assert page_of(other) not in seen


def test_an_encounter_registered_twice_is_voided_with_its_reason(web: Web, open_encounter: Encounter) -> None:
    url = f"/encounters/{open_encounter.pk}/void/"
    ben = web("ben")
    assert "not in order" in ben.post(url, {}).content.decode()
    assert "is voided." in ben.post(url, {"because": "duplicate"}, follow=True).content.decode()
