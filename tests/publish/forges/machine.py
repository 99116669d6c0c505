"""A forge on this machine: a bare repository, what its runners do with a workflow, and the pages that it shows.

Steps that run a line of shell are run as they stand, in a clone made as the forge makes it; what other people's actions
do stands here in a few lines each.
"""

import os
import re
import shlex
import shutil
import subprocess
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import yaml

from tests import warm

_EXPRESSION = re.compile(r"\$\{\{\s*(.*?)\s*\}\}")
_KEPT = (".cache", "output")
TOKEN = "jeton-de-ce-travail"
GITLAB_INPUT = re.compile(r"\$\[\[\s*inputs\.(\w+)\s*\]\]")


def git(*arguments: str, cwd: Path) -> str:
    done = subprocess.run(["git", *arguments], cwd=cwd, capture_output=True, encoding="utf-8", check=False)
    assert done.returncode == 0, (arguments, done.stderr)
    return done.stdout.strip()


@dataclass
class StepOutcome:
    """name: of the step. code: of its line of shell; 0 for an action."""

    name: str
    code: int
    said: str = ""


@dataclass
class Forge:
    """repository: a bare one. shown: the folder that it serves. work: where clones lie. kept: by one run for others."""

    repository: Path
    shown: Path
    work: Path
    artifact: Path | None = None
    kept: Path | None = None
    environment: Mapping[str, str] = field(default_factory=dict)

    def clone(self) -> Path:
        """As actions/checkout does: the branch at its tip, one commit deep, with where it comes from."""
        folder = self.work / "depot" / "depot"
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir(parents=True)
        git("init", "--quiet", ".", cwd=folder)
        git("remote", "add", "origin", f"file://{self.repository}", cwd=folder)
        git("fetch", "--quiet", "--depth=1", "origin", "+refs/heads/main:refs/remotes/origin/main", cwd=folder)
        git("checkout", "--quiet", "--force", "-B", "main", "refs/remotes/origin/main", cwd=folder)
        with_environment(folder)
        return folder

    def run(self, workflow: str, event: str = "push", **inputs: str) -> list[StepOutcome]:
        """Run a workflow of GitHub or Forgejo: its jobs in their order, called ones too."""
        clone = self.clone()
        read = yaml.safe_load((clone / workflow).read_text("utf-8"))
        done: list[StepOutcome] = []
        for job in read["jobs"].values():
            if any(one.code for one in done):
                break
            if "uses" in job:
                done += self.run(job["uses"].removeprefix("./"), event)
            else:
                done += _Job(self, self.clone(), event, inputs).run(job["steps"])
        return done

    def run_gitlab(self, **inputs: str) -> list[StepOutcome]:
        """Run the pipeline of the main branch."""
        done: list[StepOutcome] = []
        text = (self.clone() / ".gitlab-ci.yml").read_text("utf-8")
        head, jobs = yaml.safe_load_all(text)
        values = {name: inputs.get(name, one.get("default", "")) for name, one in head["spec"]["inputs"].items()}
        jobs = _with_inputs(jobs, values)
        names = ["relire", *(["alerte"] if values["action"] != "publier" else []), "pages", "constater"]
        for name in names:
            job, clone = jobs[name], self.clone()
            git("checkout", "--quiet", "--detach", cwd=clone)
            if self.artifact is not None and name == "constater":
                shutil.copytree(self.artifact, clone / "public")
            variables = {**jobs["variables"], **job.get("variables", {})}
            environment = {
                key: value["value"] if isinstance(value, dict) else value for key, value in variables.items()
            }
            environment |= {"CI_COMMIT_BRANCH": "main", "CI_PROJECT_DIR": str(clone), "GITLAB_CI": "true"}
            environment |= {key: TOKEN for key, value in environment.items() if value == "$CI_JOB_TOKEN"}
            script = [line for part in job["script"] for line in (part if isinstance(part, list) else [part])]
            outcome = shell("\n".join(script), clone, {**self.environment, **environment}, name)
            done.append(outcome)
            if outcome.code and not job["rules"][-1].get("allow_failure"):
                break
            if name == "pages":
                self.artifact = self.work / "artifact"
                self.show(clone / job["pages"]["publish"])
        return done

    def show(self, folder: Path) -> None:
        """Have the public see a folder."""
        self.artifact = self.work / "artifact"
        shutil.rmtree(self.artifact, ignore_errors=True)
        shutil.copytree(folder, self.artifact)
        shutil.rmtree(self.shown, ignore_errors=True)
        shutil.copytree(folder, self.shown)


@dataclass
class _Job:
    forge: Forge
    clone: Path
    event: str
    inputs: Mapping[str, str]
    outputs: dict[str, str] = field(default_factory=dict)
    outcomes: dict[str, str] = field(default_factory=dict)
    failed: bool = False

    def run(self, steps: list[Mapping[str, Any]]) -> list[StepOutcome]:
        done = []
        for step in steps:
            if not self._is_due(step.get("if", "")):
                continue
            outcome = self._run(step)
            self.outcomes[step.get("id", "")] = "failure" if outcome.code else "success"
            self.failed = self.failed or bool(outcome.code and not step.get("continue-on-error"))
            done.append(outcome)
        return done

    def _is_due(self, condition: str) -> bool:
        if "cancelled()" not in condition and self.failed:
            return False
        if not condition:
            return True
        words = _EXPRESSION.sub(r"\1", condition).replace("!cancelled()", "True")
        words = re.sub(
            r"steps\.([\w-]+)\.outputs\.(\w+)", lambda m: repr(self.outputs.get(f"{m[1]}.{m[2]}", "")), words
        )
        words = re.sub(r"steps\.([\w-]+)\.outcome", lambda m: repr(self.outcomes.get(m[1], "skipped")), words)
        words = words.replace("github.event_name", repr(self.event)).replace("&&", "and").replace("||", "or")
        return bool(eval(words))

    def _run(self, step: Mapping[str, Any]) -> StepOutcome:
        name, action = step["name"], step.get("uses", "").removeprefix("https://data.forgejo.org/").partition("@")[0]
        if action:
            self._act(action, step.get("with", {}))
            return StepOutcome(name, 0)
        output = self.forge.work / "output.txt"
        output.write_text("")
        environment = {key: self._value(value) for key, value in step.get("env", {}).items()}
        environment |= {
            "GITHUB_ACTIONS": "true",
            "GITHUB_OUTPUT": str(output),
            "GITHUB_WORKSPACE": str(self.clone),
            "RUNNER_TEMP": str(self._temporary),
            "CI": "true",
        }
        done = shell(step["run"], self.clone, {**self.forge.environment, **environment}, name)
        for line in output.read_text("utf-8").splitlines():
            key, _, value = line.partition("=")
            self.outputs[f"{step.get('id', '')}.{key}"] = value
        return done

    def _act(self, action: str, options: Mapping[str, str]) -> None:
        if action == "actions/upload-pages-artifact":
            assert options["include-hidden-files"] is True
            self.forge.artifact = Path(self._value(options["path"]))
        elif action == "actions/deploy-pages":
            self.forge.show(self.forge.artifact)
        elif action == "actions/cache/restore" and "output" in options["path"] and self.forge.kept is not None:
            _copy(self.forge.kept, self.clone)
        elif action == "actions/cache/save":
            self.forge.kept = self.forge.work / "kept"
            shutil.rmtree(self.forge.kept, ignore_errors=True)
            self.forge.kept.mkdir()
            _copy(self.clone, self.forge.kept)

    @property
    def _temporary(self) -> Path:
        return self.forge.work / "temp"

    def _value(self, value: str) -> str:
        known = {"github.token": TOKEN, "runner.temp": str(self._temporary)}
        known |= {f"inputs.{name}": typed for name, typed in self.inputs.items()}
        return _EXPRESSION.sub(lambda found: known.get(found[1], ""), str(value))


def shell(script: str, folder: Path, environment: Mapping[str, str], name: str) -> StepOutcome:
    """A step, as runners start it: `bash -e`."""
    known = {key: os.environ[key] for key in ("PATH", "HOME", "LANG") if key in os.environ}
    known["PATH"] = f"{folder.parent / 'bin'}{os.pathsep}{known['PATH']}"
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", script],
        cwd=folder,
        env={**known, **environment},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    return StepOutcome(name, done.returncode, done.stdout + done.stderr)


def with_environment(folder: Path) -> None:
    """Have a clone's starter find what it would install: this Python; and an apt-get that has nothing to do."""
    scripts, tools = folder / ".venv" / "bin", folder.parent / "bin"
    scripts.mkdir(parents=True)
    tools.mkdir(exist_ok=True)
    for file, line in (
        (scripts / "python", f'exec {shlex.join(warm.python())} "$@"'),
        (tools / "python3", f'exec {shlex.join(warm.python())} "$@"'),
        (tools / "apt-get", "exit 0"),
    ):
        file.write_text(f"#!/bin/sh\n{line}\n")
        file.chmod(0o755)
    stamp = "import runpy; m = runpy.run_path('tasks.py'); m['STAMP'].write_text(m['wanted']())"
    subprocess.run([*warm.python(), "-c", stamp], cwd=folder, check=True)


def _copy(source: Path, goal: Path) -> None:
    for name in _KEPT:
        if (source / name).is_dir():
            shutil.copytree(source / name, goal / name, dirs_exist_ok=True)
        elif (source / name).is_file():
            shutil.copyfile(source / name, goal / name)


def _with_inputs(value: Any, inputs: Mapping[str, str]) -> Any:
    """As GitLab does it: in each text of the tree that was read, never in the text of the file."""
    if isinstance(value, dict):
        return {key: _with_inputs(one, inputs) for key, one in value.items()}
    if isinstance(value, list):
        return [_with_inputs(one, inputs) for one in value]
    return GITLAB_INPUT.sub(lambda found: inputs[found[1]], value) if isinstance(value, str) else value
