"""Does the README tell the truth? Its shell lines run, in an empty home, and end as they say."""

import os
import re
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[2]


def test_a_claims_whole_life_runs_as_the_readme_says(tmp_path: Path) -> None:
    (lines,) = re.findall(r"^```sh\n(.*?)^```", (ROOT / "README.md").read_text(), re.DOTALL | re.MULTILINE)
    home = tmp_path / "home"
    home.mkdir()
    library = Path(os.environ.get("CLEANCLAIM_HOME", "")) / "reference"
    if library.is_dir():
        (home / "reference").symlink_to(library.resolve())
    path = f"{Path(sys.executable).parent}{os.pathsep}{os.environ['PATH']}"
    kept = {
        name: value for name, value in os.environ.items() if not name.startswith(("CLEANCLAIM", "DJANGO"))
    }
    done = subprocess.run(
        ["bash", "-euc", lines],
        cwd=tmp_path,
        env=kept | {"PATH": path, "CLEANCLAIM_HOME": str(home)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    for said in ("1 clean", "posted, 151.20", "already posted, 151.20", "The books hold.", "whole", "E11.22"):
        assert said in done.stdout
