"""What lies inside the file that the user gives? Plain files, gzip and zip, within limits."""

import gzip
import io
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from cleanclaim.core.basics.refusals import NotClean

MEMBER_LIMIT_BYTES = 1 << 30
TOTAL_LIMIT_BYTES = 4 << 30
_MEMBERS_LIMIT = 2_000
_NESTED_LIMIT = 2
_BOMB_RATIO = 300
_BOMB_BYTES = 64 << 20
_BLOCK_BYTES = 1 << 20
_READ_SUFFIXES = {".txt", ".csv", ".xml", ".xlsx", ".zip", ".gz", ".tsv", ".prn", ""}


@dataclass(frozen=True, slots=True)
class Source:
    """One file as its publisher named it, with the archives that it lay in, and its bytes."""

    name: str
    inside: tuple[str, ...]
    content: bytes

    @property
    def trail(self) -> str:
        """Archive names and file name in small letters: where a year or a month may be told."""
        return "/".join((*self.inside, self.name)).lower()

    @property
    def head(self) -> str:
        """The first lines as text, to recognise the layout by."""
        return self.content[:8_192].decode("utf-8-sig", "replace")


def sources(path: Path) -> Iterator[Source]:
    """Every file inside, archives opened; Refusal for a truncated or an excessive archive."""
    if not path.is_file():
        raise NotClean("no-such-file", f"{path.name} is not a file")
    if path.stat().st_size > MEMBER_LIMIT_BYTES and path.suffix.lower() != ".zip":
        raise NotClean("file-too-large", f"{path.name} is larger than {MEMBER_LIMIT_BYTES >> 20} MB")
    yield from _opened(Source(path.name, (), path.read_bytes()), _Budget())


@dataclass(slots=True)
class _Budget:
    """How many bytes and members may still come out of all archives together."""

    bytes_left: int = TOTAL_LIMIT_BYTES
    members_left: int = _MEMBERS_LIMIT

    def spend(self, size_bytes: int, name: str) -> None:
        self.bytes_left -= size_bytes
        if self.bytes_left < 0:
            raise NotClean("archive-too-large", f"{name} unpacks to more than {TOTAL_LIMIT_BYTES >> 30} GB")


def _opened(source: Source, budget: _Budget) -> Iterator[Source]:
    if source.content[:2] == b"PK" and not source.name.lower().endswith(".xlsx"):
        yield from _unzipped(source, budget)
    elif source.content[:2] == b"\x1f\x8b":
        plain = _gunzipped(source, budget)
        yield from _opened(Source(source.name.removesuffix(".gz"), source.inside, plain), budget)
    else:
        yield source


def _unzipped(source: Source, budget: _Budget) -> Iterator[Source]:
    if len(source.inside) >= _NESTED_LIMIT:
        raise NotClean("archive-too-deep", f"{source.name} lies in too many archives")
    try:
        with zipfile.ZipFile(io.BytesIO(source.content)) as archive:
            for member in archive.infolist():
                if _is_wanted(member, budget):
                    inside = (*source.inside, source.name)
                    content = _member(archive, member, budget)
                    yield from _opened(Source(PurePosixPath(member.filename).name, inside, content), budget)
    except (zipfile.BadZipFile, zlib.error, EOFError, RuntimeError) as wrong:
        raise NotClean("archive-broken", f"{source.name} is no whole zip file") from wrong


def _is_wanted(member: zipfile.ZipInfo, budget: _Budget) -> bool:
    budget.members_left -= 1
    if budget.members_left < 0:
        raise NotClean("archive-too-many", f"the archive holds more than {_MEMBERS_LIMIT} files")
    suffix = PurePosixPath(member.filename).suffix.lower()
    return not member.is_dir() and suffix in _READ_SUFFIXES and "__MACOSX" not in member.filename


def _member(archive: zipfile.ZipFile, member: zipfile.ZipInfo, budget: _Budget) -> bytes:
    """Read by blocks: what the directory says of the size is not believed."""
    read = io.BytesIO()
    with archive.open(member) as stream:
        while block := stream.read(_BLOCK_BYTES):
            read.write(block)
            _refuse_bomb(read.tell(), member.compress_size, member.filename)
            budget.spend(len(block), member.filename)
    return read.getvalue()


def _gunzipped(source: Source, budget: _Budget) -> bytes:
    read = io.BytesIO()
    try:
        with gzip.open(io.BytesIO(source.content)) as stream:
            while block := stream.read(_BLOCK_BYTES):
                read.write(block)
                _refuse_bomb(read.tell(), len(source.content), source.name)
                budget.spend(len(block), source.name)
    except (OSError, EOFError, zlib.error) as wrong:
        raise NotClean("archive-broken", f"{source.name} is no whole gzip file") from wrong
    return read.getvalue()


def _refuse_bomb(unpacked_bytes: int, packed_bytes: int, name: str) -> None:
    if unpacked_bytes > MEMBER_LIMIT_BYTES:
        raise NotClean("file-too-large", f"{name} unpacks to more than {MEMBER_LIMIT_BYTES >> 20} MB")
    if unpacked_bytes > _BOMB_BYTES and unpacked_bytes > _BOMB_RATIO * max(packed_bytes, 1):
        raise NotClean("archive-bomb", f"{name} unpacks to far more than any official file does")
