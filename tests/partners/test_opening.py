"""A partner is opened by its name, from the home folder."""

from pathlib import Path
from typing import Any

import pytest

from cleanclaim.core.basics.refusals import Unknown
from cleanclaim.partners.opening import open_partner
from cleanclaim.partners.sandbox.partner import SandboxPartner


def test_a_folder_is_always_there(tmp_path: Path) -> None:
    assert open_partner("folder", tmp_path).name == "folder"
    assert (tmp_path / "folder" / "outbox").is_dir()


def test_the_sandbox_is_there_where_one_was_made(tmp_path: Path, world: Any) -> None:
    with pytest.raises(Unknown):
        open_partner("sandbox", tmp_path)
    SandboxPartner.create(tmp_path / "sandbox", world.setup)
    assert open_partner("sandbox", tmp_path).name == "sandbox"


@pytest.mark.parametrize("name", ["", "../sandbox", "sftp"])
def test_no_other_name_is_known(tmp_path: Path, name: str) -> None:
    with pytest.raises(Unknown):
        open_partner(name, tmp_path)
