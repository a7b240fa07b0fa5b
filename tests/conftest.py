"""What do all tests share? The standing cast, and the sample files beside the project."""

import os
from pathlib import Path

import pytest

pytest_plugins = ["tests.app.cast"]

SHARED = Path(os.environ.get("CLEANCLAIM_SHARED", Path(__file__).resolve().parents[2] / "shared"))


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of sample files that others wrote; the test is skipped where it is absent."""
    if not SHARED.is_dir():
        pytest.skip(f"no sample files at {SHARED}")
    return SHARED
