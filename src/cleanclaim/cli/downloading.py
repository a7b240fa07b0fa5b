"""Where do official files come from, and did the right bytes arrive? A dated catalogue, resumed downloads."""

import csv
import hashlib
import urllib.error
import urllib.request
from collections.abc import Callable
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from cleanclaim import __version__
from cleanclaim.core.basics.refusals import NotClean

_BLOCK_BYTES = 1 << 18
_TIMEOUT_SECONDS = 60
_LIMIT_BYTES = 2 << 30
_PARTIAL, _RANGE_NOT_SATISFIABLE = 206, 416


@dataclass(frozen=True, slots=True)
class OfficialFile:
    """One file of the catalogue; sha256 is empty where the publisher's bytes are not pinned."""

    name: str
    publisher: str
    holds: str
    address: str
    sha256: str


def catalogue() -> tuple[OfficialFile, ...]:
    """The files that `codes fetch` knows."""
    text = resources.files("cleanclaim.cli").joinpath("official_files.csv").read_text("utf-8")
    lines = (line for line in text.splitlines() if not line.startswith("#"))
    return tuple(OfficialFile(**row) for row in csv.DictReader(lines))


def download(file: OfficialFile, folder: Path, progress: Callable[[str, int, int], None]) -> Path:
    """Fetch a file, going on where an earlier try stopped; Refusal where its digest is not the pinned one."""
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / file.address.rsplit("/", 1)[-1].replace("%20", "-")
    if path.is_file() and (not file.sha256 or _digest(path) == file.sha256):
        return path
    part = path.with_name(f"{path.name}.part")
    try:
        _fetch(file, part, progress)
    except urllib.error.URLError as wrong:
        raise NotClean("download-failed", f"{file.name}: {wrong.reason}") from wrong
    if file.sha256 and _digest(part) != file.sha256:
        part.unlink()
        raise NotClean("wrong-digest", f"{file.name}: what arrived is not the file that is pinned")
    part.replace(path)
    return path


def _fetch(file: OfficialFile, part: Path, progress: Callable[[str, int, int], None]) -> None:
    have = part.stat().st_size if part.is_file() else 0
    headers = {"User-Agent": f"cleanclaim/{__version__}"} | ({"Range": f"bytes={have}-"} if have else {})
    request = urllib.request.Request(file.address, headers=headers)
    try:
        answer = urllib.request.urlopen(request, timeout=_TIMEOUT_SECONDS)
    except urllib.error.HTTPError as refused:
        if refused.code == _RANGE_NOT_SATISFIABLE and have:
            return
        raise
    with answer, part.open("ab" if answer.status == _PARTIAL else "wb") as kept:
        done = have if answer.status == _PARTIAL else 0
        of = done + int(answer.headers.get("Content-Length") or 0)
        while block := answer.read(_BLOCK_BYTES):
            kept.write(block)
            done += len(block)
            if done > _LIMIT_BYTES:
                raise NotClean("file-too-large", f"{file.name} is larger than {_LIMIT_BYTES >> 30} GB")
            progress(file.name, done, max(of, done))


def _digest(path: Path) -> str:
    with path.open("rb") as content:
        return hashlib.file_digest(content, "sha256").hexdigest()
