"""cleanclaim write: how do these claims read as an X12 file?"""

import json
import sys
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import TextIO

import click

from cleanclaim.cli import CLEAN
from cleanclaim.cli.x12_files import control_number
from cleanclaim.core import x12
from cleanclaim.core.basics.refusals import NotClean
from cleanclaim.core.facts.claims import Claim
from cleanclaim.core.facts.codec import Misfit, from_document
from cleanclaim.core.facts.common import Contact


@click.command("write")
@click.argument("claims", type=click.Path(exists=True, dir_okay=False, allow_dash=True))
@click.option("-o", "--output", required=True, type=click.Path(dir_okay=False, allow_dash=True))
@click.option("--sender", required=True, help="ISA06, GS02 and the submitter's number.")
@click.option("--sender-name", required=True)
@click.option("--telephone", required=True, help="Whom the receiver calls about the file.")
@click.option("--receiver", required=True, help="ISA08, GS03 and the receiver's number.")
@click.option("--receiver-name", required=True)
@click.option("--test", is_flag=True, help="Mark the file as a test (ISA15).")
@click.option("--json", "as_json", is_flag=True, help="One JSON document on standard output.")
def command(
    claims: str,
    output: str,
    sender: str,
    sender_name: str,
    telephone: str,
    receiver: str,
    receiver_name: str,
    test: bool,
    as_json: bool,
) -> int:
    """Write claims, one JSON document a line, as an 837P.

    A claim that the guide cannot carry is refused, and nothing is written.
    """
    with _lines(claims) as file:
        facts = list(_claims(file))
    number = control_number()
    batch = x12.Batch(
        submitter=x12.Party(
            name=sender_name, id=sender, contacts=(Contact(name=sender_name, telephone=telephone),)
        ),
        receiver=x12.Party(name=receiver_name, id=receiver),
        number=f"{number:09d}",
    )
    envelope = x12.Envelope(
        sender_id=sender,
        receiver_id=receiver,
        interchange=number,
        group=number,
        at=datetime.now(UTC),
        usage="T" if test else "P",
    )
    data = x12.write_claims(facts, batch=batch, envelope=envelope)
    if output == "-":
        sys.stdout.buffer.write(data)
    else:
        Path(output).write_bytes(data)
    if as_json and output != "-":
        click.echo(
            json.dumps({"file": output, "claims": len(facts), "bytes": len(data), "interchange": number})
        )
    return CLEAN


def _lines(path: str) -> TextIO:
    return sys.stdin if path == "-" else Path(path).open()


def _claims(lines: TextIO) -> Iterator[Claim]:
    for number, line in enumerate(lines, 1):
        if not line.strip():
            continue
        try:
            yield from_document(Claim, json.loads(line))
        except json.JSONDecodeError as wrong:
            raise NotClean("not-json", f"Line {number} is no JSON document.") from wrong
        except Misfit as wrong:
            raise NotClean("misfit", f"Line {number}: {wrong}") from wrong
