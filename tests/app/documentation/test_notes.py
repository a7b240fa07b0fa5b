"""Is a note a draft until it is signed, and never changed after?"""

import hashlib

import pytest
from django.db import DatabaseError, transaction
from tests.app import world

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.coding import actions as coding
from cleanclaim.app.documentation import actions as documentation
from cleanclaim.app.documentation.models import Note
from cleanclaim.app.encounters.models import Encounter
from cleanclaim.app.people import actions as people
from cleanclaim.app.people.roles import Role
from cleanclaim.core.basics.refusals import NotClean, NotYours, TooLate
from cleanclaim.core.facts import organisations


def test_a_draft_is_replaced_until_it_is_signed(dora: Actor, open_encounter: Encounter) -> None:
    documentation.write_note(dora, open_encounter.pk, "A: asthma \r\nP: inhaler\r\n")
    note = documentation.sign_note(dora, open_encounter.pk)
    assert note.text == "A: asthma\nP: inhaler\n"
    assert note.sha256 == hashlib.sha256(note.text.encode()).hexdigest()
    assert note.signed_at == dora.now()
    open_encounter.refresh_from_db()
    assert open_encounter.state == "signed"


def test_a_note_is_not_signed_twice(dora: Actor, signed_encounter: Encounter) -> None:
    with pytest.raises(TooLate) as refused:
        documentation.sign_note(dora, signed_encounter.pk)
    assert refused.value.code == "note.signed"
    assert Note.objects.filter(encounter=signed_encounter).count() == 1


def test_a_signed_note_is_not_written_over(dora: Actor, signed_encounter: Encounter) -> None:
    with pytest.raises(TooLate):
        documentation.write_note(dora, signed_encounter.pk, "Something else")
    with pytest.raises(DatabaseError, match="signed note"), transaction.atomic():
        Note.objects.filter(encounter=signed_encounter).update(text="Something else")


def test_what_comes_later_is_an_addendum_of_its_own(dora: Actor, signed_encounter: Encounter) -> None:
    documentation.add_addendum(dora, signed_encounter.pk, "Addendum: A1c was 8.2.")
    addendum = documentation.sign_note(dora, signed_encounter.pk)
    assert (addendum.version, addendum.addendum_to) == (2, 1)
    signed_encounter.refresh_from_db()
    assert signed_encounter.state == "signed"


def test_there_is_no_addendum_to_a_draft(dora: Actor, open_encounter: Encounter) -> None:
    with pytest.raises(TooLate):
        documentation.add_addendum(dora, open_encounter.pk, "Too early")


def test_a_note_is_signed_by_the_one_who_wrote_it(ira: Actor, open_encounter: Encounter) -> None:
    fact = organisations.Provider(number="D2", last="Dove", npi="1999001021")
    other = people.add_providers(people.founder(world.HARBOR, ira.clock), [fact])[0]
    people.add_user(ira, username="dan", first="Dan", last="Dove")
    people.grant(ira, username="dan", roles={Role.CLINICIAN}, provider=other.pk)
    with pytest.raises(NotYours):
        documentation.sign_note(people.acting_as("dan", world.HARBOR, ira.clock), open_encounter.pk)


@pytest.mark.parametrize("text", ["", " \n\t", "x" * 200_001])
def test_a_note_without_text_or_without_end_is_refused(
    dora: Actor, open_encounter: Encounter, text: str
) -> None:
    with pytest.raises(NotClean):
        documentation.write_note(dora, open_encounter.pk, text)


def test_a_coder_writes_no_notes(ana: Actor, open_encounter: Encounter) -> None:
    with pytest.raises(NotYours):
        documentation.write_note(ana, open_encounter.pk, "A: anything")


def test_a_query_waits_for_the_clinician_and_coding_goes_on_with_the_answer(
    ana: Actor, dora: Actor, signed_encounter: Encounter
) -> None:
    coding.start(ana, signed_encounter.pk)
    first = documentation.ask(ana, signed_encounter.pk, "Which type of diabetes?", ["Type 1", "Type 2"])
    second = documentation.ask(ana, signed_encounter.pk, "Is the neuropathy due to it?")
    documentation.answer(dora, first.pk, "Type 2")
    signed_encounter.refresh_from_db()
    assert signed_encounter.state == "query_open"
    documentation.answer(dora, second.pk, "Yes")
    signed_encounter.refresh_from_db()
    assert signed_encounter.state == "coding"
    with pytest.raises(TooLate):
        documentation.answer(dora, first.pk, "Type 1")


def test_nobody_asks_about_what_nobody_codes(ana: Actor, signed_encounter: Encounter) -> None:
    with pytest.raises(TooLate):
        documentation.ask(ana, signed_encounter.pk, "Which type?")
