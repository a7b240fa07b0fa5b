"""Can an encounter be coded from its queue to its release, one step at a time, and what is refused?"""

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from tests.app.cast import Stage
from tests.app.conftest import Web

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.coding import actions
from cleanclaim.app.coding.models import Diagnosis
from cleanclaim.app.encounters.models import Encounter


class Bench:
    """The workbench as a coder uses it: each step sends the revision that the page showed last."""

    def __init__(self, client: Client, row: Encounter) -> None:
        self.client, self.row = client, row
        self.url = f"/coding/{row.pk}/"
        client.post(f"{self.url}start/")
        self.seen = client.get(self.url).content.decode()

    @property
    def revision(self) -> str:
        """The revision that the page shows."""
        found = re.search(r'&quot;revision&quot;: &quot;(\d+)&quot;|"revision": "(\d+)"', self.seen)
        return (found[1] or found[2]) if found else "0"

    def step(self, path: str, **given: str) -> str:
        """Take one step; what it answers."""
        answer: HttpResponse = self.client.post(
            self.url + path, {"revision": self.revision, **given}, headers={"HX-Request": "true"}
        )
        assert answer.status_code == 200, answer.content
        self.seen = answer.content.decode()
        return self.seen


@pytest.fixture
def bench(web: Web, signed_encounter: Encounter) -> Bench:
    """Ana's workbench over a signed encounter."""
    return Bench(web("ana"), signed_encounter)


def codes(row: Encounter) -> list[str]:
    """The encounter's diagnoses, in order."""
    return [one.code for one in Diagnosis.objects.filter(encounter=row)]


def test_a_signed_encounter_waits_for_every_coder(web: Web, signed_encounter: Encounter) -> None:
    seen = web("ana").get("/coding/").content.decode()
    assert "encounter waits to be coded by you." in seen
    assert f"/coding/{signed_encounter.pk}/" in seen


def test_a_diagnosis_is_found_by_words_and_added(bench: Bench) -> None:
    found = bench.step("find/diagnoses/", words="essential hypertension")
    assert "I10" in found
    bench.seen = bench.client.get(bench.url).content.decode()
    assert "Essential (primary) hypertension" in bench.step("diagnoses/add/", code="I10")
    assert codes(bench.row) == ["I10"]


def test_pointers_follow_their_diagnoses_when_these_move(bench: Bench) -> None:
    bench.step("diagnoses/add/", code="E119")
    bench.step("diagnoses/add/", code="I10")
    bench.step("services/add/", code="99213")
    seen = bench.step("diagnoses/1/down/")
    assert codes(bench.row) == ["I10", "E119"]
    assert '<code class="pointers">B</code>' in seen
    assert '<code class="pointers">A</code>' in bench.step("diagnoses/1/remove/")


def test_words_of_the_note_are_quoted_and_marked(bench: Bench) -> None:
    bench.step("diagnoses/add/", code="I10")
    seen = bench.step("diagnoses/1/quote/", words="Essential hypertension", version="1", start="")
    assert '<mark data-code="I10">Essential hypertension</mark>' in seen
    assert "Quoted" in seen


def test_words_that_are_not_in_the_note_are_refused_in_place(bench: Bench) -> None:
    bench.step("diagnoses/add/", code="I10")
    seen = bench.step("diagnoses/1/quote/", words="Heart failure", version="1", start="0")
    assert "do not stand there in the signed note" in seen


def test_a_code_of_no_form_is_refused_in_place(bench: Bench) -> None:
    seen = bench.step("diagnoses/add/", code="hello")
    assert "has not the form of an ICD-10-CM code" in seen
    assert codes(bench.row) == []


def test_edits_judge_the_draft_beside_its_codes(bench: Bench) -> None:
    bench.step("diagnoses/add/", code="E11")
    seen = bench.step("services/add/", code="99213")
    assert "/edits/diagnosis-not-billable/" in seen


def test_a_stale_page_is_refused_and_changes_nothing(bench: Bench) -> None:
    stale = bench.revision
    bench.step("diagnoses/add/", code="I10")
    answer = bench.client.post(
        f"{bench.url}diagnoses/add/", {"code": "E119", "revision": stale}, headers={"HX-Request": "true"}
    )
    assert answer.status_code == 409
    assert "This encounter changed since you opened it." in answer.content.decode()
    assert codes(bench.row) == ["I10"]


def test_a_service_gets_its_modifier_pointers_and_units(bench: Bench) -> None:
    for code in ("E119", "I10"):
        bench.step("diagnoses/add/", code=code)
    bench.step("services/add/", code="99213")
    assert "Modifiers" in bench.client.get(f"{bench.url}services/1/").content.decode()
    wrong = bench.client.post(
        f"{bench.url}services/1/", {"revision": bench.revision, "modifiers": "25 ZZ", "units": "1"}
    )
    assert "ZZ is no modifier that is in force on the date of service." in wrong.content.decode()
    given = {
        "revision": bench.revision,
        "modifiers": "25",
        "units": "1",
        "pointers": ["1", "2"],
        "first": "2",
    }
    seen = bench.client.post(f"{bench.url}services/1/", given, follow=True).content.decode()
    assert '<code class="pointers">B A</code>' in seen
    assert '<span class="chip">25</span>' in seen


def test_procedures_are_found_by_words_with_their_price(bench: Bench) -> None:
    found = bench.step("find/procedures/", words="9921")
    assert '<span class="chip">99213</span>' in found
    assert "$" in found


def coded(bench: Bench) -> None:
    """Code the encounter."""
    for step in ("E119", "I10"):
        bench.step("diagnoses/add/", code=step)
    bench.step("services/add/", code="99213")


def test_a_release_builds_the_claim_and_offers_to_undo_it(bench: Bench) -> None:
    coded(bench)
    seen = bench.client.post(f"{bench.url}release/{bench.revision}/", follow=True).content.decode()
    assert f"Encounter {bench.row.number} is released: 1 claim is clean." in seen
    assert f'action="/coding/{bench.row.pk}/reopen/"' in seen
    assert Claim.objects.get(encounter=bench.row).state == "ready"


def test_a_release_may_hold_its_claims(bench: Bench) -> None:
    coded(bench)
    url = f"{bench.url}release/{bench.revision}/held/"
    assert "One thing is not in order" in bench.client.post(url, {}).content.decode()
    seen = bench.client.post(url, {"reason": "The referral is on its way."}, follow=True).content.decode()
    assert "1 claim is held." in seen
    assert Claim.objects.get(encounter=bench.row).holds.count() == 1


def test_the_clinician_is_asked_and_the_encounter_waits(bench: Bench) -> None:
    given = {"question": "Which stage of CKD?", "options": "3a\n3b\n"}
    seen = bench.client.post(f"{bench.url}ask/", given, follow=True).content.decode()
    assert "Which stage of CKD?" in seen
    assert Encounter.objects.get(pk=bench.row.pk).state == "query_open"


def test_a_coder_sees_who_else_has_an_encounter(web: Web, signed_encounter: Encounter, ana: Actor) -> None:
    actions.start(ana, signed_encounter.pk)
    abe = web("abe")
    assert "Ana Alder codes it." in abe.get(f"/coding/{signed_encounter.pk}/").content.decode()
    assert abe.post(f"/coding/{signed_encounter.pk}/start/").status_code == 409


def test_after_a_release_the_next_encounter_opens(web: Web, signed_visit: Stage) -> None:
    first, second = signed_visit(), signed_visit(patient="P000003")
    bench = Bench(web("ana"), first)
    coded(bench)
    answer = bench.client.post(f"{bench.url}release/{bench.revision}/")
    assert answer.headers["Location"] == f"/coding/{second.pk}/"


@pytest.mark.parametrize(
    ("who", "status"), [("ben", 403), ("dora", 403), ("paul", 403), ("cora", 404), ("ira", 403)]
)
def test_only_this_practices_coders_change_codes(
    web: Web, signed_encounter: Encounter, who: str, status: int
) -> None:
    answer = web(who).post(f"/coding/{signed_encounter.pk}/diagnoses/add/", {"code": "I10", "revision": "1"})
    assert answer.status_code == status


def test_a_codes_own_page_shows_its_notes_and_what_is_below_it(web: Web) -> None:
    ana = web("ana")
    assert "never together" in ana.get("/coding/codes/E119/").content.decode()
    assert "/coding/codes/E119/" in ana.get("/coding/codes/E11/").content.decode()
    assert ana.get("/coding/codes/ZZZ99/").status_code == 404
