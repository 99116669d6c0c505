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
from inspect import Parameter, Signature
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parent
sys.path.insert(0, str(ROOT / "plugins"))

from tambour.commands.cli import COMMANDS, main, run  # noqa: E402 — it takes the standard library alone
from tambour.commands.command import FLAGS  # noqa: E402

VENV = ROOT / ".venv"
SCRIPTS = VENV / ("Scripts" if os.name == "nt" else "bin")
STAMP = VENV / "tambour-installed"  # fingerprint of what is installed; absent while an install is under way
BUILD_LOCK, RUNTIME_LOCK, TEST_LOCK = (f"requirements{part}.lock" for part in ("-build", "", "-test"))
ANSWER = "import sys; from tambour.commands.cli import main; "
ANSWER += "sys.exit(main(sys.argv[2:], None, sys.argv[1]))"
PUBLISHING = set(COMMANDS) - {"test"}  # what `tambour` does: tasks content with RUNTIME_LOCK; TEST_LOCK holds it too


def task_summaries() -> dict[str, str]:
    """A sentence for each task, by name. Those below are read without invoke, which may not be installed yet."""
    nodes = ast.parse(Path(__file__).read_text("utf-8")).body
    tasks = [node for node in nodes if isinstance(node, ast.FunctionDef) and node.decorator_list]
    here = {task.name.replace("_", "-"): (ast.get_docstring(task) or "").split("\n")[0] for task in tasks}
    return here | {name: COMMANDS[name].summary for name in PUBLISHING}


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
    if task in PUBLISHING:  # those answer by themselves
        return ""
    nodes = ast.parse(Path(__file__).read_text("utf-8")).body
    function = next(node for node in nodes if isinstance(node, ast.FunctionDef) and node.name == task.replace("-", "_"))
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
        width = max(map(len, tasks))
        listing = "\n".join(f"  {name:{width}} {summary}" for name, summary in sorted(tasks.items()))
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

from invoke import Collection, Context, Exit, Task, task  # noqa: E402 — only the venv has it

if Path(sys.argv[0]).stem in ("inv", "invoke") and sys.argv[1:2] and sys.argv[1] in PUBLISHING:
    sys.exit(main(sys.argv[1:], None, "inv"))  # whoever types is answered in French; invoke's own parser is English


def finish(code: int) -> None:
    """End the task with a command's exit code; what went wrong has been said already."""
    if code:
        raise Exit(code=code)


def python(*arguments: str) -> None:
    """Run a Python program of this environment, from the project's folder."""
    finish(subprocess.run([sys.executable, *arguments], cwd=ROOT, check=False).returncode)


def task_of(name: str) -> Task[Any]:
    """The invoke task that runs a command of `tambour` for this project, from whatever folder."""
    command = COMMANDS[name]

    def body(_c: Context, **options: Any) -> None:
        finish(run(name, ROOT, **options))

    defaults = {option: False if option in FLAGS else None for option in command.options}
    kind = Parameter.POSITIONAL_OR_KEYWORD
    taken = [Parameter(option, kind, default=default) for option, default in defaults.items()]
    body.__signature__ = Signature([Parameter("_c", kind), *taken])  # type: ignore[attr-defined]
    body.__doc__ = command.summary
    return task(body, name=name, auto_shortflags=False, help=dict(command.options))


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


namespace = Collection(*(one for one in globals().values() if isinstance(one, Task)), *map(task_of, sorted(PUBLISHING)))
