"""Publications in processes of their own, which a test may kill at any moment: forked from one that has loaded all."""

import json
import os
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from tests.trees import ROOT

_NURSERY = """
import json, os, signal, sys, time
import tambour.bridge.runner, tambour.build.rendering, tambour.verify.run, tambour.commands.publish
from tambour.commands.cli import main
for line in sys.stdin:
    asked = json.loads(line)
    child = os.fork()
    if child == 0:
        code = 1
        try:
            os.chdir(asked["folder"])
            said = os.open(asked["said"], os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
            os.dup2(said, 1), os.dup2(said, 2)
            for command in asked["commands"]:
                if command[0] == "say":
                    with open(command[1], "a") as told:
                        print(command[2], file=told, flush=True)
                elif command[0] == "die":
                    os.kill(os.getpid(), signal.SIGKILL)
                elif code := main(command):
                    break
            else:
                code = 0
        except BaseException:
            import traceback
            traceback.print_exc()
        finally:
            sys.stdout.flush(), sys.stderr.flush()
            os._exit(code)
    if asked["killed_after"] is not None:
        time.sleep(asked["killed_after"])
        os.kill(child, signal.SIGKILL)
    print(os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]), flush=True)
"""


@dataclass
class Publisher:
    """Publishes the project of a folder; said: what it printed last."""

    folder: Path
    said: Path

    def __enter__(self) -> "Publisher":
        environment = {**os.environ, "PYTHONPATH": f"{ROOT / 'plugins'}"}
        self._process = subprocess.Popen(
            [sys.executable, "-c", _NURSERY], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, env=environment
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.stdin.close()
        self._process.wait()
        self._process.stdout.close()

    def publish(self, killed_after: float | None = None) -> int:
        """Returns the exit code, negative when it was killed."""
        return self.run(["publier"], killed_after=killed_after)

    def run(self, *commands: list[str], killed_after: float | None = None) -> int:
        """Run commands one after the other until one fails; `["say", file, line]` adds a line to a file, `["die"]`
        kills the process there."""
        asked = {"folder": str(self.folder), "said": str(self.said), "killed_after": killed_after}
        asked |= {"commands": commands}
        print(json.dumps(asked), file=self._process.stdin, flush=True)
        return int(self._process.stdout.readline())
