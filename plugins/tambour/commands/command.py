"""A command of `tambour`: what it is called, which options it takes, how they are read from what was typed."""

import argparse
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from tambour.build.settings_file import DEFAULT_FILE
from tambour.commands.terminal import UsageRefused
from tambour.model.program import program as program_name

HELP = ("-h", "--help")
PORT, _LAST_PORT = 8000, 65535
_LONG = 120  # characters of what was typed, in a sentence
# Options without a value, and what stands for the value of the others; DOSSIER where nothing is said.
FLAGS = frozenset(
    {"apercu", "essai", "figer", "formulaire", "raccourci", "retour", "simuler", "strict", "tout", "verify"}
)
_METAVARS = {"settings": "FICHIER", "url": "ADRESSE", "now": "DATE", "port": "NUMÉRO", "id": "ID"}
_METAVARS |= {"kind": "NATURE", "title": "TITRE", "depuis": "FICHIER", "moteur": "MOTEUR", "name": "NOM", "vers": "NOM"}
_METAVARS |= {"installer": "NOM", "format": "FORME", "prendre": "ID", "faite": "ID", "rendre": "ID", "retirer": "ID"}
_METAVARS |= {"partie": "ID", "renvoyer": "ID"}
_METAVARS |= {
    "niveau": "NIVEAU",
    "titre": "TITRE",
    "texte": "TEXTE",
    "fin": "MOMENT",
    "communes": "LISTE",
    "lever": "ID",
}

PUBLISH_OPTIONS: Mapping[str, str] = {
    "vers": "où publier, d'après TARGETS (sinon : partout, à tour de rôle)",
    "simuler": "dire ce qui changerait, sans rien écrire ni envoyer",
    "retour": "remettre en ligne la publication précédente",
    "envoyer": "s'arrêter une fois envoyé, et mettre dans ce dossier ce que la forge met elle-même en ligne",
    "constater": "finir ce que --envoyer a commencé : regarder en ligne le site de ce dossier, dire ce qui est nouveau",
    "installer": "écrire, sans rien publier, ce qui publiera : pages (GitHub), gitlab, forgejo, nginx, apache, caddy",
}
TAKING_OPTIONS: Mapping[str, str] = {
    "prendre": "la prendre, juste avant de la dire : personne d'autre ne l'aura",
    "faite": "noter qu'elle est dite",
    "rendre": "la remettre dans la liste : elle n'a pas été dite",
}
ANNOUNCE_OPTIONS: Mapping[str, str] = {
    "simuler": "dire ce qui partirait, avec les textes entiers, sans rien envoyer",
    "essai": "dire ce que le secret de chaque compte permet, sans rien publier",
    "retirer": "supprimer de tous les comptes les messages d'un contenu qui a quitté le site",
    "partie": "dire d'une lettre peut-être partie qu'elle l'est : rien ne repart",
    "renvoyer": "dire d'une lettre peut-être partie qu'elle ne l'est pas : elle repart",
}
ANSWERS = {"depuis": "fichier YAML de toutes les réponses, au lieu des questions"}
ENGINE = {"moteur": "paquet de Tambour (tambour-….whl), son adresse, ou un numéro de version"}
STYLE_GUIDE_OPTIONS: Mapping[str, str] = {
    "port": f"port de la machine (sinon : {PORT})",
    "output": "dossier où l'écrire, au lieu de le montrer",
    "url": "adresse où ce dossier sera servi (sinon : celle du site)",
}
LETTER_OPTIONS: Mapping[str, str] = {
    "id": "son identifiant (sinon : la prochaine à partir ; pour figer, la dernière partie)",
    "apercu": "la voir (ce qui se fait aussi sans option)",
    "figer": "la garder telle qu'elle est partie",
}
ALERT_OPTIONS: Mapping[str, str] = {
    "niveau": "info, vigilance ou urgence",
    "titre": "ce qui se passe, et où",
    "texte": "ce qu'il faut faire",
    "fin": "quand elle finit : 18 h, demain 8 h, 05/12/2026 18h00",
    "communes": "celles qu'elle concerne, séparées par des virgules (sinon : tout le territoire)",
    "lever": "identifiant de l'alerte qui est finie avant l'heure prévue",
    "formulaire": "prendre les réponses d'un formulaire de la forge, dans les variables TAMBOUR_ALERTE_…",
}


@dataclass(frozen=True)
class Arguments:
    """What was typed after a command, by option; None, or False for a flag, when it was not. project: its folder."""

    options: Mapping[str, Any]
    project: Path

    def path(self, name: str) -> Path | None:
        """A folder or a file, from the current folder."""
        return Path(self.options[name]) if self.options[name] else None

    def settings(self, default: str = DEFAULT_FILE) -> Path:
        """The settings file, by default the project's own."""
        return self.path("settings") or self.project / default

    def port(self) -> int:
        """A port of this machine. Raises UsageRefused for what is none."""
        port = str(self.options["port"] or PORT)
        if not (port.isascii() and port.isdecimal() and len(port) <= len(str(_LAST_PORT)) and int(port) <= _LAST_PORT):
            raise UsageRefused(f"« {excerpt(port)} » n'est pas un numéro de port ; par exemple --port={PORT}.")
        return int(port)


def excerpt(text: str) -> str:
    """What was typed, on one line and short enough for a sentence."""
    line = "".join(char if char.isprintable() else "?" for char in text)
    return line if len(line) <= _LONG else f"{line[: _LONG - 1]}…"


@dataclass(frozen=True)
class Command:
    """summary: French, one sentence. options: name → help, French. run: does it; returns the exit code.

    word: which of the options is typed alone, without its name. is_for_none: it needs no project.
    """

    summary: str
    options: Mapping[str, str]
    run: Callable[[Arguments], int]
    word: str = ""
    is_for_none: bool = False


class _FrenchHelp(argparse.HelpFormatter):
    def add_usage(self, usage: str | None, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "Utilisation : " if prefix is None else prefix)


def parser_of(name: str, command: Command) -> argparse.ArgumentParser:
    """Of the options of a command. Nothing is required or converted: argparse would say so, in English."""
    parser = argparse.ArgumentParser(
        prog=f"{program_name()} {name}",
        description=command.summary,
        formatter_class=_FrenchHelp,
        add_help=False,
        allow_abbrev=False,
        exit_on_error=False,
    )
    options = parser.add_argument_group("options")
    options.add_argument(*HELP, action="store_true", help="montrer cette aide")
    for option, words in command.options.items():
        if option == command.word:
            options.add_argument(option, metavar=_METAVARS.get(option, "DOSSIER"), nargs="?", help=words)
        elif option in FLAGS:
            options.add_argument(f"--{option}", action="store_true", help=words)
        else:
            options.add_argument(f"--{option}", metavar=_METAVARS.get(option, "DOSSIER"), help=words)
    return parser
