"""How many megabytes of X12 a CPU-second are read, judged and made tables, and in how much memory?

    python bench/x12.py [--claims 4000] [--seed 1] [--file FILE…]

Writes an 837P and an 835 from a seed (or takes the files given), then measures in processes of their own:
read and judge in full; the same on to Parquet; one small file in a warm process and by `cleanclaim check`
from a cold start; twice the file in how much more time. pyx12, where it is installed, judges a part of the
837P beside it. Every figure is the median of three runs, in CPU time, without imports and the compiling of
guides.
"""

import argparse
import dataclasses
import io
import os
import random
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from cleanclaim.core import x12
from cleanclaim.core.facts.claims import Claim, DiagnosisCode, ServiceLine
from cleanclaim.core.facts.common import Period, PersonName
from cleanclaim.core.facts.remittances import Remittance

RUNS = 3
_CODES = ("99213", "99214", "90471", "20610", "36415", "87880", "J1885")
_DIAGNOSES = ("J209", "I10", "E119", "M5450", "Z23", "R0789")
_LETTERS = "ABCDEFGHIKLMNOPRSTUVW"


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--claims", type=int, default=4000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--file", type=Path, action="append", default=[])
    parser.add_argument("--one", help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.one:
        seconds = _ONE[given.one](given.file[0])
        print(seconds, resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024)
        return
    folder = Path(tempfile.mkdtemp(prefix="cleanclaim-bench-"))
    files = given.file or generated(folder, given.claims, random.Random(given.seed))
    print(f"{datetime.now(UTC):%Y-%m-%d}, load {os.getloadavg()[0]:.1f}, Python {sys.version.split()[0]}")
    for file in files:
        size = file.stat().st_size / 1e6
        for what in ("judge", "parquet"):
            seconds, memory = _apart(what, file)
            print(
                f"{file.name:>12}  {what:8} {size / seconds:6.2f} MB per CPU-second, {memory:.0f} MB at most"
            )
    _small(folder)
    _growth(files[0], folder)
    _peer(files[0], folder)


def generated(folder: Path, count: int, rng: random.Random) -> list[Path]:
    """An 837P and an 835 of as many claims, from a seed; the claims are invented."""
    from tests.core.x12 import facts_835, facts_837p

    claims = [_claim(number, rng, facts_837p.plain_claim(f"B{number:08d}")) for number in range(count)]
    envelope = facts_837p.envelope()
    paths = [folder / "bench.837", folder / "bench.835"]
    paths[0].write_bytes(x12.write_claims(claims, batch=facts_837p.BATCH, envelope=envelope))
    remittances = [_remittance(facts_835, first, min(250, count - first)) for first in range(0, count, 250)]
    paths[1].write_bytes(x12.write_remittances(remittances, envelope=envelope))
    return paths


def _claim(number: int, rng: random.Random, base: Claim) -> Claim:
    day = date(2026, 2, 1) + timedelta(days=rng.randrange(27))
    lines = tuple(
        ServiceLine(
            number=place,
            charge_number=f"{number:08d}L{place:02d}",
            procedure=rng.choice(_CODES),
            billed=rng.randrange(1000, 50000),  # type: ignore[arg-type]
            units=Decimal(rng.choice((1, 1, 1, 2))),
            pointers=(1, 2)[: rng.choice((1, 2))],
            service=Period(first=day),
        )
        for place in range(1, rng.choice((1, 2, 2, 3, 4)) + 1)
    )
    name = PersonName(last="".join(rng.choices(_LETTERS, k=7)), first="".join(rng.choices(_LETTERS, k=5)))
    subscriber = dataclasses.replace(base.subscriber, name=name, member_id=f"MEM{number:08d}")
    codes = rng.sample(_DIAGNOSES, 2)
    return dataclasses.replace(
        base,
        billed=sum(line.billed for line in lines),
        subscriber=subscriber,
        diagnoses=(
            DiagnosisCode(qualifier="ABK", code=codes[0]),
            DiagnosisCode(qualifier="ABF", code=codes[1]),
        ),
        lines=lines,
    )


def _remittance(facts: object, first: int, count: int) -> Remittance:
    plain = facts.plain_payment  # type: ignore[attr-defined]
    claims = tuple(plain(f"B{number:08d}") for number in range(first, first + count))
    paid = sum(claim.paid for claim in claims)
    return facts.plain_remittance(trace_number=f"EFT{first:08d}", paid=paid, claims=claims)  # type: ignore[attr-defined]


def _judge(file: Path) -> float:
    """CPU-seconds of reading and judging in full, transaction by transaction."""
    x12.read(file.open("rb").read(20_000))  # compiles the guides
    began = time.process_time()
    held = 0
    for transaction in x12.stream(file):
        held += len(transaction.facts)
    spent = time.process_time() - began
    if not held:
        raise SystemExit(f"{file}: nothing was read")
    return spent


def _parquet(file: Path) -> float:
    """CPU-seconds of `cleanclaim read --to`."""
    from click.testing import CliRunner

    from cleanclaim.cli import command

    x12.read(file.open("rb").read(20_000))
    with tempfile.TemporaryDirectory() as folder:
        began = time.process_time()
        CliRunner().invoke(command, ["read", str(file), "--to", folder], standalone_mode=False)
        return time.process_time() - began


_ONE: dict[str, Callable[[Path], float]] = {"judge": _judge, "parquet": _parquet}


def _apart(what: str, file: Path) -> tuple[float, float]:
    """The median CPU time in processes of their own, and the most memory that one of them held."""
    runs = []
    for _ in range(RUNS):
        words = [sys.executable, __file__, "--one", what, "--file", str(file)]
        told = subprocess.run(words, check=True, capture_output=True, text=True).stdout.split()
        runs.append((float(told[0]), float(told[1])))
    return statistics.median(seconds for seconds, _ in runs), max(memory for _, memory in runs)


def _small(folder: Path) -> None:
    data = (Path(__file__).parents[1] / "tests" / "data" / "x12" / "full.837").read_bytes()
    x12.read(data)
    began = time.process_time()
    for _ in range(20):
        x12.read(data)
    warm = (time.process_time() - began) / 20
    path = folder / "small.837"
    path.write_bytes(data)
    began_wall = time.perf_counter()
    subprocess.run(
        [str(Path(sys.executable).parent / "cleanclaim"), "check", str(path)], check=True, capture_output=True
    )
    cold = time.perf_counter() - began_wall
    print(
        f"{len(data):,} bytes: {warm * 1000:.1f} ms warm; `cleanclaim check` {cold:.2f} s from a cold start"
    )


def _growth(file: Path, folder: Path) -> None:
    half, whole = folder / "half", file
    data = file.read_bytes()
    isa, rest = data[:106], data[106:]
    half.write_bytes(isa + rest[: len(rest) // 2])
    print(f"twice the bytes take {_apart('judge', whole)[0] / _apart('judge', half)[0]:.2f} times as long")


def _peer(file: Path, folder: Path) -> None:
    try:
        import pyx12.params  # type: ignore[import-not-found]
        import pyx12.x12n_document  # type: ignore[import-not-found]
    except ImportError:
        print("pyx12 is not installed: no peer was measured")
        return
    reading = x12.read(file)
    part = folder / "part.837"
    from tests.core.x12 import facts_837p

    part.write_bytes(
        x12.write_claims(reading.claims[:200], batch=facts_837p.BATCH, envelope=facts_837p.envelope())
    )
    began = time.process_time()
    pyx12.x12n_document.x12n_document(pyx12.params.params(), str(part), io.StringIO(), None, None)
    speed = part.stat().st_size / 1e6 / (time.process_time() - began)
    print(f"pyx12 on 200 claims: {speed:.2f} MB per CPU-second")


if __name__ == "__main__":
    main()
