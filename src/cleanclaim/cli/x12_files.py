"""What do the X12 verbs share? Files read with a progress bar, findings as documents, control numbers."""

import contextlib
import fcntl
import io
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO

import click

from cleanclaim.cli import home
from cleanclaim.core import x12
from cleanclaim.core.basics.findings import Finding, Severity

_WATCHED_BYTES = 4_000_000
MOST_SHOWN = 200  # findings of one file on a terminal; --json has all


class _Counted(io.RawIOBase):
    """A file that tells a progress bar how far it was read."""

    def __init__(self, file: BinaryIO, bar: Any) -> None:
        self._file = file
        self._bar = bar

    def read(self, size: int = -1) -> bytes:
        block = self._file.read(size)
        self._bar.update(len(block))
        return block


def name_of(path: str) -> str:
    """What a file is called in findings."""
    return "standard input" if path == "-" else path


@contextlib.contextmanager
def opened(path: str, label: str) -> Iterator[BinaryIO]:
    """Open a file or standard input; show a bar on long files when a person watches."""
    if path == "-":
        yield sys.stdin.buffer
        return
    size = Path(path).stat().st_size
    stderr = sys.stderr
    with Path(path).open("rb") as file:
        if size < _WATCHED_BYTES or not stderr.isatty():
            yield file
            return
        with click.progressbar(length=size, label=f"{label} {Path(path).name}", file=stderr) as bar:
            yield _Counted(file, bar)  # type: ignore[misc]


def document(one: Finding) -> dict[str, Any]:
    """One finding as JSON."""
    place = one.place
    return {
        "code": one.code,
        "severity": one.severity.value,
        "snip": x12.rule(one.code).snip,
        "message": one.message,
        "transaction": place.transaction,
        "segment": place.segment,
        "segment_id": place.segment_id,
        "loop": place.loop,
        "element": place.element,
        "claim": place.claim,
        "line": place.line,
        "offset": place.offset,
    }


def show(findings: tuple[Finding, ...]) -> None:
    """Print findings for a person."""
    for one in findings[:MOST_SHOWN]:
        colour = "red" if one.severity in (Severity.FATAL, Severity.ERROR) else "yellow"
        where = str(one.place.__class__(**{**_parts(one), "file": None}))
        click.echo(f"  {click.style(one.severity.value, fg=colour)} {where}: {one.message} [{one.code}]")
    if len(findings) > MOST_SHOWN:
        click.echo(f"  … and {len(findings) - MOST_SHOWN} more; --json has all")


def _parts(one: Finding) -> dict[str, Any]:
    return {name: getattr(one.place, name) for name in one.place.__slots__}


def control_number() -> int:
    """The next control number of this installation; no number is given twice."""
    folder = home()
    folder.mkdir(parents=True, exist_ok=True)
    with (folder / "x12-control-number").open("a+") as file:
        fcntl.flock(file, fcntl.LOCK_EX)
        file.seek(0)
        last = file.read().strip()
        number = int(last) + 1 if last else 1
        file.seek(0)
        file.truncate()
        file.write(f"{number}\n")
    return number
