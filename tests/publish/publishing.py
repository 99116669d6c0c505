"""Publications in processes of their own, which a test may kill at any moment."""

import json
import time
from dataclasses import dataclass
from pathlib import Path

from tests import warm

_COMMANDS = """
import json, os, signal, sys
from tambour.commands.cli import main
for command in json.loads(sys.argv[1]):
    if command[0] == "say":
        with open(command[1], "a") as told:
            print(command[2], file=told, flush=True)
    elif command[0] == "die":
        os.kill(os.getpid(), signal.SIGKILL)
    elif code := main(command):
        sys.exit(code)
"""


@dataclass(frozen=True)
class Publisher:
    """Publishes the project of a folder; said: what it printed last."""

    folder: Path
    said: Path

    def publish(self, killed_after: float | None = None) -> int:
        """Returns the exit code, negative when it was killed."""
        return self.run(["publier"], killed_after=killed_after)

    def run(self, *commands: list[str], killed_after: float | None = None) -> int:
        """Run commands one after the other until one fails; `["say", file, line]` adds a line to a file, `["die"]`
        kills the process there."""
        with self.said.open("w") as said:
            program = warm.Program("-c", _COMMANDS, json.dumps(commands), folder=self.folder, said=said.fileno())
        if killed_after is not None:
            time.sleep(killed_after)
            program.kill()
        return program.wait()
