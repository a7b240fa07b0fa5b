"""Does a demo stay out of every home that is not its own?"""

from pathlib import Path

import pytest

from cleanclaim.core.basics.refusals import TooLate
from cleanclaim.demo import homes


@pytest.fixture(autouse=True)
def no_other_database(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("CLEANCLAIM_DATABASE", raising=False)


def test_an_empty_home_is_taken_and_marked(tmp_path: Path) -> None:
    home = tmp_path / "new"
    homes.prepare(home)
    assert [path.name for path in home.iterdir()] == [".demo"]
    assert homes.is_demo(home)


def test_what_an_earlier_demo_left_is_removed_and_the_library_stays(tmp_path: Path) -> None:
    homes.prepare(tmp_path)
    (tmp_path / "demo.sqlite3").write_text("old")
    (tmp_path / "sent" / "sandbox").mkdir(parents=True)
    (tmp_path / "reference").mkdir()
    homes.keep_mark(tmp_path, {"seed": 7})
    homes.prepare(tmp_path)
    assert sorted(path.name for path in tmp_path.iterdir()) == [".demo", "reference"]


def test_a_home_with_a_real_database_is_refused_and_untouched(tmp_path: Path) -> None:
    assert not homes.is_demo(tmp_path)
    (tmp_path / "cleanclaim.sqlite3").write_text("real")
    with pytest.raises(TooLate) as refused:
        homes.prepare(tmp_path)
    assert refused.value.code == "demo.real_home"
    assert [path.name for path in tmp_path.iterdir()] == ["cleanclaim.sqlite3"]


def test_files_that_no_demo_left_are_refused_and_untouched(tmp_path: Path) -> None:
    (tmp_path / "sent").mkdir()
    with pytest.raises(TooLate) as refused:
        homes.prepare(tmp_path)
    assert refused.value.code == "demo.not_ours"
    assert [path.name for path in tmp_path.iterdir()] == ["sent"]


def test_a_database_elsewhere_is_never_played_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("CLEANCLAIM_DATABASE", "postgresql://somebody@db/claims")
    with pytest.raises(TooLate) as refused:
        homes.prepare(tmp_path)
    assert refused.value.code == "demo.database"
    assert list(tmp_path.iterdir()) == []
