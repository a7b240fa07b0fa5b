"""Does a practice come to be as it must, and does nobody get in who should not?"""

from dataclasses import replace

import pytest
from tests.app import world

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.audit.models import Event
from cleanclaim.app.people import actions as people
from cleanclaim.app.people.models import Company, Identity, Membership, Practice, Provider, User
from cleanclaim.app.people.roles import Role
from cleanclaim.app.people.tenancy import practice_scope
from cleanclaim.core.basics.identifiers import synthetic_npi
from cleanclaim.core.basics.refusals import NotClean, NotYours, TooLate, Unknown
from cleanclaim.core.facts import organisations

pytestmark = pytest.mark.django_db

COMPANY = organisations.Company(number="TIDE", name="Tide Billing", submitter_id="TIDE")
PRACTICE = organisations.Practice(
    number="TFM", name="Tide Family", npi=synthetic_npi(300), tax_id="010000003", address=world.street(3)
)


def test_the_first_practice_brings_its_company_and_its_identity(clock: world.Clock) -> None:
    row = people.open_practice(people.founder("TFM", clock), COMPANY, PRACTICE)
    assert row.company.facts() == COMPANY
    assert row.facts() == PRACTICE
    with practice_scope(row.pk):
        assert Identity.objects.get().npi == PRACTICE.npi
        assert Event.objects.get().action == "people.open_practice"


def test_a_second_practice_joins_the_company_only_where_it_is_the_same(clock: world.Clock) -> None:
    people.open_practice(people.founder("TFM", clock), COMPANY, PRACTICE)
    second = replace(PRACTICE, number="TSM")
    people.open_practice(people.founder("TSM", clock), COMPANY, second)
    assert Company.objects.get(number="TIDE").practices.count() == 2
    with pytest.raises(TooLate):
        people.open_practice(
            people.founder("TXX", clock), replace(COMPANY, name="Other"), replace(PRACTICE, number="TXX")
        )


@pytest.mark.parametrize("wrong", [{"npi": "1999001006"}, {"tax_id": "12345"}])
def test_a_practice_without_a_right_npi_and_tin_is_refused(clock: world.Clock, wrong: dict[str, str]) -> None:
    with pytest.raises(NotClean):
        people.open_practice(people.founder("TFM", clock), COMPANY, replace(PRACTICE, **wrong))
    assert not Practice.objects.filter(number="TFM").exists()


def test_nobody_founds_a_practice_of_another_number(clock: world.Clock) -> None:
    with pytest.raises(NotYours):
        people.open_practice(people.founder("TFM", clock), COMPANY, replace(PRACTICE, number="TSM"))


def test_a_coder_makes_no_users(ana: Actor) -> None:
    with pytest.raises(NotYours):
        people.add_user(ana, username="eve", first="Eve", last="Elm")
    assert not User.objects.filter(username="eve").exists()


def test_a_new_user_signs_in_with_the_password_and_has_the_roles_that_were_granted(ira: Actor) -> None:
    user = people.add_user(ira, username="eve", first="Eve", last="Elm", password=world.PASSWORD)
    assert user.check_password(world.PASSWORD)
    people.grant(ira, username="eve", roles={Role.BILLER, Role.POSTER})
    actor = people.acting_as("eve", world.HARBOR, ira.clock)
    assert actor.roles == {Role.BILLER, Role.POSTER}
    people.grant(ira, username="eve", roles={Role.POSTER})
    assert people.acting_as("eve", world.HARBOR, ira.clock).roles == {Role.POSTER}


def test_a_short_password_a_taken_name_and_the_products_own_role_are_refused(ira: Actor) -> None:
    with pytest.raises(NotClean):
        people.add_user(ira, username="eve", first="Eve", last="Elm", password="short")
    with pytest.raises(TooLate):
        people.add_user(ira, username="ana", first="Ana", last="Alder")
    with pytest.raises(NotYours):
        people.grant(ira, username="ana", roles={Role.SYSTEM})


def test_a_person_acts_only_where_they_work(clock: world.Clock) -> None:
    with pytest.raises(Unknown):
        people.acting_as("cora", world.HARBOR, clock)


def test_a_provider_of_another_practice_ties_to_nobody_here(ira: Actor) -> None:
    elsewhere = world.key("people.provider", world.HILLTOP, "C1")
    with pytest.raises(Unknown):
        people.grant(ira, username="ana", roles={Role.CLINICIAN}, provider=elsewhere)
    assert Membership.objects.get(user__username="ana").provider is None


def test_a_provider_with_a_wrong_npi_is_kept_for_the_edits_and_put_right_later(ben: Actor) -> None:
    fact = organisations.Provider(number="R9", last="Rue", npi="1999001011")
    row = people.add_providers(ben, [fact])[0]
    with pytest.raises(NotClean):
        people.correct_provider(ben, row.pk, npi="1999001012")
    people.correct_provider(ben, row.pk, npi=synthetic_npi(9))
    with practice_scope(ben.practice_id):
        assert Provider.objects.get(pk=row.pk).npi == synthetic_npi(9)


def test_a_batch_with_one_that_is_there_already_is_refused_whole(ben: Actor) -> None:
    facts = [
        organisations.Provider(number=number, last="Rue", npi=synthetic_npi(9)) for number in ("R9", "R1")
    ]
    with pytest.raises(TooLate):
        people.add_providers(ben, facts)
    with practice_scope(ben.practice_id):
        assert not Provider.objects.filter(number="R9").exists()
