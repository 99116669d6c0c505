"""Tambour's commands: the invoke tasks, and what starts them on a machine that has nothing but Python.

`python3 tasks.py serve` makes .venv, installs the locked libraries once, then runs the task there; inside the venv,
`inv serve` is the same. The first half of this file may use nothing but the standard library.
"""

import sys

if sys.version_info < (3, 11):  # noqa: UP036 — so that an old Python says a sentence, not a traceback
    sys.exit(f"Tambour demande Python 3.11 ou plus ; celui-ci est le {sys.version_info[0]}.{sys.version_info[1]}.")

import ast
import difflib
import hashlib
import importlib.util
import os
import subprocess
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / "tambour-installed"  # fingerprint of what is installed; absent while an install is under way
BUILD_LOCK, RUNTIME_LOCK, TEST_LOCK = (f"requirements{part}.lock" for part in ("-build", "", "-test"))
ANSWER = "import sys; from tambour.commands.cli import main; "
ANSWER += "sys.exit(main(sys.argv[2:], None, sys.argv[1]))"
PUBLISHING = {
    "alerte",
    "annoncer",
    "annonces",
    "build",
    "check",
    "guide-de-style",
    "ids",
    "kit",
    "lettre",
    "mise-a-jour",
    "new",
    "new-channel",
    "nouveau",
    "publier",
    "registre",
    "serve",
    "verify",
}  # tasks content with RUNTIME_LOCK; TEST_LOCK holds it too


def task_summaries() -> dict[str, str]:
    """First docstring line of each task below, by name: read without invoke, which may not be installed yet."""
    nodes = ast.parse(Path(__file__).read_text("utf-8")).body
    tasks = [node for node in nodes if isinstance(node, ast.FunctionDef) and node.decorator_list]
    return {task.name.replace("_", "-"): (ast.get_docstring(task) or "").split("\n")[0] for task in tasks}


def fingerprint(lock: str) -> str:
    """Digest of all that an install depends on: the locks, pyproject.toml, the Python, and the folder (it may move)."""
    digest = hashlib.sha256(f"{lock} {sys.version_info[:2]} {ROOT}".encode())
    for name in ("pyproject.toml", BUILD_LOCK, RUNTIME_LOCK, TEST_LOCK):
        digest.update((ROOT / name).read_bytes())
    return digest.hexdigest()


def pip_install(*arguments: str) -> None:
    pip = (str(SCRIPTS / "python"), "-m", "pip", "-qq", "--disable-pip-version-check", "--no-input")
    # No isolation: what comes as source is built with the locked setuptools, not with whichever is newest.
    subprocess.run([*pip, "install", "--use-pep517", "--no-build-isolation", *arguments], cwd=ROOT, check=True)


def install(lock: str) -> None:
    """Put the libraries of `lock` into .venv. An install that was cut short, or is out of date, starts from nothing."""
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        sys.exit("Il manque le module venv de Python ; pour l'installer : sudo apt install python3-venv")
    installed = STAMP.read_text() if STAMP.is_file() else ""
    if installed in (fingerprint(lock), fingerprint(TEST_LOCK)):
        return
    print("Installation des bibliothèques de Tambour (une seule fois, une minute environ)…", flush=True)
    STAMP.unlink(missing_ok=True)
    try:
        if installed != fingerprint(RUNTIME_LOCK):
            subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)], check=True)
            pip_install("--require-hashes", "-r", BUILD_LOCK)
        pip_install("--require-hashes", "-r", lock)
        pip_install("--no-deps", "-e", ".")
    except (subprocess.CalledProcessError, KeyboardInterrupt):
        sys.exit("L'installation n'a pas abouti : vérifiez la connexion, puis relancez la même commande.")
    STAMP.write_text(fingerprint(lock))


def refused_option(task: str, arguments: list[str]) -> str:
    """What is wrong with an option of a task for developers, in French: invoke would say it in English."""
    nodes = ast.parse(Path(__file__).read_text("utf-8")).body
    function = next(node for node in nodes if isinstance(node, ast.FunctionDef) and node.name == task.replace("-", "_"))
    if task in PUBLISHING:  # those answer by themselves
        return ""
    declared = function.args.args[1:]
    types = {_option(one.arg): ast.unparse(one.annotation or ast.Constant(None)) for one in declared}
    known = {*types, "--help"}
    needed = {_option(one.arg) for one in declared[: len(declared) - len(function.args.defaults)]}
    left = list(arguments)
    while left:
        name, equals, value = left.pop(0).partition("=")
        if name in ("-h", "--help"):
            return ""
        if name not in types:
            return f"« {name} » est de trop. Les options de {task} : {', '.join(sorted(known))}."
        if types[name] != "bool" and not equals:
            value = left.pop(0) if left else ""
        wrong = _refused_value(name, types[name], value, given=bool(equals))
        if wrong:
            return wrong
        needed.discard(name)
    return f"Il manque {min(needed)}=…" if needed else ""


def _refused_value(option: str, kind: str, value: str, *, given: bool) -> str:
    """What is wrong with the value of an option, in French. given: whether one was typed behind a `=`."""
    if kind == "bool":
        return f"« {option} » n'attend pas de valeur." if given else ""
    if not value or value.startswith("-"):
        return f"« {option} » attend une valeur : {option}=…"
    if kind == "int" and not value.isdecimal():
        return f"« {option} » attend un nombre, et non « {value} »."
    return ""


def _option(argument: str) -> str:
    """An argument of a task, as invoke has it typed."""
    return f"-{argument}" if len(argument) == 1 else f"--{argument}"


def called() -> str:
    """What was typed before a task."""
    return f"{'py' if os.name == 'nt' else 'python3'} {sys.argv[0]}"


def answered(arguments: list[str], program: str = "") -> list[str]:
    """What makes Python run a command of `tambour`, called as this file was, for the project that one stands in."""
    return ["-c", ANSWER, program or called(), *arguments]


def start(arguments: list[str]) -> int | str:
    """Run a task in .venv, made ready for it. Without a task: say which there are. Returns what sys.exit takes."""
    tasks = task_summaries()
    asked = arguments[0] if arguments else "--help"
    wrong = refused_option(asked, arguments[1:]) if asked in tasks else ""
    if wrong:
        print(wrong, file=sys.stderr)
        return 64  # EX_USAGE
    if asked not in tasks and asked not in ("--help", "-h"):
        near = difflib.get_close_matches(asked, tasks, 1)
        question = f" Vouliez-vous dire « {near[0]} » ?" if near else ""
        print(f"Tâche inconnue : {asked}.{question} « {called()} --help » les dit toutes.", file=sys.stderr)
        return 64
    if asked not in tasks:
        listing = "\n".join(f"  {name:12} {summary}" for name, summary in sorted(tasks.items()))
        print(f"Utilisation : {called()} TÂCHE [options]\n\n{listing}")
        return 0
    install(RUNTIME_LOCK if asked in PUBLISHING else TEST_LOCK)
    search = os.pathsep.join((str(SCRIPTS), os.environ.get("PATH", "")))
    environment = {**os.environ, "VIRTUAL_ENV": str(VENV), "PATH": search, "PYTHONUTF8": "1"}
    invoked = ["-m", "invoke", "--search-root", str(ROOT), *arguments]
    command = [str(SCRIPTS / "python"), *(answered(arguments) if asked in PUBLISHING else invoked)]
    if os.name != "nt":  # there, execve gives the prompt back before the task ends
        try:
            os.execve(command[0], command, environment)  # noqa: S606 — no shell is what we want
        except OSError:
            return f"{command[0]} ne peut pas être lancé par ce compte : donnez-lui le droit de lire {ROOT}."
    return subprocess.run(command, env=environment, check=False).returncode


if __name__ == "__main__":
    sys.exit(start(sys.argv[1:]))

from invoke import Context, Exit, task  # noqa: E402 — only the venv has it

from tambour.commands.cli import COMMANDS, main, run  # noqa: E402

if Path(sys.argv[0]).stem in ("inv", "invoke") and sys.argv[1:2] and sys.argv[1] in PUBLISHING:
    sys.exit(main(sys.argv[1:], None, "inv"))  # whoever types is answered in French; invoke's own parser is English


def finish(code: int) -> None:
    """End the task with a command's exit code; what went wrong has been said already."""
    if code:
        raise Exit(code=code)


def python(*arguments: str) -> None:
    """Run a Python program of this environment, from the project's folder."""
    finish(subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False).returncode)


# What `tambour` does, for this project from whatever folder; the sentences are those of tambour.commands.cli, written
# out because the starter reads them before anything is installed.


@task(auto_shortflags=False, help=COMMANDS["check"].options)
def check(
    _c: Context,
    content: str | None = None,
    settings: str | None = None,
    strict: bool = False,
    format: str | None = None,  # noqa: A002 — what people type
) -> None:
    """Relire tout le contenu et dire ce qui est à corriger, sans rien construire."""
    finish(run("check", ROOT, content=content, settings=settings, strict=strict, format=format))


@task(auto_shortflags=False, help=COMMANDS["build"].options)
def build(  # noqa: PLR0913, PLR0917 — each is an option of the command
    _c: Context,
    content: str | None = None,
    settings: str | None = None,
    output: str | None = None,
    url: str | None = None,
    now: str | None = None,
    verify: bool = False,
    tout: bool = False,
    strict: bool = False,
) -> None:
    """Construire le site et tous ses canaux dans output/."""
    where = {"content": content, "settings": settings, "output": output, "url": url, "now": now}
    finish(run("build", ROOT, **where, verify=verify, tout=tout, strict=strict))


@task(auto_shortflags=False, help=COMMANDS["verify"].options)
def verify(
    _c: Context,
    content: str | None = None,
    settings: str | None = None,
    output: str | None = None,
    now: str | None = None,
) -> None:
    """Relire le site construit, canal par canal, et dire chaque fait sur lequel ils ne sont pas d'accord."""
    finish(run("verify", ROOT, content=content, settings=settings, output=output, now=now))


@task(auto_shortflags=False, help=COMMANDS["publier"].options)
def publier(  # noqa: PLR0913, PLR0917 — each is an option of the command
    _c: Context,
    vers: str | None = None,
    simuler: bool = False,
    retour: bool = False,
    envoyer: str | None = None,
    constater: str | None = None,
    installer: str | None = None,
    content: str | None = None,
    settings: str | None = None,
) -> None:
    """Publier le site : le mettre en ligne, le regarder là-bas, puis dire ce qui est nouveau."""
    where = {"vers": vers, "installer": installer, "content": content, "settings": settings}
    finish(run("publier", ROOT, **where, simuler=simuler, retour=retour, envoyer=envoyer, constater=constater))


@task(auto_shortflags=False, help=COMMANDS["alerte"].options)
def alerte(  # noqa: PLR0913, PLR0917 — each is an option of the command
    _c: Context,
    niveau: str | None = None,
    titre: str | None = None,
    texte: str | None = None,
    fin: str | None = None,
    communes: str | None = None,
    lever: str | None = None,
    formulaire: bool = False,
    content: str | None = None,
    settings: str | None = None,
) -> None:
    """Publier une alerte : demande ce qui manque, l'écrit, la relit, la met en ligne ; ou la lever (--lever)."""
    typed = {"niveau": niveau, "titre": titre, "texte": texte, "fin": fin, "communes": communes, "lever": lever}
    finish(run("alerte", ROOT, **typed, formulaire=formulaire, content=content, settings=settings))


@task(auto_shortflags=False, help=COMMANDS["annoncer"].options)
def annoncer(
    _c: Context,
    simuler: bool = False,
    essai: bool = False,
    retirer: str | None = None,
    partie: str | None = None,
    renvoyer: str | None = None,
    content: str | None = None,
    settings: str | None = None,
) -> None:
    """Dire sur les comptes du territoire ce que la dernière publication a de nouveau, une seule fois."""
    where = {"content": content, "settings": settings}
    typed = {"retirer": retirer, "partie": partie, "renvoyer": renvoyer}
    finish(run("annoncer", ROOT, simuler=simuler, essai=essai, **typed, **where))


@task(auto_shortflags=False, help=COMMANDS["annonces"].options)
def annonces(
    _c: Context,
    prendre: str | None = None,
    faite: str | None = None,
    rendre: str | None = None,
    settings: str | None = None,
) -> None:
    """Dire ce qui est à annoncer depuis la dernière publication, et qui s'en charge ; chaque chose une seule fois."""
    finish(run("annonces", ROOT, prendre=prendre, faite=faite, rendre=rendre, settings=settings))


@task(auto_shortflags=False, help=COMMANDS["registre"].options)
def registre(_c: Context, content: str | None = None, settings: str | None = None) -> None:
    """Écrire dans content/registre.jsonl ce qui est publié, avant chaque mise en ligne ; à enregistrer dans git."""
    finish(run("registre", ROOT, content=content, settings=settings))


@task(auto_shortflags=False, help=COMMANDS["serve"].options)
def serve(
    _c: Context,
    content: str | None = None,
    settings: str | None = None,
    now: str | None = None,
    port: str | None = None,
    raccourci: bool = False,
) -> None:
    """Construire le site, le montrer sur http://127.0.0.1:8000 et le refaire à chaque changement."""
    finish(run("serve", ROOT, content=content, settings=settings, now=now, port=port, raccourci=raccourci))


@task(auto_shortflags=False, help=COMMANDS["kit"].options)
def kit(
    _c: Context,
    id: str | None = None,  # noqa: A002 — what writers call it
    content: str | None = None,
    settings: str | None = None,
    now: str | None = None,
) -> None:
    """Refaire le kit d'un contenu que l'on ne diffuse plus : sa page, ses cartes, ses textes."""
    finish(run("kit", ROOT, id=id, content=content, settings=settings, now=now))


@task(auto_shortflags=False, help=COMMANDS["guide-de-style"].options)
def guide_de_style(
    _c: Context, settings: str | None = None, port: str | None = None, output: str | None = None, url: str | None = None
) -> None:
    """Construire et montrer tous les composants du thème, dans leurs cas difficiles, aux couleurs du territoire."""
    finish(run("guide-de-style", ROOT, settings=settings, port=port, output=output, url=url))


@task(auto_shortflags=False, help=COMMANDS["lettre"].options)
def lettre(
    _c: Context,
    id: str | None = None,  # noqa: A002 — what writers call it
    apercu: bool = False,
    figer: bool = False,
    content: str | None = None,
    settings: str | None = None,
) -> None:
    """Préparer une lettre : dire ce qu'elle porte, en faire l'aperçu ; une fois partie, la figer (--figer)."""
    finish(run("lettre", ROOT, id=id, apercu=apercu, figer=figer, content=content, settings=settings))


@task(auto_shortflags=False, help=COMMANDS["ids"].options)
def ids(_c: Context, content: str | None = None, settings: str | None = None) -> None:
    """Écrire dans chaque fichier sans identifiant celui qui lui revient."""
    finish(run("ids", ROOT, content=content, settings=settings))


@task(auto_shortflags=False, help=COMMANDS["new"].options)
def new(
    _c: Context,
    kind: str | None = None,
    title: str | None = None,
    content: str | None = None,
    settings: str | None = None,
) -> None:
    """Créer un brouillon : demande la nature et le titre, écrit un fichier dont chaque champ est expliqué."""
    finish(run("new", ROOT, kind=kind, title=title, content=content, settings=settings))


@task(auto_shortflags=False, help=COMMANDS["new-channel"].options)
def new_channel(_c: Context, name: str | None = None) -> None:
    """Créer un canal : son dossier et ses tests, qui passent."""
    finish(run("new-channel", ROOT, name=name))


@task(auto_shortflags=False, help=COMMANDS["nouveau"].options)
def nouveau(_c: Context, dossier: str | None = None, depuis: str | None = None, moteur: str | None = None) -> None:
    """Créer le dossier d'un territoire : demande son nom, ses communes, ses couleurs… et écrit tout le reste."""
    finish(run("nouveau", ROOT, dossier=dossier, depuis=depuis, moteur=moteur))


@task(auto_shortflags=False, help=COMMANDS["mise-a-jour"].options)
def mise_a_jour(_c: Context, moteur: str | None = None) -> None:
    """Choisir la version de Tambour dont ce territoire se sert."""
    finish(run("mise-a-jour", ROOT, moteur=moteur))


@task
def schema(_c: Context) -> None:
    """Refaire docs/schema/ : les schémas JSON des contenus, pour les éditeurs, du reçu et de ce qui est à annoncer."""
    from tambour.build.receipt_schema import NAME, receipt_schema
    from tambour.publish import announcing
    from tambour.source.schema import schema_files

    for name, text in {**schema_files(), NAME: receipt_schema(), announcing.NAME: announcing.list_schema()}.items():
        (ROOT / "docs" / "schema" / name).write_text(text, "utf-8")


@task
def docs(_c: Context) -> None:
    """Refaire ce que des pages de docs/ et le README de chaque canal tirent du programme."""
    from docs.references import refresh

    refresh(ROOT / "docs")


@task(help={"langue": "une langue à commencer, par son code (br, de…) ; sans elle, toutes celles qui en ont un"})
def messages(_c: Context, langue: str = "") -> None:
    """Refaire les catalogues des langues de ce que disent le programme et le thème, et dire ce qui y manque."""
    from docs.references.phrases import refresh

    print(*refresh([langue] if langue else []), sep="\n")


@task(
    auto_shortflags=False,
    help={
        "only": "un dossier ou un fichier de tests",
        "rapide": "en moins d'une minute : sans navigateur, Java, Node ni construction de la démonstration",
    },
)
def test(_c: Context, only: str = "", rapide: bool = False) -> None:
    """Passer tous les tests, outils extérieurs compris (ou --only=tests/dossier, ou --rapide)."""
    # One process more than cores, since some wait for servers; four at most: each may start a Chromium.
    processes = min(4, (os.cpu_count() or 1) + (not rapide))
    shared_out = [f"--numprocesses={processes}", "--no-loadscope-reorder"]
    python("-m", "pytest", *([only] if only else shared_out), *(["--rapide"] if rapide else []))


@task
def lint(_c: Context) -> None:
    """Vérifier la forme du code : ruff, mypy, sens des imports, textes."""
    python("-m", "pytest", "tests/quality")


@task
def golden(_c: Context) -> None:
    """Refaire les résultats de référence des tests ; relire ensuite la différence (git diff)."""
    python("-m", "pytest", "tests", "--golden")


@task
def planche(_c: Context) -> None:
    """Refaire docs/images/ : l'accueil, les planches, le pupitre, et ce que dit le terminal quand on publie."""
    for images in ("contact_sheet", "mails_sheet", "cards_sheet", "desk_views", "terminal_views"):
        python("-m", f"tests.{images}")


@task(help={"rounds": "combien de fois chaque page est jugée ; la médiane compte"})
def lighthouse(_c: Context, rounds: int = 3) -> None:
    """Faire juger une page de chaque sorte par Lighthouse ; dire ce qu'elle pèse, et son EcoIndex."""
    python("-m", "tests.lighthouse.scores", str(rounds))


@task(
    help={
        "n": "nombre de contenus",
        "pairs": "à côté de Pelican, Hugo et Eleventy, à tour de rôle",
        "size": "ce que pèsent dix ans de publication, canal par canal (avec -n 3000)",
        "live": "ce que coûte un enregistrement pendant que « serve » montre le site",
        "rounds": "nombre de tours",
    }
)
def bench(
    _c: Context, n: int = 1000, pairs: bool = False, live: bool = False, size: bool = False, rounds: int = 3
) -> None:
    """Mesurer la construction de N contenus fictifs, à côté de Pelican seul."""
    if size:
        python("-m", "tests.bench.weight", str(n))
    elif pairs:
        python("-m", "tests.bench.pairs", str(n), str(rounds))
    elif live:
        python("-m", "tests.bench.live", str(n), str(rounds))
    else:
        python("-m", "tests.bench", str(n))


@task(help={"upgrade": "prendre les dernières versions que pyproject.toml permet"})
def lock(_c: Context, upgrade: bool = False) -> None:
    """Refaire les fichiers requirements*.lock depuis pyproject.toml."""
    compiling = ["-m", "uv", "pip", "compile", "--universal", "--python-version=3.11", "--generate-hashes"]
    compiling += ["--no-header", "--quiet", *(["--upgrade"] if upgrade else [])]
    python(*compiling, "--group=build", f"--output-file={BUILD_LOCK}")
    python(*compiling, "--group=hosting", "--output-file=requirements-rclone.lock")
    with_desk = "pyproject.toml", "--extra=pupitre"  # `serve` shows it
    python(*compiling, *with_desk, f"--output-file={RUNTIME_LOCK}")
    under = f"--constraints={RUNTIME_LOCK}"
    python(*compiling, *with_desk, "--extra=server", under, "--output-file=requirements-pupitre.lock")
    python(*compiling, *with_desk, "--extra=territory", under, "--output-file=requirements-territory.lock")
    python(*compiling, *with_desk, "--extra=server", "--extra=test", under, f"--output-file={TEST_LOCK}")
