"""How is the sandbox a partner? In this process, with a journal that it replays when it is opened again.

The folder holds setup.json (what the sandbox starts from), received/ (the files sent to it, under their
digests) and journal.jsonl (one line for each file received or answer taken, in order). The sandbox itself is
not kept: it is deterministic.
"""

import json
import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import Any

from cleanclaim.core.basics.refusals import Unknown
from cleanclaim.core.facts import codec
from cleanclaim.partners import Arrival
from cleanclaim.partners.folder import write_whole
from cleanclaim.partners.sandbox.books import Books
from cleanclaim.partners.sandbox.outgoing import Answered
from cleanclaim.partners.sandbox.plans import SandboxSetup
from cleanclaim.partners.sandbox.simulator import Sandbox, digest

NAME = "sandbox"


class SandboxPartner:
    """The sandbox behind the interface of every partner."""

    def __init__(self, root: Path, sandbox: Sandbox) -> None:
        self._root = root
        self._sandbox = sandbox
        self._taken: set[str] = set()
        self._sent: set[str] = set()
        self._known_bytes = 0

    @classmethod
    def create(cls, root: Path, setup: SandboxSetup) -> "SandboxPartner":
        """Begin a sandbox in a folder; where one stands already with the same setup, open it."""
        (root / "received").mkdir(parents=True, exist_ok=True)
        document = json.dumps(codec.to_document(setup), sort_keys=True, separators=(",", ":")).encode()
        kept = root / "setup.json"
        if kept.exists() and kept.read_bytes() != document:
            raise Unknown("sandbox.setup", "Another sandbox stands in this folder.")
        write_whole(kept, document)
        return cls.open(root)

    @classmethod
    def open(cls, root: Path) -> "SandboxPartner":
        """Open the sandbox of a folder where it stood; Unknown where there is none."""
        kept = root / "setup.json"
        if not kept.exists():
            raise Unknown("sandbox.none", "There is no sandbox in this folder.")
        partner = cls(root, Sandbox(codec.from_document(SandboxSetup, json.loads(kept.read_bytes()))))
        partner._catch_up()
        return partner

    @property
    def name(self) -> str:
        """What this partner is called."""
        return NAME

    def send(self, name: str, content: bytes, at: datetime) -> None:
        """Hand a file to the clearinghouse. Its name is for display; the same bytes are the same file."""
        named = digest(content)
        self._catch_up()
        if named in self._sent:
            return
        self._sandbox.receive(content, at)
        write_whole(self._root / "received" / named, content)
        self._note({"received": named, "at": at.isoformat()})
        self._sent.add(named)

    def arrivals(self, at: datetime) -> tuple[Arrival, ...]:
        """List the answers that lie ready by this instant and were not taken."""
        self._catch_up()
        return tuple(
            Arrival(NAME, answer.name, answer.sha256, len(answer.content), answer.at)
            for answer in self._sandbox.deliver(at)
            if answer.sha256 not in self._taken
        )

    def fetch(self, arrival: Arrival) -> bytes:
        """Return an answer's bytes."""
        return self._answer(arrival).content

    def acknowledge(self, arrival: Arrival) -> None:
        """Take an answer off the list."""
        self._catch_up()
        if arrival.sha256 not in self._taken:
            self._note({"taken": self._answer(arrival).sha256, "at": arrival.at.isoformat()})
            self._taken.add(arrival.sha256)

    def books(self) -> Books:
        """The payers' own books, as they stand at the last instant that was asked about."""
        return self._sandbox.books()

    def _answer(self, arrival: Arrival) -> Answered:
        for answer in self._sandbox.deliver(arrival.at):
            if answer.sha256 == arrival.sha256:
                return answer
        raise Unknown("partner.arrival", "No waiting file has this digest.")

    def _catch_up(self) -> None:
        """Replay what the journal holds beyond what this process knows: its own past, or another's work.

        A line that a crash cut off is no JSON and was never answered for: it is passed over.
        """
        path = self._root / "journal.jsonl"
        if not path.exists():
            return
        with path.open("rb") as journal:
            journal.seek(self._known_bytes)
            text = journal.read()
        whole = text[: text.rfind(b"\n") + 1]
        self._known_bytes += len(whole)
        for line in whole.splitlines():
            with suppress(json.JSONDecodeError):
                self._replay(json.loads(line))

    def _replay(self, entry: dict[str, Any]) -> None:
        at = datetime.fromisoformat(entry["at"])
        if "received" in entry:
            self._sandbox.receive((self._root / "received" / entry["received"]).read_bytes(), at)
            self._sent.add(entry["received"])
        else:
            self._taken.add(entry["taken"])

    def _note(self, entry: dict[str, Any]) -> None:
        line = json.dumps(entry, sort_keys=True).encode() + b"\n"
        with (self._root / "journal.jsonl").open("ab+") as journal:
            if journal.tell():
                journal.seek(-1, os.SEEK_END)
                line = line if journal.read(1) == b"\n" else b"\n" + line
            journal.write(line)
            journal.flush()
            os.fsync(journal.fileno())
