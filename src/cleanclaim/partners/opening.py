"""Which partners does an installation have? Each in a folder of the home that bears its name."""

from pathlib import Path

from cleanclaim.core.basics.refusals import Unknown
from cleanclaim.partners import Partner
from cleanclaim.partners.folder import FolderPartner
from cleanclaim.partners.sandbox.partner import SandboxPartner


def open_partner(name: str, home: Path) -> Partner:
    """Open a partner by its name: sandbox, where one was made in this home, or folder.

    Unknown for every other name.
    """
    if name == "sandbox":
        return SandboxPartner.open(home / "sandbox")
    if name == "folder":
        return FolderPartner(home / "folder")
    raise Unknown("partner.unknown", "There is no partner of this name.")
