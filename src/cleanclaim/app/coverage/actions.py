"""How do payers, plans and a patient's coverage come to be known, and how are they put right?

Payers, their routes, profiles and plans are the company's and shared by its practices; what is a patient's is
the practice's. Facts go in; a batch is kept whole or not at all.
"""

from collections.abc import Iterable
from datetime import date
from uuid import UUID

from cleanclaim.app.audit.actions import Actor, action, record
from cleanclaim.app.coverage.models import (
    Authorization,
    Coverage,
    Enrollment,
    Payer,
    PayerProfile,
    PayerRoute,
    Plan,
    Referral,
    Subscriber,
)
from cleanclaim.app.people.keeping import change, keep, locked, numbered
from cleanclaim.app.people.models import Practice
from cleanclaim.app.people.roles import Role
from cleanclaim.core.basics.refusals import NotYours, Unknown
from cleanclaim.core.facts import organisations, payers, people

_SETS_UP = (Role.SYSTEM, Role.MANAGER, Role.PRACTICE_ADMINISTRATOR)
_REGISTERS = (Role.SYSTEM, Role.INTEGRATION, Role.BILLER, Role.MANAGER)


@action("coverage.add_payers", *_SETS_UP)
def add_payers(by: Actor, payers_of_company: Iterable[payers.Payer]) -> list[Payer]:
    """Add payers of the actor's company."""
    company = Practice.objects.get(pk=by.practice_id).company_id
    given = list(payers_of_company)
    if any(fact.company != company for fact in given):
        raise NotYours("company", "This payer belongs to another company.")
    rows = keep(Payer, by.practice_id, given, lambda fact: (company, fact.number))
    record(by, "coverage.add_payers", numbers=[row.number for row in rows])
    return rows


@action("coverage.add_routes", *_SETS_UP)
def add_routes(by: Actor, routes: Iterable[payers.PayerRoute]) -> list[PayerRoute]:
    """Add the identifiers by which partners reach payers."""
    rows = _of_payers(by, PayerRoute, routes, lambda fact: (fact.payer, fact.partner, fact.transaction))
    record(by, "coverage.add_routes", count=len(rows))
    return rows


@action("coverage.add_profiles", *_SETS_UP)
def add_profiles(by: Actor, profiles: Iterable[payers.PayerProfile]) -> list[PayerProfile]:
    """Add payers' rules, each from a day on."""
    rows = _of_payers(by, PayerProfile, profiles, lambda fact: (fact.payer, fact.valid_from))
    record(by, "coverage.add_profiles", count=len(rows))
    return rows


@action("coverage.add_plans", *_SETS_UP)
def add_plans(by: Actor, plans: Iterable[payers.Plan]) -> list[Plan]:
    """Add payers' products."""
    rows = _of_payers(by, Plan, plans, lambda fact: (fact.payer, fact.number))
    record(by, "coverage.add_plans", count=len(rows))
    return rows


@action("coverage.add_enrollments", *_SETS_UP)
def add_enrollments(by: Actor, enrollments: Iterable[organisations.Enrollment]) -> list[Enrollment]:
    """Add the standing of the practice and its providers with payers."""
    rows = _of_payers(
        by,
        Enrollment,
        enrollments,
        lambda fact: (by.practice_id, fact.payer, fact.provider, fact.valid_from),
    )
    record(by, "coverage.add_enrollments", count=len(rows))
    return rows


@action("coverage.add_subscribers", *_REGISTERS)
def add_subscribers(by: Actor, subscribers: Iterable[people.Subscriber]) -> list[Subscriber]:
    """Add the people who hold policies. One without a number is given one."""
    given = numbered(Subscriber, subscribers, by.practice_id, "S")
    rows = keep(Subscriber, by.practice_id, given, lambda fact: (by.practice_id, fact.number))
    record(by, "coverage.add_subscribers", count=len(rows))
    return rows


@action("coverage.add_coverages", *_REGISTERS)
def add_coverages(by: Actor, coverages: Iterable[payers.Coverage]) -> list[Coverage]:
    """Add patients' memberships in plans. One without a number is given one."""
    given = numbered(Coverage, coverages, by.practice_id, "V")
    company = Practice.objects.get(pk=by.practice_id).company_id
    plans = {fact.plan for fact in given}
    if Plan.objects.filter(pk__in=plans, payer__company=company).count() != len(plans):
        raise Unknown("unknown", "There is no such plan here.")
    rows = keep(Coverage, by.practice_id, given, lambda fact: (by.practice_id, fact.number))
    for row in rows:
        record(
            by, "coverage.add_coverages", patient=row.patient_id, subject_kind="coverage", subject=row.pk,
            sequence=row.sequence,
        )  # fmt: skip
    return rows


@action("coverage.correct_coverage", *_REGISTERS)
def correct_coverage(
    by: Actor,
    coverage: UUID,
    *,
    member_id: str | None = None,
    group_number: str | None = None,
    relationship: str | None = None,
    claim_number: str | None = None,
    valid_to: date | None = None,
    verified_on: date | None = None,
) -> Coverage:
    """Put a coverage right, as a biller does after a rejection. What is None stays as it was.

    Claims that are not frozen yet are built anew; the event names the fields, never their values.
    """
    from cleanclaim.app.claims.drafts import rebuild_of_coverage

    row = locked(Coverage, coverage, "coverage")
    given = {
        "member_id": member_id, "group_number": group_number, "relationship": relationship,
        "claim_number": claim_number, "valid_to": valid_to, "verified_on": verified_on,
    }  # fmt: skip
    changed = change(row, {name: value for name, value in given.items() if value is not None})
    record(
        by, "coverage.correct_coverage", patient=row.patient_id, subject_kind="coverage", subject=row.pk,
        changed=changed,
    )  # fmt: skip
    if changed:
        rebuild_of_coverage(by, row.pk)
    return row


@action("coverage.add_authorizations", *_REGISTERS)
def add_authorizations(by: Actor, authorizations: Iterable[payers.Authorization]) -> list[Authorization]:
    """Add payers' leaves for services."""
    rows = keep(Authorization, by.practice_id, authorizations, lambda fact: (fact.coverage, fact.number))
    for row in rows:
        record(
            by, "coverage.add_authorizations", patient=row.coverage.patient_id, subject_kind="coverage",
            subject=row.coverage_id,
        )  # fmt: skip
    return rows


@action("coverage.add_referrals", *_REGISTERS)
def add_referrals(by: Actor, referrals: Iterable[payers.Referral]) -> list[Referral]:
    """Add referrals that plans want to see."""
    rows = keep(Referral, by.practice_id, referrals, lambda fact: (fact.coverage, fact.number))
    record(by, "coverage.add_referrals", count=len(rows))
    return rows


def _of_payers(by: Actor, model: type, facts: Iterable[object], name: object) -> list:
    given = list(facts)
    company = Practice.objects.get(pk=by.practice_id).company_id
    pointed = {fact.payer for fact in given}  # type: ignore[attr-defined]
    if Payer.objects.filter(pk__in=pointed, company=company).count() != len(pointed):
        raise Unknown("unknown", "There is no such payer here.")
    return keep(model, by.practice_id, given, name)  # type: ignore[arg-type]
