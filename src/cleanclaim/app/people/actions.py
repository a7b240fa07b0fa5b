"""How does a practice come to be, and who may work there?

The order: `open_practice` by the `founder` of the practice, then providers, sites, users and their roles.
Facts carry the practice's key (`practice_key`); a batch is kept whole or not at all.
"""

from collections.abc import Collection, Iterable
from dataclasses import replace
from uuid import UUID

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError

from cleanclaim.app.audit.actions import Actor, action, actor_for, record
from cleanclaim.app.people.keeping import change, keep, one
from cleanclaim.app.people.models import (
    Company,
    Identity,
    Membership,
    Practice,
    Provider,
    ServiceFacility,
    User,
)
from cleanclaim.app.people.roles import Role
from cleanclaim.app.people.rows import columns_from
from cleanclaim.core.basics.dates import Clock
from cleanclaim.core.basics.identifiers import is_ein, is_npi
from cleanclaim.core.basics.refusals import NotClean, NotYours, TooLate, Unknown
from cleanclaim.core.facts import organisations


def practice_key(number: str) -> UUID:
    """The key of the practice with this number, whether it is there yet or not."""
    return Practice.key(number)


def founder(number: str, clock: Clock, time_zone: str = "America/New_York") -> Actor:
    """The product itself, acting for a practice that is not there yet or has nobody yet."""
    return Actor("cleanclaim", practice_key(number), frozenset({Role.SYSTEM}), clock, time_zone)


def acting_as(username: str, practice_number: str, clock: Clock) -> Actor:
    """The actor that a user is at a practice, with the roles that they hold there."""
    membership = (
        Membership.objects.select_related("user", "practice")
        .filter(user__username=username, practice__number=practice_number)
        .first()
    )
    if membership is None:
        raise Unknown("membership", "This person does not work for this practice.")
    return actor_for(membership.user, membership.practice, membership.held(), clock)


@action("people.open_practice", Role.SYSTEM)
def open_practice(by: Actor, company: organisations.Company, practice: organisations.Practice) -> Practice:
    """Open a practice under its billing company, which is made with its first practice.

    The practice's own NPI and TIN become its first identity. NotClean for an NPI or TIN that is none.
    """
    if practice_key(practice.number) != by.practice_id:
        raise NotYours("practice", "This actor founds another practice.")
    if not is_npi(practice.npi) or not is_ein(practice.tax_id):
        raise NotClean(
            "practice.identity", "A practice has an NPI with its check digit and a TIN of nine digits."
        )
    if Practice.objects.filter(pk=by.practice_id).exists():
        raise TooLate("there_already", "This practice is open already.")
    above = _company(company)
    row = Practice.objects.create(id=by.practice_id, company=above, **columns_from(practice))
    own = organisations.Identity(practice=row.pk, npi=practice.npi, tax_id=practice.tax_id)
    keep(Identity, row.pk, [own], _identity)
    record(by, "people.open_practice", subject_kind="practice", subject=row.pk, practice=row.number)
    return row


@action("people.add_identities", Role.SYSTEM, Role.PRACTICE_ADMINISTRATOR, Role.MANAGER)
def add_identities(by: Actor, identities: Iterable[organisations.Identity]) -> list[Identity]:
    """Add further (NPI, TIN) pairs under which a practice is paid."""
    rows = keep(Identity, by.practice_id, identities, _identity)
    record(by, "people.add_identities", count=len(rows))
    return rows


@action(
    "people.add_providers",
    Role.SYSTEM,
    Role.PRACTICE_ADMINISTRATOR,
    Role.MANAGER,
    Role.BILLER,
    Role.INTEGRATION,
)
def add_providers(by: Actor, providers: Iterable[organisations.Provider]) -> list[Provider]:
    """Add clinicians, and outside providers who refer. Their NPIs are kept as given: an edit judges them."""
    ours = [replace(one, practice=by.practice_id) if one.practice is None else one for one in providers]
    rows = keep(Provider, by.practice_id, ours, lambda fact: (by.practice_id, fact.number))
    record(by, "people.add_providers", numbers=[row.number for row in rows])
    return rows


@action("people.correct_provider", Role.PRACTICE_ADMINISTRATOR, Role.MANAGER, Role.BILLER, Role.INTEGRATION)
def correct_provider(
    by: Actor, provider: UUID, *, npi: str | None = None, taxonomy: str | None = None
) -> Provider:
    """Correct a provider's NPI or taxonomy, and the drafts that name them. NotClean for no NPI."""
    from cleanclaim.app.claims.drafts import rebuild_of_provider

    if npi is not None and not is_npi(npi):
        raise NotClean("provider.npi", "This is no NPI: its check digit does not fit.")
    row = one(Provider, provider, "provider")
    given = {"npi": npi, "taxonomy": taxonomy}
    changed = change(row, {name: value for name, value in given.items() if value is not None})
    record(by, "people.correct_provider", subject_kind="provider", subject=row.pk, changed=changed)
    if changed:
        rebuild_of_provider(by, row.pk)
    return row


@action("people.add_facilities", Role.SYSTEM, Role.PRACTICE_ADMINISTRATOR, Role.MANAGER)
def add_facilities(by: Actor, facilities: Iterable[organisations.ServiceFacility]) -> list[ServiceFacility]:
    """Add sites where care is given."""
    rows = keep(ServiceFacility, by.practice_id, facilities, lambda fact: (by.practice_id, fact.number))
    record(by, "people.add_facilities", numbers=[row.number for row in rows])
    return rows


@action("people.add_user", Role.SYSTEM, Role.PRACTICE_ADMINISTRATOR)
def add_user(
    by: Actor, *, username: str, first: str, last: str, password: str | None = None, email: str = ""
) -> User:
    """Make a person known to the company; without a password they cannot sign in with one.

    NotClean for a password that is too short or too common, TooLate for a name that is taken.
    """
    practice = Practice.objects.get(pk=by.practice_id)
    user = User(username=username, first_name=first, last_name=last, email=email, company=practice.company)
    if User.objects.filter(username=username).exists():
        raise TooLate("username", "This user name is taken.")
    if password is None:
        user.set_unusable_password()
    else:
        _validate(password, user)
        user.set_password(password)
    user.date_joined = by.now()
    user.save(force_insert=True)
    record(by, "people.add_user", subject_kind="user", subject=user.pk)
    return user


@action("people.grant", Role.SYSTEM, Role.PRACTICE_ADMINISTRATOR)
def grant(by: Actor, *, username: str, roles: Collection[Role], provider: UUID | None = None) -> Membership:
    """Set which roles a person of the company has at this practice; provider: who a clinician is there."""
    practice = Practice.objects.get(pk=by.practice_id)
    user = User.objects.filter(username=username, company=practice.company_id).first()
    if user is None:
        raise Unknown("user", "There is no such person at this company.")
    if user.pk == by.user_id:
        raise NotYours("role.own", "Somebody else decides what you may do.")
    if Role.SYSTEM in roles:
        raise NotYours("role", "No person is the product itself.")
    tied = one(Provider, provider, "provider") if provider else None
    held = sorted(str(role) for role in roles)
    membership, _ = Membership.objects.update_or_create(
        user=user, practice=practice, defaults={"roles": held, "provider": tied}
    )
    record(by, "people.grant", subject_kind="user", subject=user.pk, roles=held)
    return membership


def _company(fact: organisations.Company) -> Company:
    known = Company.objects.filter(number=fact.number).first()
    if known is None:
        return Company.objects.create(id=Company.key(fact.number), **columns_from(fact))
    if known.facts() != fact:
        raise TooLate("company", "A company with this number is there and is another one.")
    return known


def _identity(fact: organisations.Identity) -> tuple[object, ...]:
    return (fact.practice, fact.npi, fact.tax_id)


def _validate(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as wrong:
        raise NotClean("password", " ".join(wrong.messages)) from wrong
