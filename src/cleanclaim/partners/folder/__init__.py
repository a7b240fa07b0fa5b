"""How are files exchanged through two folders? What is put into outbox/ goes out; inbox/ is what came.

Somebody else moves the files (a mail box, a mounted share, a clearinghouse's own client), so that a file may
appear while it is still being written: names that begin with a dot or end in .tmp, .part or .filepart are
left alone until they are renamed.
"""

import hashlib
import os
import re
from datetime import UTC, datetime
from pathlib import Path

from cleanclaim.core.basics.refusals import NotClean, TooLate, Unknown
from cleanclaim.partners import Arrival

_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,99}", re.ASCII)
_UNFINISHED = (".tmp", ".part", ".filepart")
_LARGEST_BYTES = 512 * 1024 * 1024


class FolderPartner:
    """A partner that is a folder with outbox/, inbox/ and taken/ in it."""

    def __init__(self, root: Path, name: str = "folder") -> None:
        self._name = name
        self._outbox, self._inbox, self._taken = root / "outbox", root / "inbox", root / "taken"
        for folder in (self._outbox, self._inbox, self._taken):
            folder.mkdir(parents=True, exist_ok=True)

    @property
    def name(self) -> str:
        """What this partner is called."""
        return self._name

    def send(self, name: str, content: bytes, at: datetime) -> None:
        """Write a file into outbox/ whole or not at all. at: unused, a folder keeps its own times."""
        if not _NAME.fullmatch(name) or name.endswith(_UNFINISHED):
            raise NotClean("partner.name", "A file's name is letters, digits, dots, hyphens and underscores.")
        target = self._outbox / name
        if target.is_symlink() or target.exists():
            if target.is_symlink() or target.read_bytes() != content:
                raise TooLate("partner.name_taken", "The outbox holds another file of this name.")
            return
        write_whole(target, content)

    def arrivals(self, at: datetime) -> tuple[Arrival, ...]:
        """List the finished files of inbox/, oldest first. at: unused, as in send."""
        waiting: dict[str, Arrival] = {}
        for entry in self._waiting():
            state = entry.stat()
            since = datetime.fromtimestamp(state.st_mtime, UTC)
            content = entry.read_bytes()
            arrival = Arrival(self._name, _shown(entry.name), _digest(content), len(content), since)
            waiting.setdefault(arrival.sha256, arrival)
        return tuple(sorted(waiting.values(), key=lambda arrival: (arrival.at, arrival.name, arrival.sha256)))

    def fetch(self, arrival: Arrival) -> bytes:
        """Return the bytes of the waiting file whose digest this is."""
        for entry in self._waiting():
            if entry.stat().st_size == arrival.size_bytes:
                content = entry.read_bytes()
                if _digest(content) == arrival.sha256:
                    return content
        raise Unknown("partner.arrival", "No waiting file has this digest.")

    def acknowledge(self, arrival: Arrival) -> None:
        """Move every waiting copy of the file to taken/, under its digest."""
        for entry in self._waiting():
            if entry.stat().st_size == arrival.size_bytes and _digest(entry.read_bytes()) == arrival.sha256:
                os.replace(entry, self._taken / arrival.sha256)
                _settle(self._taken)
                _settle(self._inbox)

    def _waiting(self) -> list[Path]:
        """Regular files only: a link could name any file of the machine."""
        return [
            entry
            for entry in sorted(self._inbox.iterdir())
            if not entry.is_symlink()
            and entry.is_file()
            and not entry.name.startswith(".")
            and not entry.name.lower().endswith(_UNFINISHED)
            and entry.stat().st_size <= _LARGEST_BYTES
        ]


def write_whole(target: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all, and stays after a power cut."""
    unfinished = target.with_name(f".{target.name}.{os.getpid()}.tmp")
    with unfinished.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    os.replace(unfinished, target)
    _settle(target.parent)


def _settle(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _shown(name: str) -> str:
    """A name that a screen can show: what is not a plain character becomes an underscore."""
    return re.sub(r"[^0-9A-Za-z._-]", "_", name)[:100]
