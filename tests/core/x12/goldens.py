"""Our own synthetic golden files, and the ways in which tests bend them."""

from pathlib import Path

FOLDER = Path(__file__).parents[2] / "data" / "x12"
NAMES = (
    "plain.837",
    "full.837",
    "plain.835",
    "full.835",
    "accepted.999",
    "rejected.999",
    "claims.277ca",
    "answer.ta1",
)


def golden(name: str) -> bytes:
    """One golden file."""
    return (FOLDER / name).read_bytes()


def replaced(name: str, old: str, new: str, count: int = 1) -> bytes:
    """A golden with one text replaced; ValueError where the text is not there."""
    data = golden(name)
    if old.encode() not in data:
        raise ValueError(old)
    return data.replace(old.encode(), new.encode(), count)


def counted(data: bytes) -> bytes:
    """The same with each SE01 counted anew, so that only the defect that is meant is there."""
    lines = data.decode().split("~\n")
    start = 0
    for at, line in enumerate(lines):
        if line.startswith("ST*"):
            start = at
        elif line.startswith("SE*"):
            parts = line.split("*")
            parts[1] = str(at - start + 1)
            lines[at] = "*".join(parts)
    return "~\n".join(lines).encode()


def without(name: str, segment: str) -> bytes:
    """A golden without the first segment that begins so."""
    lines = golden(name).decode().split("~\n")
    at = next(at for at, line in enumerate(lines) if line.startswith(segment))
    return counted("~\n".join(lines[:at] + lines[at + 1 :]).encode())


def doubled(name: str, segment: str) -> bytes:
    """A golden with the first segment that begins so written twice."""
    lines = golden(name).decode().split("~\n")
    at = next(at for at, line in enumerate(lines) if line.startswith(segment))
    return counted("~\n".join([*lines[: at + 1], *lines[at:]]).encode())


def added(name: str, after: str, segment: str) -> bytes:
    """A golden with a segment after the first one that begins so."""
    lines = golden(name).decode().split("~\n")
    at = next(at for at, line in enumerate(lines) if line.startswith(after))
    return counted("~\n".join([*lines[: at + 1], segment, *lines[at + 1 :]]).encode())
