"""Does a claim's timeline tell all that happened to it, newest first, and nothing of anybody else?"""

from collections.abc import Callable
from datetime import date
from uuid import UUID

from tests.app import world
from tests.app.cast import code

from cleanclaim.app.audit.actions import ACTIONS, Actor
from cleanclaim.app.claims import actions as claims
from cleanclaim.app.claims.models import Claim
from cleanclaim.app.coding import actions as coding
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.app.submissions.models import File, Submission
from cleanclaim.app.work.happenings import said
from cleanclaim.app.work.timeline import timeline, timeline_of


def words(encounter: Encounter) -> list[str]:
    return [one.words for one in timeline_of(encounter)]


def test_a_coded_visit_is_told_from_its_registration(ready_claim: Claim) -> None:
    told = timeline(ready_claim)
    assert told[-1].words == "Encounter registered"
    assert {one.words for one in told} >= {
        "Note written",
        "Note signed",
        "Coding started",
        "Codes saved",
        "Coded and released",
        "Claim built",
        "Passed the edits",
    }
    built = next(one for one in told if one.words == "Claim built")
    assert built.more == "primary claim, version 1; 2 lines, 190.00 billed"


def test_what_happens_later_stands_above(ready_claim: Claim, ben: Actor, clock: world.Clock) -> None:
    clock.forward(days=1)
    held = claims.hold(ben, ready_claim.pk, "Ask the patient")
    clock.forward(days=1)
    claims.lift(ben, held.pk)
    assert [(one.words, one.by) for one in timeline(ready_claim)[:2]] == [
        ("Hold lifted", "Ben Birch"),
        ("Held by a person", "Ben Birch"),
    ]


def test_money_that_moved_is_told_with_its_amount(coded_encounter: Encounter) -> None:
    posted = [one for one in timeline_of(coded_encounter) if one.words.startswith("Posted to the books")]
    assert sorted(one.words for one in posted) == [
        "Posted to the books: charge, 150.00",
        "Posted to the books: charge, 40.00",
    ]


def test_a_file_that_it_went_in_is_linked(frozen_claim: Claim, clock: world.Clock) -> None:
    company = frozen_claim.encounter.practice.company
    file = File.objects.create(
        id=File.key("x"), company=company, direction="sent", partner="sandbox", sha256="0" * 64, size_bytes=1,
        kind="837P", control_number="000000001", at=clock(), content=b"x",
    )  # fmt: skip
    Submission.objects.create(
        id=Submission.key("x"), practice_id=frozen_claim.practice_id, claim=frozen_claim, file=file,
        interchange="000000001", group="1", transaction="0001", position=1, at=clock(),
    )  # fmt: skip

    def link(kind: str, key: UUID) -> str:
        return f"/{kind}/{key}"

    sent = next(one for one in timeline(frozen_claim, link) if one.icon == "send")
    assert sent.words == "Sent to sandbox in interchange 000000001"
    assert sent.document_url == f"/file/{file.pk}"


def test_another_visit_of_the_patient_is_not_told(
    coded_encounter: Encounter, coded_visit: Callable[..., Encounter]
) -> None:
    before = words(coded_encounter)
    coded_visit()
    assert words(coded_encounter) == before


def test_why_it_went_back_to_the_coder_is_told(coded_encounter: Encounter, ben: Actor, ana: Actor) -> None:
    coding.reopen(ben, coded_encounter.pk, because="denial")
    code(ana, coded_encounter.pk)
    told = words(coded_encounter)
    assert "Back to the coder, because of a denial" in told
    assert "Claim built anew" in told


def test_every_action_has_words_for_a_reader() -> None:
    for name in ACTIONS:
        sentence = said(name, {})
        assert sentence is None or sentence.words[0].isupper(), name


def test_no_sentence_carries_a_name(coded_encounter: Encounter) -> None:
    for one in timeline_of(coded_encounter):
        assert "Plum" not in f"{one.words} {one.more}"
        assert str(date(1950, 3, 1).year) not in f"{one.words} {one.more}"
