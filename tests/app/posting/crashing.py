"""What is left when posting is killed at any SQL statement, and it is then run again?

A program of its own, so that it can be killed: `python -m tests.app.posting.crashing sweep 5` prints one
JSON document. It makes a practice with a posted claim, then takes in a file that reverses and corrects it,
denies a line and moves money beside the claims, and books the deposit: first undisturbed, then killed before
and after each statement and each commit. After each kill the books must prove themselves; after the same
command again they must be those of the undisturbed run. `crowd 16` lets many processes run it at once.
"""

import contextlib
import json
import os
import signal
import sys
import tempfile
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

os.environ.setdefault("CLEANCLAIM_HOME", tempfile.mkdtemp(prefix="cleanclaim-crash-"))
os.environ["DJANGO_SETTINGS_MODULE"] = "tests.settings"

HOME = Path(os.environ["CLEANCLAIM_HOME"])
POSTGRESQL = bool(os.environ.get("CLEANCLAIM_DATABASE"))
TEMPLATE, RUN = "crash_template", "crash_run"


def in_child(do: Callable[[], Any]) -> tuple[int, Any]:
    """Run something in a process of its own: its wait status, and what it returned."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        os.close(reading)
        try:
            os.write(writing, json.dumps(do()).encode())
        except BaseException:
            import traceback

            traceback.print_exc()
            os._exit(1)
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as pipe:
        said = pipe.read()
    _, status = os.waitpid(child, 0)
    return status, json.loads(said) if said else None


def use(database: str) -> None:
    """Let this process use a database by this name. It has no connection yet."""
    from django.db import connections

    connections.databases["default"]["NAME"] = database if POSTGRESQL else str(HOME / f"{database}.sqlite3")


def administrate(*statements: str) -> None:
    """Create and drop databases, from one that nobody else uses."""

    def run() -> None:
        use("postgres")
        from django.db import connection

        with connection.cursor() as cursor:
            for statement in statements:
                cursor.execute(statement)

    status, _ = in_child(run)
    if status:
        raise RuntimeError("a database could not be made")


def fresh() -> None:
    """Put a copy of the template in place."""
    if POSTGRESQL:
        administrate(
            f"DROP DATABASE IF EXISTS {RUN} WITH (FORCE)", f"CREATE DATABASE {RUN} TEMPLATE {TEMPLATE}"
        )
        return
    for left in HOME.glob(f"{RUN}.sqlite3*"):
        left.unlink()
    (HOME / f"{RUN}.sqlite3").write_bytes((HOME / f"{TEMPLATE}.sqlite3").read_bytes())


def prepare() -> str:
    """Make the template: a practice, a claim that was sent and paid, and the file that is still to come."""
    use(TEMPLATE)
    from django.core.management import call_command
    from django.db import connection

    call_command("migrate", verbosity=0, interactive=False, skip_checks=True)
    from tests.app import world
    from tests.app.remitting import answer, remitted, reversed_

    from cleanclaim.app.people.models import Practice
    from cleanclaim.app.people.tenancy import practice_scope
    from cleanclaim.app.remittances.intake import take_in
    from cleanclaim.core.facts.remittances import ProviderAdjustment

    clock = world.Clock()
    world.build(clock)
    practice = Practice.objects.get(number=world.HARBOR)
    with practice_scope(practice.pk):
        first, second = (sent_claim(patient, clock) for patient in ("P000001", "P000002"))
        paid = answer(first, {"CO_45": 3_000, "PR_2": 1_000}, {})
        take_in(remitted(practice, paid), company=practice.company, partner="folder", clock=clock)
        right = answer(first, {"CO_45": 2_500, "PR_2": 1_000}, {}, payer_claim_control_number="ICN2")
        denied = answer(
            second,
            {"CO_45": 3_000},
            {"CO_97": second.facts().lines[1].billed},
            payer_claim_control_number="ICN3",
        )
        beside = ProviderAdjustment(
            provider_id=practice.npi, reason="L6", amount=-310, fiscal_period=date(2026, 12, 31)
        )
        claims = (reversed_(paid), right, denied)
        total = sum(one.paid for one in claims) + 310
        content = remitted(
            practice, *claims, trace="T2", paid=total, provider_adjustments=(beside,), method="CHK"
        )
        (HOME / "second.835").write_bytes(content)
    if connection.vendor == "sqlite":
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    connection.close()
    return str(practice.pk)


def sent_claim(patient: str, clock: Any) -> Any:
    """A visit that went all the way to a sent claim."""
    from tests.app import cast, world

    from cleanclaim.app.claims import actions as claims
    from cleanclaim.app.claims.models import Claim
    from cleanclaim.app.documentation import actions as documentation
    from cleanclaim.app.encounters import actions as encounters
    from cleanclaim.app.people import actions as people

    ana, ben, dora = (people.acting_as(name, world.HARBOR, clock) for name in ("ana", "ben", "dora"))
    row = encounters.register(ben, cast.visit(patient=patient))
    documentation.write_note(dora, row.pk, cast.NOTE)
    documentation.sign_note(dora, row.pk)
    cast.code(ana, row.pk)
    claim = Claim.objects.get(encounter=row)
    claims.release(ben, [claim.pk])
    claims.freeze(people.founder(world.HARBOR, clock), claim.pk)
    return Claim.objects.get(pk=claim.pk)


def operation() -> None:
    """Take the file in and book its deposit: the same command every time."""
    from tests.app import world

    from cleanclaim.app.people import actions as people
    from cleanclaim.app.people.models import Practice
    from cleanclaim.app.people.tenancy import practice_scope
    from cleanclaim.app.posting.actions import record_deposit
    from cleanclaim.app.remittances.intake import take_in
    from cleanclaim.core.basics.refusals import TooLate

    clock = world.Clock()
    practice = Practice.objects.get(number=world.HARBOR)
    content = (HOME / "second.835").read_bytes()
    (taken,) = take_in(content, company=practice.company, partner="folder", clock=clock).transactions
    with practice_scope(practice.pk):
        from cleanclaim.app.remittances.models import Remittance

        row = Remittance.objects.get(pk=taken.received.key)
        # A run that was killed late had booked the deposit already.
        with contextlib.suppress(TooLate):
            record_deposit(
                people.acting_as("pia", world.HARBOR, clock),
                row.pk,
                cents=row.paid,
                received_on=row.payment_date,
            )


def state() -> dict[str, Any]:
    """What the books and the work say now."""
    from tests.app import world

    from cleanclaim.app.denials.models import Denial
    from cleanclaim.app.ledger.models import Deposit
    from cleanclaim.app.ledger.proof import prove
    from cleanclaim.app.people.models import Practice
    from cleanclaim.app.people.tenancy import practice_scope
    from cleanclaim.app.posting.models import PostedClaimPayment
    from cleanclaim.app.remittances.models import Remittance

    practice = Practice.objects.get(number=world.HARBOR)
    proof = prove(practice.pk, practice.number)
    with practice_scope(practice.pk):
        return {
            "digest": proof.digest,
            "findings": [one.code for one in proof.findings],
            "awaited": [one.cents for one in proof.awaited],
            "remittances": sorted(Remittance.objects.values_list("trace_number", "state")),
            "outcomes": sorted(PostedClaimPayment.objects.values_list("outcome", flat=True)),
            "denials": sorted(Denial.objects.values_list("number", "state")),
            "deposits": Deposit.objects.count(),
        }


def killed_at(point: int, *, after: bool) -> Callable[[], int]:
    """The operation, killed at the n-th statement or commit (-1: never), and how many there were."""

    def run() -> int:
        use(RUN)
        from django.db import connection

        count = 0

        def passing(do: Callable[[], Any]) -> Any:
            nonlocal count
            here = count == point
            count += 1
            if here and not after:
                os.kill(os.getpid(), signal.SIGKILL)
            result = do()
            if here and after:
                os.kill(os.getpid(), signal.SIGKILL)
            return result

        commit = connection._commit
        connection._commit = lambda: passing(commit)
        with connection.execute_wrapper(
            lambda execute, sql, params, many, context: passing(lambda: execute(sql, params, many, context))
        ):
            operation()
        return count

    return run


def seen() -> dict[str, Any]:
    """The state, seen by a process that starts anew."""
    use(RUN)
    return state()


def again() -> dict[str, Any]:
    """The same command again, and what is then there."""
    use(RUN)
    operation()
    return state()


def expected_of() -> tuple[int, Any]:
    """Make the template, run the operation undisturbed: how many points there are, and what is then there."""
    import django

    django.setup()
    if POSTGRESQL:
        administrate(f"DROP DATABASE IF EXISTS {TEMPLATE} WITH (FORCE)", f"CREATE DATABASE {TEMPLATE}")
    status, _ = in_child(prepare)
    if status:
        raise RuntimeError("the template could not be made")
    warm()
    fresh()
    _, points = in_child(killed_at(-1, after=False))
    _, expected = in_child(seen)
    return points, expected


def warm() -> None:
    """Load everything once, so that no child has to; nothing of it connects to a database."""
    from tests.app import world

    from cleanclaim.app.denials import opening
    from cleanclaim.app.ledger import proof
    from cleanclaim.app.remittances import intake
    from cleanclaim.core import x12
    from cleanclaim.core.remittances.dispositions import disposition

    loaded = (opening, proof, intake, world)
    if not all(loaded) or not x12.read((HOME / "second.835").read_bytes()).remittances:
        raise RuntimeError("the file that is still to come cannot be read")
    disposition("CO", "45", on=date(2026, 9, 14))


def sweep(every: int) -> dict[str, Any]:
    """Kill at every n-th point, before and after, and compare."""
    points, expected = expected_of()
    wrong: list[Any] = []
    kills = 0
    for point in range(0, points, every):
        for after in (False, True):
            fresh()
            status, _ = in_child(killed_at(point, after=after))
            kills += 1
            _, left = in_child(seen)
            _, retried = in_child(again)
            if not os.WIFSIGNALED(status) or left is None or left["findings"] or retried != expected:
                wrong.append({"point": point, "after": after, "left": left, "retried": retried})
    return {"points": points, "kills": kills, "expected": expected, "wrong": wrong}


def crowd(posters: int) -> dict[str, Any]:
    """Let many processes run the operation at the same moment, and compare what is then there."""
    _, expected = expected_of()
    fresh()
    children = []
    for _ in range(posters):
        child = os.fork()
        if child == 0:
            status, _ = in_child(again)
            os._exit(1 if status else 0)
        children.append(child)
    failed = sum(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) != 0 for child in children)
    _, left = in_child(seen)
    return {"posters": posters, "failed": failed, "expected": expected, "left": left}


if __name__ == "__main__":
    number = int(sys.argv[2]) if len(sys.argv) > 2 else 1
    print(json.dumps({"sweep": sweep, "crowd": crowd}[sys.argv[1]](number)))  # noqa: T201
