"""Who works here, for which practices, and where?"""

from typing import Any

from django.contrib.auth.models import AbstractUser
from django.db import connection, models

from cleanclaim.app.people.roles import Role
from cleanclaim.app.people.rows import PracticeRow, Row, keeps
from cleanclaim.core.basics import identifiers
from cleanclaim.core.facts import organisations


class Company(Row, keeps(organisations.Company)):
    """A billing company: files, envelopes and staff are the company's."""

    class Meta:
        constraints = [models.UniqueConstraint("number", name="company_number")]

    def __str__(self) -> str:
        return self.name


class Practice(Row, keeps(organisations.Practice)):
    """One tenant."""

    company = models.ForeignKey(Company, models.PROTECT, related_name="practices")

    class Meta:
        constraints = [models.UniqueConstraint("number", name="practice_number")]

    def __str__(self) -> str:
        return self.name


class Identity(PracticeRow, keeps(organisations.Identity)):
    """One of a practice's (NPI, TIN) pairs, by which an 835's payee is routed."""

    class Meta:
        constraints = [models.UniqueConstraint("practice", "npi", "tax_id", name="identity_pair")]


class Provider(PracticeRow, keeps(organisations.Provider)):
    """A person who renders, refers, orders, supervises or assists."""

    class Meta:
        constraints = [models.UniqueConstraint("practice", "number", name="provider_number")]

    def __str__(self) -> str:
        return f"{self.first} {self.last} {self.credential}".strip()


class ServiceFacility(PracticeRow, keeps(organisations.ServiceFacility)):
    """A site where care is given."""

    class Meta:
        constraints = [models.UniqueConstraint("practice", "number", name="facility_number")]

    def __str__(self) -> str:
        return self.name


class User(AbstractUser):
    """A person who signs in. What they may do is in their memberships."""

    id = models.UUIDField(primary_key=True, editable=False)
    company = models.ForeignKey(Company, models.PROTECT, null=True, blank=True, related_name="staff")

    def __str__(self) -> str:
        return self.get_full_name() or self.username

    def save(self, *args: Any, **kwargs: Any) -> None:
        """Derive the key from the user name on the first save."""
        if self.pk is None:
            self.pk = identifiers.key("people.user", self.username)
        super().save(*args, **kwargs)


class Membership(models.Model):
    """A person's roles at one practice; a clinician is tied to the provider that they are there."""

    user = models.ForeignKey(User, models.CASCADE, related_name="memberships")
    practice = models.ForeignKey(Practice, models.PROTECT, related_name="memberships")
    roles = models.JSONField(default=list)
    provider = models.ForeignKey(Provider, models.PROTECT, null=True, blank=True, related_name="+")

    class Meta:
        constraints = [models.UniqueConstraint("user", "practice", name="membership_once")]

    def held(self) -> frozenset[Role]:
        """The roles as values."""
        return frozenset(Role(role) for role in self.roles)


class Sequence(models.Model):
    """The last number that a practice gave to a kind of thing; numbers never repeat."""

    practice = models.ForeignKey(Practice, models.PROTECT, related_name="+")
    kind = models.CharField(max_length=40)
    last = models.BigIntegerField(default=0)

    class Meta:
        constraints = [models.UniqueConstraint("practice", "kind", name="sequence_kind")]

    @classmethod
    def next(cls, practice_id: Any, kind: str) -> int:
        """Take the next number, inside the caller's transaction."""
        return cls.take(practice_id, kind, 1)

    @classmethod
    def take(cls, practice_id: Any, kind: str, count: int) -> int:
        """Take several numbers in a row; the first of them."""
        with connection.cursor() as cursor:
            cursor.execute(_TAKE, [_as_stored(practice_id), kind, count, count])
            return int(cursor.fetchone()[0]) - count + 1


# One statement instead of three: every event and every numbered row takes a number.
_TAKE = (
    "INSERT INTO people_sequence (practice_id, kind, last) VALUES (%s, %s, %s) "
    "ON CONFLICT (practice_id, kind) DO UPDATE SET last = people_sequence.last + %s RETURNING last"
)


def _as_stored(practice_id: Any) -> Any:
    return Practice._meta.pk.get_db_prep_value(practice_id, connection)
