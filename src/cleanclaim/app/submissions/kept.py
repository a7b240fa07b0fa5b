"""Where are the files of partners kept? Under the home folder, byte for byte, as sent and as received."""

import hashlib
import re
from pathlib import Path

from django.conf import settings

from cleanclaim.core.basics.refusals import BrokenInvariant, NotClean
from cleanclaim.partners.folder import write_whole

_PARTNER = re.compile(r"[0-9a-z][0-9a-z_-]{0,39}", re.ASCII)
_NUMBER = re.compile(r"[0-9]{9}", re.ASCII)


def keep_sent(partner: str, control_number: str, content: bytes) -> str:
    """Keep a file that goes out as sent/<partner>/<control number>.837; return its name.

    BrokenInvariant where another file bears the number: control numbers never repeat.
    """
    if not _NUMBER.fullmatch(control_number):
        raise BrokenInvariant("a file that is sent has a control number of nine digits")
    path = _folder("sent", partner) / f"{control_number}.837"
    if path.exists():
        if path.read_bytes() != content:
            raise BrokenInvariant("another file was sent under this control number")
        return path.name
    write_whole(path, content)
    return path.name


def keep_received(partner: str, content: bytes) -> Path:
    """Keep a file that came as received/<partner>/<its digest>."""
    path = _folder("received", partner) / hashlib.sha256(content).hexdigest()
    if not path.exists():
        write_whole(path, content)
    return path


def _folder(direction: str, partner: str) -> Path:
    if not _PARTNER.fullmatch(partner):
        raise NotClean("partner.name", "A partner's name is small letters, digits, hyphens and underscores.")
    folder: Path = settings.HOME / direction / partner
    folder.mkdir(parents=True, exist_ok=True, mode=0o700)
    return folder
