"""One reference library for all tests of the code sets: building it takes seconds."""

from pathlib import Path

import pytest

from cleanclaim.core.codesets import Reference


@pytest.fixture(scope="session")
def reference(tmp_path_factory: pytest.TempPathFactory) -> Reference:
    home: Path = tmp_path_factory.mktemp("reference_home")
    return Reference(home)
