"""What a forge runs by itself: workflows for GitHub, GitLab and Forgejo, written into the territory's repository.

What they do stands in the commands of Tambour; a workflow says when, with which rights, and what is kept from one run
to the next. The forge's own form for an alert is among them.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined

from tambour.publish.secrets import variable_of

FORGES = ("pages", "gitlab", "forgejo")
_TEMPLATES = Path(__file__).parent / "templates"
_FILES: Mapping[str, Mapping[str, str]] = {  # forge → path in the repository → template
    "pages": {
        ".github/workflows/publier.yml": "github/publier.yml",
        ".github/workflows/relecture.yml": "github/relecture.yml",
        ".github/workflows/alerte.yml": "github/alerte.yml",
        ".github/workflows/alerte-levee.yml": "github/alerte-levee.yml",
    },
    "gitlab": {".gitlab-ci.yml": "gitlab-ci.yml"},
    "forgejo": {
        ".forgejo/workflows/publier.yml": "forgejo/publier.yml",
        ".forgejo/workflows/relecture.yml": "forgejo/relecture.yml",
        ".forgejo/workflows/alerte.yml": "forgejo/alerte.yml",
        ".forgejo/workflows/alerte-levee.yml": "forgejo/alerte-levee.yml",
    },
}
# Each by the commit that the tag beside it stood for, so that a tag that is moved changes nothing here.
ACTIONS: Mapping[str, str] = {
    "checkout": "actions/checkout@3d3c42e5aac5ba805825da76410c181273ba90b1 # v7.0.1",
    "python": "actions/setup-python@5fda3b95a4ea91299a34e894583c3862153e4b97 # v7.0.0",
    "cache": "actions/cache@27d5ce7f107fe9357f9df03efb73ab90386fccae # v5.0.5",
    "restore": "actions/cache/restore@27d5ce7f107fe9357f9df03efb73ab90386fccae # v5.0.5",
    "save": "actions/cache/save@27d5ce7f107fe9357f9df03efb73ab90386fccae # v5.0.5",
    "artifact": "actions/upload-artifact@bbbca2ddaa5d8feaa63e36b76fdaad77386f024f # v7.0.0",
    "pages": "actions/upload-pages-artifact@fc324d3547104276b827a68afc52ff2a11cc49c9 # v5.0.0",
    "deploy": "actions/deploy-pages@cd2ce8fcbc39b97be8ca5fce6e763baed58fa128 # v5.0.0",
    # The last one that speaks the protocol of Forgejo.
    "forgejo_artifact": "actions/upload-artifact@ff15f0306b3f739f7b6fd43fb5d26cd321bd4de5 # v3.2.1",
}


@dataclass(frozen=True)
class WorkflowSite:
    """What workflows are told.

    branch: that is published. target: name of its place. url: of the site. accounts: the variables in which the secrets
    of the accounts come that announce; the forge keeps them under the same names.
    """

    branch: str
    target: str
    url: str
    accounts: tuple[str, ...] = ()

    @property
    def minute(self) -> int:
        """Odd, and not the same for everybody: forges are late at the full hour."""
        return int.from_bytes(hashlib.sha256(self.url.encode()).digest()[:2]) % 30 * 2 + 1

    def secret(self, what: str) -> str:
        """The variable that a secret of the place comes in."""
        return variable_of(self.target, what)


def workflow_files(forge: str, site: WorkflowSite) -> Mapping[str, str]:
    """The files of a forge, by their path in the repository. forge: one of `FORGES`."""
    environment = Environment(  # noqa: S701 — no HTML
        loader=FileSystemLoader(_TEMPLATES),
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        block_start_string="<%",
        block_end_string="%>",
        variable_start_string="<<",
        variable_end_string=">>",
        comment_start_string="<#",
        comment_end_string="#>",
    )
    values = {"site": site, "actions": ACTIONS, "data": "https://data.forgejo.org/"}
    return {path: environment.get_template(name).render(values) for path, name in _FILES[forge].items()}


def is_published_by_a_forge(root: Path) -> bool:
    """Whether workflows of a project publish what is pushed."""
    return any((root / next(iter(files))).is_file() for files in _FILES.values())
