"""How does the demo's company come to be? Through the same actions that a real one uses."""

from collections.abc import Iterator
from datetime import date
from uuid import UUID

from cleanclaim.app.audit.actions import Actor
from cleanclaim.app.charges import actions as charges
from cleanclaim.app.coverage import actions as coverage
from cleanclaim.app.coverage.models import Coverage, Payer, Plan, Subscriber
from cleanclaim.app.encounters import actions as encounters
from cleanclaim.app.encounters.models import Case, Guarantor, Patient
from cleanclaim.app.people import actions as people
from cleanclaim.app.people.models import Company, Provider, ServiceFacility
from cleanclaim.app.people.roles import Role
from cleanclaim.core.basics.dates import Clock
from cleanclaim.core.facts import encounters as visit_facts
from cleanclaim.core.facts import organisations, payers
from cleanclaim.core.facts import people as persons
from cleanclaim.demo.cast import COMPANY_TELEPHONE
from cleanclaim.demo.payers import allowed
from cleanclaim.demo.sandbox_setup import CLEARINGHOUSE_ID
from cleanclaim.demo.world import Membership, Office, PayerTold, Someone, World

_SINCE = date(2026, 1, 1)
_PARTNER = "sandbox"
_FAMILIES = ("codes", "conventions", "coverage", "form", "providers")
_SMALL_BALANCE, _WRITE_OFF_LIMIT = 500, 10_000


class Keys:
    """The keys of the rows that the world's records became, by their numbers."""

    def __init__(self, world: World) -> None:
        self.company: UUID = Company.key(world.company_number)

    def practice(self, office: str) -> UUID:
        """A practice."""
        return people.practice_key(office)

    def provider(self, office: str, number: str) -> UUID:
        """A clinician of a practice."""
        return Provider.key(self.practice(office), number)

    def site(self, office: str, number: str) -> UUID:
        """A site of a practice."""
        return ServiceFacility.key(self.practice(office), number)

    def patient(self, office: str, number: str) -> UUID:
        """A patient."""
        return Patient.key(self.practice(office), number)

    def guarantor(self, office: str, number: str) -> UUID:
        """A guarantor."""
        return Guarantor.key(self.practice(office), number)

    def case(self, office: str, number: str) -> UUID:
        """A case."""
        return Case.key(self.practice(office), number)

    def payer(self, number: str) -> UUID:
        """A payer of the company."""
        return Payer.key(self.company, number)

    def plan(self, payer: str, number: str) -> UUID:
        """A payer's product."""
        return Plan.key(self.payer(payer), number)

    def subscriber(self, office: str, number: str) -> UUID:
        """A subscriber."""
        return Subscriber.key(self.practice(office), number)

    def coverage(self, office: str, number: str) -> UUID:
        """A coverage."""
        return Coverage.key(self.practice(office), number)


def set_up(world: World, clock: Clock) -> Keys:
    """Open the practices, make their staff, payers, prices and patients known."""
    keys = Keys(world)
    founders = {office.number: people.founder(office.number, clock) for office in world.offices}
    for office in world.offices:
        _practice(founders[office.number], world, office, keys)
    _payers(founders[world.offices[0].number], world, keys)
    _staff(world, founders, keys)
    for office in world.offices:
        by = founders[office.number]
        charges.add_prices(by, list(_prices(by.practice_id, world, keys)))
        coverage.add_enrollments(by, list(_enrollments(by.practice_id, world, keys)))
        _patients(by, [one for one in world.patients if one.office == office.number], keys)
    return keys


def _practice(by: Actor, world: World, office: Office, keys: Keys) -> None:
    company = organisations.Company(
        number=world.company_number,
        name=world.company_name,
        submitter_id=world.submitter_id,
        contact_name="Ben Birch",
        contact_telephone=COMPANY_TELEPHONE,
        contact_email="claims@lantern.example",
    )
    practice = organisations.Practice(
        number=office.number,
        name=office.name,
        npi=office.npi,
        tax_id=office.tax_id,
        taxonomy=office.taxonomy,
        address=office.address,
        telephone=office.telephone,
        small_balance=_SMALL_BALANCE,
        write_off_limit=_WRITE_OFF_LIMIT,
    )
    people.open_practice(by, company, practice)
    people.add_facilities(
        by,
        [
            organisations.ServiceFacility(
                practice=by.practice_id,
                number=site.number,
                name=site.name,
                npi=site.npi,
                place_of_service=site.place_of_service,
                address=site.address,
                clia=site.clia,
            )
            for site in office.sites
        ],
    )
    people.add_providers(
        by,
        [
            organisations.Provider(
                practice=by.practice_id,
                number=one.number,
                last=one.last,
                first=one.first,
                credential=one.credential,
                npi=one.npi_as_typed or one.npi,
                taxonomy=one.taxonomy,
                specialty=one.specialty,
            )
            for one in office.clinicians
        ],
    )


def _staff(world: World, founders: dict[str, Actor], keys: Keys) -> None:
    for person in world.staff:
        for place, office in enumerate(person.offices):
            by = founders[office]
            if place == 0:
                people.add_user(
                    by, username=person.username, first=person.first, last=person.last, password=None
                )
            people.grant(
                by,
                username=person.username,
                roles=[Role(role) for role in person.roles],
                provider=keys.provider(office, person.clinician) if person.clinician else None,
            )


def _payers(by: Actor, world: World, keys: Keys) -> None:
    coverage.add_payers(by, [_payer(payer, keys) for payer in world.payers])
    coverage.add_routes(
        by,
        [
            payers.PayerRoute(
                payer=keys.payer(payer.number),
                partner=_PARTNER,
                transaction=transaction,
                identifier=payer.payer_id,
                receiver_id=CLEARINGHOUSE_ID,
                enrolled_on=_SINCE,
            )
            for payer in world.payers
            for transaction in ("837P", "835")
        ],
    )
    coverage.add_profiles(by, [_profile(payer, keys) for payer in world.payers])
    coverage.add_plans(
        by,
        [
            payers.Plan(
                payer=keys.payer(payer.number),
                number=plan.number,
                name=plan.name,
                filing_indicator=plan.filing_indicator,
                type=plan.type,
            )
            for payer in world.payers
            for plan in payer.plans
        ],
    )


def _payer(payer: PayerTold, keys: Keys) -> payers.Payer:
    return payers.Payer(
        company=keys.company,
        number=payer.number,
        name=payer.name,
        kind=payer.kind,
        address=payer.address,
        contact_telephone=payer.telephone,
        remittance_id=f"1{payer.tax_id}",
        remittance_name=payer.name,
        remittance_reference=payer.payer_id,
    )


def _profile(payer: PayerTold, keys: Keys) -> payers.PayerProfile:
    return payers.PayerProfile(
        payer=keys.payer(payer.number),
        valid_from=_SINCE,
        timely_filing_days=payer.timely_filing_days,
        corrected_claim_days=payer.corrected_claim_days,
        correction=payer.correction,
        appeal_days=payer.appeal_days,
        appeal_levels=payer.appeal_levels,
        expected_pay_days=payer.expected_pay_days,
        ncci=payer.ncci,
        required_edit_families=_FAMILIES,
        member_id_grammar=payer.member_id_grammar,
        source="Invented contract of 2026",
    )


def _enrollments(practice: UUID, world: World, keys: Keys) -> Iterator[organisations.Enrollment]:
    for payer in world.payers:
        yield organisations.Enrollment(practice=practice, payer=keys.payer(payer.number), valid_from=_SINCE)


def _prices(practice: UUID, world: World, keys: Keys) -> Iterator[organisations.FeeScheduleItem]:
    """The practice's own prices, and what each contract allows."""
    for procedure, (charge, _) in world.prices.items():
        yield organisations.FeeScheduleItem(
            practice=practice, procedure=procedure, price=charge, valid_from=_SINCE
        )
        for payer in world.payers:
            yield organisations.FeeScheduleItem(
                practice=practice,
                payer=keys.payer(payer.number),
                procedure=procedure,
                price=allowed(payer, procedure),
                valid_from=_SINCE,
            )


def _patients(by: Actor, people_of_practice: list[Someone], keys: Keys) -> None:
    encounters.register_patients(by, [_patient(by.practice_id, one, keys) for one in people_of_practice])
    encounters.add_guarantors(by, [_guarantor(by.practice_id, one, keys) for one in people_of_practice])
    subscribers = {
        membership.subscriber_number: _subscriber(by.practice_id, one, membership, keys)
        for one in people_of_practice
        for membership in one.memberships
    }
    coverage.add_subscribers(by, list(subscribers.values()))
    coverage.add_coverages(
        by,
        [
            coverage_fact(one, membership, keys)
            for one in people_of_practice
            for membership in one.memberships
            if not membership.case_kind
        ],
    )


def _patient(practice: UUID, one: Someone, keys: Keys) -> persons.Patient:
    return persons.Patient(
        practice=practice,
        number=one.number,
        last=one.last,
        first=one.first,
        middle=one.middle,
        birth_date=one.birth_date,
        sex=one.sex,
        address=one.address,
        telephone=one.telephone,
        email=one.email,
        primary_provider=keys.provider(one.office, one.clinician),
    )


def _guarantor(practice: UUID, one: Someone, keys: Keys) -> persons.Guarantor:
    return persons.Guarantor(
        practice=practice,
        patient=keys.patient(one.office, one.number) if one.guarantor_is_patient else None,
        number=one.guarantor_number,
        last=one.guarantor_last,
        first=one.guarantor_first,
        address=one.address,
        telephone=one.telephone,
        email=one.email,
    )


def _subscriber(practice: UUID, one: Someone, held: Membership, keys: Keys) -> persons.Subscriber:
    own = held.relationship == "18"
    return persons.Subscriber(
        practice=practice,
        patient=keys.patient(one.office, one.number) if own else None,
        number=held.subscriber_number,
        last=held.subscriber_last,
        first=held.subscriber_first,
        middle=one.middle if own else "",
        birth_date=held.subscriber_birth_date,
        sex=held.subscriber_sex,
        address=one.address,
    )


def coverage_fact(
    one: Someone, held: Membership, keys: Keys, case: visit_facts.Case | None = None
) -> payers.Coverage:
    """A membership as the front desk typed it in; case: the one that it answers for alone."""
    return payers.Coverage(
        practice=keys.practice(one.office),
        patient=keys.patient(one.office, one.number),
        plan=keys.plan(held.payer, held.plan),
        subscriber=keys.subscriber(one.office, held.subscriber_number),
        number=held.number,
        sequence=held.sequence,
        relationship=held.relationship,
        member_id=held.member_id,
        group_number=held.group_number,
        group_name=held.group_name,
        medicare_secondary_reason=held.medicare_secondary_reason,
        qualified_medicare_beneficiary=held.qualified_medicare_beneficiary,
        medicaid_protected=held.medicaid_protected,
        copay=held.copay,
        case=keys.case(one.office, case.number) if case else None,
        claim_number=held.claim_number,
        adjuster_name=held.adjuster_name,
        adjuster_telephone=held.adjuster_telephone,
        verified_on=held.valid_from,
        valid_from=held.valid_from,
    )
