"""Is nothing written but by a named action, in one transaction, with its event?"""

from collections.abc import Iterator

import pytest
from django.db import DatabaseError, transaction

from cleanclaim.app.audit.actions import ACTIONS, Actor, action, record
from cleanclaim.app.audit.models import Event
from cleanclaim.app.encounters.models import Patient
from cleanclaim.app.people.models import Practice
from cleanclaim.app.people.roles import Role
from cleanclaim.core.basics.refusals import BrokenInvariant, NotClean, NotYours


@pytest.fixture(autouse=True)
def actions_of_this_test() -> Iterator[None]:
    """Forget the actions that a test declares."""
    before = dict(ACTIONS)
    yield
    ACTIONS.clear()
    ACTIONS.update(before)


def renamed(by: Actor, *, told: bool, then: Exception | None = None) -> None:
    @action("test.rename", Role.BILLER)
    def rename(by: Actor) -> None:
        Patient.objects.filter(number="P000001").update(first="Renamed")
        if told:
            record(by, "test.rename", count=1)
        if then is not None:
            raise then

    rename(by)


def first_name() -> str:
    return Patient.objects.get(number="P000001").first


def test_an_action_leaves_who_did_what_and_when(ben: Actor, practice: Practice) -> None:
    renamed(ben, told=True)
    event = Event.objects.get(action="test.rename")
    assert (event.actor, event.user_id, event.at) == ("Ben Birch", ben.user_id, ben.now())
    assert first_name() == "Renamed"


def test_an_action_without_an_event_changes_nothing(ben: Actor, practice: Practice) -> None:
    with pytest.raises(BrokenInvariant):
        renamed(ben, told=False)
    assert first_name() == "Paul"


def test_a_refused_action_leaves_neither_change_nor_event(ben: Actor, practice: Practice) -> None:
    with pytest.raises(NotClean):
        renamed(ben, told=True, then=NotClean("no", "No."))
    assert first_name() == "Paul"
    assert not Event.objects.filter(action="test.rename").exists()


def test_a_role_that_may_not_is_refused_before_anything_is_read(ana: Actor, practice: Practice) -> None:
    with pytest.raises(NotYours):
        renamed(ana, told=True)
    assert first_name() == "Paul"


def test_an_action_reaches_no_row_of_another_practice(cora: Actor, practice: Practice) -> None:
    renamed(cora, told=True)
    assert first_name() == "Paul"


def test_two_actions_of_one_name_are_our_mistake(ben: Actor, practice: Practice) -> None:
    renamed(ben, told=True)
    with pytest.raises(BrokenInvariant):
        renamed(ben, told=True)


def test_an_event_neither_changes_nor_goes(ben: Actor, practice: Practice) -> None:
    renamed(ben, told=True)
    rows = Event.objects.filter(action="test.rename")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows.update(actor="Somebody else")
    with pytest.raises(DatabaseError, match="append-only"), transaction.atomic():
        rows._raw_delete(rows.db)
