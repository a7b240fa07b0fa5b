"""Who pays, under which rules, and who is covered when?"""

from django.db import models

from cleanclaim.app.people.rows import PracticeRow, Row, keeps
from cleanclaim.core.facts import organisations, payers, people


class Payer(Row, keeps(payers.Payer)):
    """Who pays; shared by a company's practices."""

    company = models.ForeignKey("people.Company", models.PROTECT, related_name="payers")

    class Meta:
        constraints = [models.UniqueConstraint("company", "number", name="payer_number")]

    def __str__(self) -> str:
        return self.name


class PayerRoute(Row, keeps(payers.PayerRoute)):
    """A payer's identifier at one partner for one transaction."""

    payer = models.ForeignKey(Payer, models.PROTECT, related_name="routes")

    class Meta:
        constraints = [models.UniqueConstraint("payer", "partner", "transaction", name="route_once")]


class PayerProfile(Row, keeps(payers.PayerProfile)):
    """A payer's rules from a day on."""

    payer = models.ForeignKey(Payer, models.PROTECT, related_name="profiles")

    class Meta:
        constraints = [models.UniqueConstraint("payer", "valid_from", name="profile_from")]


class Plan(Row, keeps(payers.Plan)):
    """A payer's product."""

    payer = models.ForeignKey(Payer, models.PROTECT, related_name="plans")

    class Meta:
        constraints = [models.UniqueConstraint("payer", "number", name="plan_number")]

    def __str__(self) -> str:
        return self.name


class Enrollment(PracticeRow, keeps(organisations.Enrollment)):
    """A provider's or a practice's standing with one payer."""

    provider = models.ForeignKey("people.Provider", models.PROTECT, null=True, blank=True, related_name="+")
    payer = models.ForeignKey(Payer, models.PROTECT, related_name="+")


class Subscriber(PracticeRow, keeps(people.Subscriber)):
    """Who holds a policy."""

    patient = models.ForeignKey("encounters.Patient", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint("practice", "number", name="subscriber_number")]


class Coverage(PracticeRow, keeps(payers.Coverage)):
    """One person's dated membership in one plan."""

    patient = models.ForeignKey("encounters.Patient", models.PROTECT, related_name="coverages")
    plan = models.ForeignKey(Plan, models.PROTECT, related_name="+")
    subscriber = models.ForeignKey(Subscriber, models.PROTECT, related_name="coverages")
    case = models.ForeignKey("encounters.Case", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint("practice", "number", name="coverage_number")]


class Authorization(PracticeRow, keeps(payers.Authorization)):
    """A payer's leave for services."""

    coverage = models.ForeignKey(Coverage, models.PROTECT, related_name="authorizations")

    class Meta:
        constraints = [models.UniqueConstraint("coverage", "number", name="authorization_number")]


class Referral(PracticeRow, keeps(payers.Referral)):
    """A referral that a plan wants to see."""

    coverage = models.ForeignKey(Coverage, models.PROTECT, related_name="referrals")
    referring_provider = models.ForeignKey(
        "people.Provider", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        constraints = [models.UniqueConstraint("coverage", "number", name="referral_number")]
