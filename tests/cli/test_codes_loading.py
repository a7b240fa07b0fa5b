"""Do import, diff and fetch tell what they did, and does a download resume and refuse other bytes?"""

import hashlib
import json
import threading
from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from cleanclaim.cli.codes import command
from cleanclaim.cli.downloading import OfficialFile, catalogue, download
from cleanclaim.core.basics.refusals import NotClean
from cleanclaim.core.codesets import Reference

LINES = "HCPC,SEQNUM,RECID,LONG DESCRIPTION,SHORT DESCRIPTION,ADD DT,TERM DT,ACTION CD\n"
JULY = LINES + "J0001,0010,3,A drug,Drug,20200101,,N\nJ0002,0010,3,Another,Other,20200101,,N\n"
OCTOBER = LINES + "J0001,0010,3,A drug renamed,Drug,20200101,,C\nJ0003,0010,3,A third,Third,20261001,,A\n"


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder: Path = tmp_path_factory.mktemp("home")
    Reference(folder)
    return folder


def codes(home: Path, *arguments: str) -> Result:
    return CliRunner(env={"CLEANCLAIM_HOME": str(home)}).invoke(command, arguments, standalone_mode=False)


def test_import_says_what_was_loaded_and_what_changed(home: Path, tmp_path: Path) -> None:
    for name, text in (("HCPC2026_JUL_ANWEB.csv", JULY), ("HCPC2026_OCT_ANWEB.csv", OCTOBER)):
        (tmp_path / name).write_text(text, encoding="utf-8")
    first = codes(home, "import", str(tmp_path / "HCPC2026_JUL_ANWEB.csv"), "--json")
    assert json.loads(first.stdout)["loaded"][0]["changes"] is None
    told = json.loads(codes(home, "import", str(tmp_path / "HCPC2026_OCT_ANWEB.csv"), "--json").stdout)
    changes = told["loaded"][0]["changes"]
    assert changes == {"added": 1, "deleted": 1, "revised": 1, "since": "2026-07-01"}
    assert "A third" in codes(home, "diff", "hcpcs", "2026-07-01", "2026-10-01").stdout
    shown = codes(home, "show", "J0003", "--on", "2026-10-14").stdout
    assert "Third" in shown
    before = codes(home, "show", "J0003", "--on", "2026-09-30")
    assert "Nothing found" in str(before.exception)


def test_a_licensed_file_is_refused_on_the_command_line_until_accepted(home: Path, tmp_path: Path) -> None:
    file = tmp_path / "ccipra-v323r0-f1.txt"
    file.write_text("Column1/Column2 Edits\n10001\t20002\t\t20200101\t*\t1\tMisuse\n", encoding="utf-8")
    assert "--accept-licence" in str(codes(home, "import", str(file)).exception)
    assert codes(home, "import", str(file), "--accept-licence", "--by", "Ana").return_value == 0


def test_diff_refuses_an_edition_that_is_not_loaded(home: Path) -> None:
    assert "no edition FY2031" in str(codes(home, "diff", "icd10cm", "FY2027", "FY2031").exception)


def test_fetch_lists_the_catalogue_and_refuses_other_names(home: Path) -> None:
    assert "hcpcs-2026-october" in codes(home, "fetch").stdout
    assert "not in the catalogue" in str(codes(home, "fetch", "something").exception)


def test_every_file_of_the_catalogue_has_an_https_address_and_a_digest() -> None:
    for file in catalogue():
        assert file.address.startswith("https://"), file
        assert len(file.sha256) == 64, file


CONTENT = b"official bytes " * 40_000


class Publisher(BaseHTTPRequestHandler):
    """Serves one file, from any byte on; counts how many bytes were asked for."""

    sent: list[int] = []

    def do_GET(self) -> None:
        """Answer with all, or with what follows the byte asked for."""
        asked = self.headers.get("Range", "bytes=0-").removeprefix("bytes=").removesuffix("-")
        start = int(asked)
        if start >= len(CONTENT):
            self.send_error(416)
            return
        self.send_response(206 if start else 200)
        self.send_header("Content-Length", str(len(CONTENT) - start))
        self.end_headers()
        self.wfile.write(CONTENT[start:])
        self.sent.append(len(CONTENT) - start)

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def published() -> Iterator[OfficialFile]:
    Publisher.sent = []
    server = ThreadingHTTPServer(("127.0.0.1", 0), Publisher)
    threading.Thread(target=partial(server.serve_forever, poll_interval=0.05), daemon=True).start()
    address = f"http://127.0.0.1:{server.server_port}/codes.zip"
    yield OfficialFile("codes", "CMS", "codes", address, hashlib.sha256(CONTENT).hexdigest())
    server.shutdown()
    server.server_close()


def silent(_what: str, _done: int, _of: int) -> None:
    """Nobody watches."""


def test_a_download_is_checked_and_kept(published: OfficialFile, tmp_path: Path) -> None:
    path = download(published, tmp_path, silent)
    assert path.read_bytes() == CONTENT
    assert download(published, tmp_path, silent) == path
    assert Publisher.sent == [len(CONTENT)]


def test_a_download_goes_on_where_it_stopped(published: OfficialFile, tmp_path: Path) -> None:
    (tmp_path / "codes.zip.part").write_bytes(CONTENT[:100_000])
    assert download(published, tmp_path, silent).read_bytes() == CONTENT
    assert Publisher.sent == [len(CONTENT) - 100_000]


def test_other_bytes_than_the_pinned_ones_are_refused(published: OfficialFile, tmp_path: Path) -> None:
    with pytest.raises(NotClean, match="not the file that is pinned"):
        download(replace(published, sha256="0" * 64), tmp_path, silent)
    assert list(tmp_path.iterdir()) == []


def test_a_publisher_that_does_not_answer_is_a_refusal(published: OfficialFile, tmp_path: Path) -> None:
    gone = replace(published, address="http://127.0.0.1:9/codes.zip")
    with pytest.raises(NotClean, match="codes: "):
        download(gone, tmp_path, silent)
