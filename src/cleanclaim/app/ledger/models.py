"""What moved between which accounts? Sealed entries: none commits without a seal, none changes after it."""

from django.db import models

from cleanclaim.app.people.rows import PracticeRow, Row, keeps
from cleanclaim.core.facts import money


class Period(PracticeRow):
    """A month of a practice's books; closed, it takes no more entries."""

    period = models.CharField(max_length=7)  # YYYY-MM
    closed_at = models.DateTimeField(null=True)
    closed_by = models.CharField(max_length=150, blank=True)

    class Meta:
        constraints = [models.UniqueConstraint("practice", "period", name="period_once")]


class Deposit(PracticeRow, keeps(money.Deposit)):
    """Money that the bank received."""

    payer = models.ForeignKey("coverage.Payer", models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint("practice", "number", name="deposit_number")]


class Seal(Row):
    """Says that an entry is whole: written last, it is refused unless the legs are n and sum to zero.

    It has its entry's key, so that the database finds the legs without a join.
    """

    append_only = True

    legs = models.IntegerField()


class Entry(PracticeRow, keeps(money.Entry, but=("legs",))):
    """One balanced journal entry."""

    append_only = True

    # Deferred to the commit: an entry may be written before its seal, never committed without it.
    seal = models.OneToOneField(Seal, models.PROTECT, related_name="entry")
    reverses = models.OneToOneField("self", models.PROTECT, null=True, blank=True, related_name="reversed_by")

    class Meta:
        constraints = [
            models.UniqueConstraint("practice", "kind", "idempotency_key", name="entry_once"),
            models.CheckConstraint(condition=models.Q(seal=models.F("id")), name="entry_own_seal"),
        ]
        indexes = [models.Index("practice", "post_date", name="entry_post_date")]


class Leg(PracticeRow, keeps(money.Leg)):
    """One side of an entry, with all its dimensions for ever."""

    append_only = True

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="legs")
    position = models.IntegerField()
    charge = models.ForeignKey("charges.Charge", models.PROTECT, null=True, blank=True, related_name="legs")
    patient = models.ForeignKey("encounters.Patient", models.PROTECT, null=True, blank=True, related_name="+")
    claim = models.ForeignKey("claims.Claim", models.PROTECT, null=True, blank=True, related_name="legs")
    remittance = models.ForeignKey(
        "remittances.Remittance", models.PROTECT, null=True, blank=True, related_name="legs"
    )
    deposit = models.ForeignKey(Deposit, models.PROTECT, null=True, blank=True, related_name="legs")
    payer = models.ForeignKey("coverage.Payer", models.PROTECT, null=True, blank=True, related_name="+")
    plan = models.ForeignKey("coverage.Plan", models.PROTECT, null=True, blank=True, related_name="+")
    coverage = models.ForeignKey("coverage.Coverage", models.PROTECT, null=True, blank=True, related_name="+")
    provider = models.ForeignKey("people.Provider", models.PROTECT, null=True, blank=True, related_name="+")
    facility = models.ForeignKey(
        "people.ServiceFacility", models.PROTECT, null=True, blank=True, related_name="+"
    )

    class Meta:
        ordering = ["position"]
        constraints = [
            models.UniqueConstraint("entry", "position", name="leg_position"),
            models.CheckConstraint(condition=~models.Q(amount=0), name="leg_moves_money"),
        ]
        indexes = [models.Index("practice", "account", "charge", name="leg_balance")]
