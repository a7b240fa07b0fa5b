"""Which verbs does the command line have? One module each, imported when it is called."""

import importlib
import os
import sys
from pathlib import Path

import click

from cleanclaim import __version__
from cleanclaim.core.basics.refusals import Refusal

VERBS = {
    "audit": "Verify the chain of audit events.",
    "check": "X12 files → findings, and TA1, 999 and 277CA.",
    "codes": "Search, show and list code sets by edition and date.",
    "demo": "Play a seeded practice through the whole cycle, then serve it.",
    "ledger": "Verify the books.",
    "post": "835 files → ledger, exactly once.",
    "read": "X12 files → tables.",
    "report": "Revenue-cycle figures, with numerator and denominator.",
    "sandbox": "Play the payer and clearinghouse.",
    "scrub": "837 files → the verdict of every edit.",
    "serve": "Serve the application on this machine.",
    "write": "Claims as JSON lines → an X12 file.",
}

CLEAN, FINDINGS, COULD_NOT_RUN = 0, 1, 2


class Verbs(click.Group):
    """Imports a verb's module only when that verb is called, so that each starts fast."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Name every verb."""
        return sorted(VERBS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Import one verb."""
        if cmd_name not in VERBS:
            return None
        return importlib.import_module(f"cleanclaim.cli.{cmd_name}").command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """List the verbs without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl(sorted(VERBS.items()))


@click.group(cls=Verbs, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="cleanclaim")
def command() -> None:
    """From a signed visit note to codes, a clean claim, the money, and a ledger that proves itself."""


def home() -> Path:
    """The folder that keeps everything: database, reference editions, files sent and received."""
    return Path(os.environ.get("CLEANCLAIM_HOME", "var")).resolve()


def main() -> None:
    """Run a verb. Exit 0: clean; 1: findings; 2: could not run."""
    try:
        status = command(standalone_mode=False)
    except Refusal as refusal:
        click.echo(f"cleanclaim: {refusal.message}", err=True)
        sys.exit(COULD_NOT_RUN)
    except click.ClickException as wrong:
        wrong.show()
        sys.exit(COULD_NOT_RUN)
    except click.Abort:
        click.echo("cleanclaim: stopped", err=True)
        sys.exit(COULD_NOT_RUN)
    sys.exit(status if isinstance(status, int) else CLEAN)
