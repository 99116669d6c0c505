"""`tambour` on the command line: its commands and their options, declared here once; tasks.py runs the same.

Whoever types is answered in French, whatever is wrong. The standard library is all that it takes to list the commands
and to name the lock (`tambour --requirements`): a new environment has nothing else yet.
"""

import argparse
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from tambour.build.engine import LOCK, engine_version
from tambour.build.settings_file import DEFAULT_FILE, project_around
from tambour.commands import command, terminal
from tambour.commands.command import FLAGS, HELP, Arguments, Command, parser_of
from tambour.model.program import program as program_name
from tambour.source.suggest import did_you_mean

USAGE = 64  # EX_USAGE (sysexits.h)
_INTERRUPTED = 130  # as shells tell it: 128 + SIGINT
_UNHEARD = 74  # EX_IOERR

_SITE = {"content": "dossier du contenu (sinon : content/)", "settings": "réglages du site (sinon : pelicanconf.py)"}
_MOMENT = {"now": "date et heure à simuler, par exemple 2026-12-05 ou 2026-12-05T10:00"}
_WHERE = {"output": "dossier du site produit (sinon : output/)", "url": "adresse publique du site"}
_ANEW = {"tout": "tout refaire, sans rien reprendre des constructions précédentes ni du cache"}
_STRICT = {"strict": "s'arrêter à la moindre faute, sans rien publier, au lieu de la contourner"}
_PROOF = {"verify": "tout relire avant de mettre en place ; deux canaux qui ne s'accordent pas arrêtent tout"}


def _check(arguments: Arguments) -> int:
    from tambour.commands.check import check
    from tambour.commands.forge_reports import FORMATS, TEXT

    form = arguments.options["format"] or TEXT
    if form not in FORMATS:
        return _refuse(f"« {command.excerpt(form)} » : au choix {', '.join(FORMATS)}.{did_you_mean(form, FORMATS)}")
    strict = bool(arguments.options["strict"])
    return check(arguments.path("content"), arguments.settings(), strict=strict, form=form)


def _build(arguments: Arguments) -> int:
    from tambour.commands.build import build

    url, now = arguments.options["url"], arguments.options["now"]
    where = arguments.path("content"), arguments.settings(), arguments.path("output")
    verify, anew, strict = (bool(arguments.options[option]) for option in ("verify", "tout", "strict"))
    return build(*where, url, now, verify=verify, anew=anew, strict=strict)


def _verify(arguments: Arguments) -> int:
    from tambour.commands.verify import verify

    where = arguments.path("content"), arguments.settings(), arguments.path("output")
    return verify(*where, arguments.options["now"])


def _registre(arguments: Arguments) -> int:
    from tambour.commands.ledger import record

    return record(arguments.path("content"), arguments.settings())


def _publier(arguments: Arguments) -> int:
    from tambour.commands.install import install
    from tambour.commands.publish import publish

    if server := arguments.options["installer"]:
        return install(server, arguments.settings("publishconf.py"), arguments.options["vers"])
    rehearse, back = bool(arguments.options["simuler"]), bool(arguments.options["retour"])
    handed, seen = arguments.path("envoyer"), arguments.path("constater")
    if sum(map(bool, (rehearse, back, handed, seen))) > 1:
        return _refuse("--simuler, --retour, --envoyer et --constater : une seule à la fois.")
    where = arguments.path("content"), arguments.settings("publishconf.py"), arguments.options["vers"]
    if handed or seen:
        from tambour.commands.forge_publication import hand_over, see

        return hand_over(*where, handed) if handed else see(*where, seen or Path())
    return publish(*where, rehearse=rehearse, back=back)


def _alerte(arguments: Arguments) -> int:
    from tambour.commands.alert import AlertOrder, from_form, raise_alert
    from tambour.commands.alert_text import TypedAlert

    where = arguments.path("content"), arguments.settings("publishconf.py")
    if arguments.options["formulaire"]:
        return from_form(*where)
    typed = TypedAlert(*(arguments.options[name] or "" for name in ("niveau", "titre", "texte", "fin", "communes")))
    return raise_alert(*where, AlertOrder(typed, arguments.options["lever"]))


def _annonces(arguments: Arguments) -> int:
    from tambour.commands.announcements import announce

    asked = (arguments.options[one] or "" for one in command.TAKING_OPTIONS)
    return announce(arguments.settings("publishconf.py"), *asked)


def _annoncer(arguments: Arguments) -> int:
    from tambour.commands.announce import announce_news

    asked = (arguments.options[one] for one in command.ANNOUNCE_OPTIONS)
    return announce_news(arguments.path("content"), arguments.settings("publishconf.py"), *asked)


def _serve(arguments: Arguments) -> int:
    from tambour.commands.serve import serve
    from tambour.commands.shortcut import place_shortcut

    if arguments.options["raccourci"]:
        return place_shortcut(arguments.settings())
    return serve(arguments.path("content"), arguments.settings(), arguments.options["now"], arguments.port())


def _style_guide(arguments: Arguments) -> int:
    from tambour.commands.style_guide import show_style_guide, write_style_guide

    if output := arguments.path("output"):
        return write_style_guide(arguments.settings(), output, arguments.options["url"])
    return show_style_guide(arguments.settings(), arguments.port())


def _lettre(arguments: Arguments) -> int:
    from tambour.commands import letters

    letter_id = arguments.options["id"] or ""
    if arguments.options["figer"] and not arguments.options["apercu"]:
        return letters.freeze_letter(letter_id, arguments.path("content"), arguments.settings("publishconf.py"))
    return letters.preview(letter_id, arguments.path("content"), arguments.settings())


def _kit(arguments: Arguments) -> int:
    from tambour.commands.kit import make_kit

    item_id = arguments.options["id"] or ""
    return make_kit(item_id, arguments.path("content"), arguments.settings(), arguments.options["now"])


def _ids(arguments: Arguments) -> int:
    from tambour.commands.ids import give_missing_ids

    return give_missing_ids(arguments.path("content"), arguments.settings())


def _new(arguments: Arguments) -> int:
    from tambour.commands.new_content import create

    typed = arguments.options["kind"] or "", arguments.options["title"] or ""
    return create(arguments.path("content"), arguments.settings(), *typed)


def _new_channel(arguments: Arguments) -> int:
    from tambour.commands.new_channel import create

    return create(arguments.project, arguments.options["name"] or "")


def _nouveau(arguments: Arguments) -> int:
    from tambour.commands.new_territory.creation import create

    return create(arguments.path("dossier"), arguments.path("depuis"), arguments.options["moteur"] or "")


def _mise_a_jour(arguments: Arguments) -> int:
    from tambour.commands.new_territory.creation import update

    return update(arguments.project, arguments.options["moteur"] or "")


def _test(arguments: Arguments) -> int:
    from tambour.commands.own_tests import run_tests

    return run_tests(arguments.project, arguments.path("only"))


COMMANDS: Mapping[str, Command] = {
    "alerte": Command(
        "Publier une alerte : demande ce qui manque, l'écrit, la relit, la met en ligne ; ou la lever (--lever).",
        {**command.ALERT_OPTIONS} | _SITE | {"settings": "réglages de la publication (sinon : publishconf.py)"},
        _alerte,
    ),
    "annoncer": Command(
        "Dire sur les comptes du territoire ce que la dernière publication a de nouveau, une seule fois.",
        {**command.ANNOUNCE_OPTIONS} | _SITE | {"settings": "réglages de la publication (sinon : publishconf.py)"},
        _annoncer,
    ),
    "annonces": Command(
        "Dire ce qui est à annoncer depuis la dernière publication, et qui s'en charge ; chaque chose une seule fois.",
        {**command.TAKING_OPTIONS} | {"settings": "réglages de la publication (sinon : publishconf.py)"},
        _annonces,
    ),
    "build": Command(
        "Construire le site et tous ses canaux dans output/.",
        _SITE | _WHERE | _MOMENT | _PROOF | _ANEW | _STRICT,
        _build,
    ),
    "check": Command(
        "Relire tout le contenu et dire ce qui est à corriger, sans rien construire.",
        _SITE
        | {
            "strict": "dire les fautes seules, sans ce qui paraît malgré elles",
            "format": "à qui le dire : texte, ou de plus github, gitlab, qui le montrent à la ligne",
        },
        _check,
    ),
    "guide-de-style": Command(
        "Construire et montrer tous les composants du thème, dans leurs cas difficiles, aux couleurs du territoire.",
        {**command.STYLE_GUIDE_OPTIONS} | {"settings": _SITE["settings"]},
        _style_guide,
    ),
    "ids": Command("Écrire dans chaque fichier sans identifiant celui qui lui revient.", _SITE, _ids),
    "kit": Command(
        "Refaire le kit d'un contenu que l'on ne diffuse plus : sa page, ses cartes, ses textes.",
        {"id": "identifiant du contenu"} | _SITE | _MOMENT,
        _kit,
    ),
    "lettre": Command(
        "Préparer une lettre : dire ce qu'elle porte, en faire l'aperçu ; une fois partie, la figer (--figer).",
        {**command.LETTER_OPTIONS} | _SITE,
        _lettre,
    ),
    "new": Command(
        "Créer un brouillon : demande la nature et le titre, écrit un fichier dont chaque champ est expliqué.",
        {"kind": "nature (actualite, evenement…)", "title": "titre"} | _SITE,
        _new,
    ),
    "new-channel": Command(
        "Créer un canal : son dossier et ses tests, qui passent.",
        {"name": "nom du canal : minuscules, chiffres, tirets"},
        _new_channel,
    ),
    "nouveau": Command(
        "Créer le dossier d'un territoire : demande son nom, ses communes, ses couleurs… et écrit tout le reste.",
        {"dossier": "dossier à créer (sinon : le nom court du territoire)"} | command.ANSWERS | command.ENGINE,
        _nouveau,
        word="dossier",
        is_for_none=True,
    ),
    "mise-a-jour": Command("Choisir la version de Tambour dont ce territoire se sert.", command.ENGINE, _mise_a_jour),
    "publier": Command(
        "Publier le site : le mettre en ligne, le regarder là-bas, puis dire ce qui est nouveau.",
        {**command.PUBLISH_OPTIONS} | _SITE | {"settings": "réglages de la publication (sinon : publishconf.py)"},
        _publier,
    ),
    "registre": Command(
        "Écrire dans content/registre.jsonl ce qui est publié, avant chaque mise en ligne ; à enregistrer dans git.",
        _SITE,
        _registre,
    ),
    "serve": Command(
        "Construire le site, le montrer sur http://127.0.0.1:8000 et le refaire à chaque changement.",
        _SITE
        | _MOMENT
        | {
            "port": f"port de la machine (sinon : {command.PORT})",
            "raccourci": "poser sur le bureau une icône qui fait la même chose, et s'arrêter là",
        },
        _serve,
    ),
    "test": Command(
        "Éprouver ce territoire : contenus, site entier, liens, et ses propres canaux.",
        {"only": "un dossier ou un fichier de tests"},
        _test,
    ),
    "verify": Command(
        "Relire le site construit, canal par canal, et dire chaque fait sur lequel ils ne sont pas d'accord.",
        _SITE | {"output": _WHERE["output"]} | _MOMENT,
        _verify,
    ),
}
# Options that another command has, and this one refuses: why.
_REFUSED = {
    ("registre", "--now"): "Le registre garde pour toujours le moment où chaque chose a paru : il s'écrit à l'heure "
    "réelle. Pour un essai, sur une copie du projet, réglez NOW dans ses réglages.",
}
_QUESTIONS = {
    "--version": "Dire la version.",
    "--requirements": "Dire où est requirements.lock, la liste exacte des bibliothèques, pour pip install -r.",
}


def run(name: str, project: Path, /, **options: Any) -> int:
    """Run a command for the project in a folder. Returns its exit code.

    Args:
        name: one of `COMMANDS`.
        project: folder of the settings file, unless the options name one. Of a command outside of any project: unused.
        options: those of the command, by name; what is left out was not asked for.
    """
    from tambour.build import machine, report

    command = COMMANDS[name]
    try:
        with machine.in_french():
            return command.run(Arguments({option: options.get(option) for option in command.options}, project))
    except machine.MachineRefused as refused:
        print(report.text(refused), file=sys.stderr)
        return refused.exitcode
    except terminal.UsageRefused as refused:
        return _refuse(str(refused))
    except KeyboardInterrupt:
        print("\nInterrompu.", file=sys.stderr)
        return _INTERRUPTED


def main(arguments: Sequence[str] | None = None, project: Path | None = None, program: str | None = None) -> int:
    """Answer what was typed; returns the exit code.

    Args:
        arguments: by default, those of the process.
        project: folder of the project; by default, the current one or the nearest above it that has settings.
        program: what was typed before them; by default, as the process was started.
    """
    terminal.open_streams()
    terminal.name_program(program)
    typed = list(sys.argv[1:] if arguments is None else arguments) or ["--help"]
    code = _answer(typed, project)
    if terminal.is_unheard():
        print(
            "Ce qui devait être dit n'a pas pu l'être : le fichier qui devait le recevoir est plein.", file=sys.stderr
        )
        return code or _UNHEARD
    return code


def _answer(typed: Sequence[str], project: Path | None) -> int:
    name, *rest = typed
    if odd := next((one for one in typed if not one.isprintable() and _is_broken(one)), None):
        return _refuse(f"« {command.excerpt(odd)} » ne se lit pas : le terminal n'écrit pas en UTF-8.")
    if name in COMMANDS:
        return _parse_and_run(name, rest, project)
    answers = {"--version": f"tambour {engine_version()}".rstrip(), "--requirements": str(LOCK)}
    answers |= dict.fromkeys(HELP, _listing())
    if name in answers:
        print(answers[name])
        return 0
    what = "Option" if name.startswith("-") else "Commande"
    return _refuse(
        f"{what} inconnue : {command.excerpt(name)}.{did_you_mean(name, [*COMMANDS, *answers])} "
        f"« {program_name()} --help » les dit toutes."
    )


def _is_broken(text: str) -> bool:
    """Whether it holds bytes that are no UTF-8, as Python carries them."""
    return any("\ud800" <= char <= "\udfff" for char in text)


def _parse_and_run(name: str, rest: Sequence[str], project: Path | None) -> int:
    parser, more = parser_of(name, COMMANDS[name]), f"« {program_name()} {name} --help » dit les options."
    try:
        options, unknown = parser.parse_known_args(rest)
    except argparse.ArgumentError as error:
        option = (error.argument_name or "").rpartition("--")[2]
        needs = "n'attend pas de valeur" if option in (*FLAGS, "help") else "attend une valeur"
        return _refuse(f"--{option} {needs}. {more}")
    if options.help:
        print(parser.format_help().rstrip())
        return 0
    if unknown:
        option = unknown[0].partition("=")[0]
        if (name, option) in _REFUSED:
            return _refuse(_REFUSED[name, option])
        near = did_you_mean(option, [f"--{known}" for known in COMMANDS[name].options])
        return _refuse(f"« {command.excerpt(unknown[0])} » est de trop.{near} {more}")
    given = {option: getattr(options, option) for option in COMMANDS[name].options}
    return _run_for_its_project(name, project, given)


def _run_for_its_project(name: str, project: Path | None, options: Mapping[str, Any]) -> int:
    """Run a command for the project that it means, named when it is not the current folder that says so."""
    if COMMANDS[name].is_for_none or options.get("settings"):
        return run(name, project or Path(), **options)
    here = Path.cwd()
    meant = project or project_around(here)
    if meant is None:
        return _refuse(
            f"Aucun territoire ici : ni ce dossier ni ceux qui le contiennent n'ont de {DEFAULT_FILE}. "
            f"Placez-vous dans celui d'un territoire (cd …), ou créez-en un : {program_name()} nouveau."
        )
    if meant != here:
        print(f"Territoire : {meant}", flush=True)
    return run(name, meant, **options)


def _listing() -> str:
    start = program_name()
    lines = [f"Utilisation : {start} COMMANDE [options]", f"Les options d'une commande : {start} COMMANDE --help", ""]
    lines += [f"  {name:11} {command.summary}" for name, command in COMMANDS.items()]
    lines += ["", *(f"  {name:15} {words}" for name, words in _QUESTIONS.items())]
    return "\n".join(lines)


def _refuse(sentence: str) -> int:
    print(sentence, file=sys.stderr)
    return USAGE
