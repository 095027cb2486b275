"""The command line: one group, one file a command, loaded only when it is asked for."""

from collections.abc import Mapping
from importlib import import_module
from importlib.metadata import version
from typing import Any

import click

from bot.commands.speech import FAULTY, say_aside, stop
from bot.settings import Misconfigured
from domain.refusals import NotSaved
from domain.turns import Text
from storage.faults import BadFile

# Command → where it stands in bot/commands.
COMMANDS: Mapping[str, str] = {
    "run": "running:run",
    "import": "importing:import_directory",
    "check": "checking:check",
    "link": "linking:link",
    "invite": "inviting:invite",
    "revoke": "inviting:take_back",
    "classify": "classifying:classify",
    "eval": "evaluating:evaluate",
    "train": "training:train",
    "replay": "replaying:replay",
    "posters": "posters:posters",
    "strike": "striking:strike",
    "simulate": "simulating:simulate",
    "export": "exporting:export",
    "backup": "backing_up:backup",
    "restore": "restoring:restore",
    "release": "releasing:release",
    "drill": "drilling:drill",
    "verify": "verifying:verify",
    "rotate": "rotating:rotate",
    "describe": "describing:describe_pages",
}
# What is wrong with the machine and not with the input.
_OUTSIDE = (Misconfigured, NotSaved, OSError)


class Commands(click.Group):
    """Finds a command in its file; a fault of the environment becomes one plain line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """Return the commands in the order in which people need them."""
        del ctx
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """Load the command's file, if there is such a command."""
        del ctx
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command: click.Command = getattr(import_module(f"bot.commands.{module}"), name)
        return command

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - as click declares it
        """Run the command; exit with 2 when the environment does not let it work.

        A file of the community's own that cannot be used is told fault by fault, with exit code 1.

        Raises:
            UsageError: the settings, the disk, the port or the database stand in the way.
        """
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            # Whoever read the output has seen enough; click ends in silence.
            raise
        except BadFile as bad:
            for each in bad.faults:
                words = Text(each.text_key, dict(each.values))
                say_aside("commands.error", where=each.place, words=words)
            stop(FAULTY, "commands.bad_file", faults=len(bad.faults))
        except _OUTSIDE as fault:
            raise click.UsageError(str(fault)) from fault


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(version("yizhan"), prog_name="yizhan")
def yizhan() -> None:
    """Run a community's grid service station (网格驿站)."""


def main() -> None:
    """Start the command line."""
    yizhan(prog_name="yizhan")
