"""Where does a demo live? In a home of its own: it never touches a home that holds real work."""

import json
import os
import shutil
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from cleanclaim.core.basics.refusals import TooLate

MARK = "demo.json"
_DATABASE = "demo.sqlite3"
_REAL_DATABASE = "cleanclaim.sqlite3"
_OF_A_DEMO = (_DATABASE, f"{_DATABASE}-wal", f"{_DATABASE}-shm", MARK)
_FOLDERS = ("sent", "received", "sandbox")
_MARK_OF_PLAY = ".demo"


def prepare(home: Path) -> None:
    """Make the home ready for a fresh demo; TooLate where it holds, or would reach, anything else.

    What an earlier demo left is removed; the reference library stays.
    """
    if os.environ.get("CLEANCLAIM_DATABASE"):
        raise TooLate(
            "demo.database", "A demo plays on its own SQLite file: unset CLEANCLAIM_DATABASE first."
        )
    if (home / _REAL_DATABASE).exists():
        raise TooLate(
            "demo.real_home",
            f"{home} holds a real database. Name another folder with CLEANCLAIM_HOME for a demo.",
        )
    mark = home / _MARK_OF_PLAY
    left = [name for name in (*_OF_A_DEMO, *_FOLDERS) if (home / name).exists()]
    if left and not mark.exists():
        raise TooLate(
            "demo.not_ours", f"{home} holds {left[0]}, and no demo left it there. Name another folder."
        )
    home.mkdir(parents=True, exist_ok=True)
    mark.write_text("A demo lives here: cleanclaim demo may remove what it made.\n", encoding="utf-8")
    for name in left:
        path = home / name
        if path.is_dir():
            shutil.rmtree(path)
        else:
            path.unlink()


def keep_mark(home: Path, told: Mapping[str, Any]) -> None:
    """Keep what the served demo must know: its instant, its seed and its logins."""
    draft = home / f"{MARK}.draft"
    draft.write_text(json.dumps(told, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    draft.replace(home / MARK)


def is_demo(home: Path) -> bool:
    """True where this home is a demo's: then it is never a real one's too."""
    return (home / _MARK_OF_PLAY).exists()
