"""What every test can ask for: the demo site, built once by the command line, and the programs that read it.

And how a run goes: on one core or more, all tests or the quick ones.
"""

import gc
import os
import sys
from collections.abc import Generator
from importlib import import_module
from pathlib import Path

import hypothesis
import pytest
from _pytest.doctest import DoctestModule
from xdist.scheduler.protocol import Scheduling

from tests import compiled, costs, sharing_out, toolbox, warm
from tests.folders import folder, territory
from tests.pace import Pace
from tests.projects import elsewhere, project
from tests.trees import ROOT, Tree

__all__ = ["elsewhere", "folder", "project", "territory"]

# What is compiled is kept, whatever the shell says: every run would rewrite all assertions anew, and every program that
# the tests start would compile all modules, which takes longer than what most of them have to do.
sys.dont_write_bytecode = False
os.environ.pop("PYTHONDONTWRITEBYTECODE", None)

# A law holds or does not: how long one of its examples takes is the machine's business.
hypothesis.settings.register_profile("tambour", deadline=None)
hypothesis.settings.load_profile("tambour")

SELDOM = (20_000, 20, 20)  # see gc.set_threshold
PLUGINS = ROOT / "plugins"
# Standard seconds of processor (`tests/pace.py`).
MOST_CPU = 1440  # for the whole suite: twelve minutes of two cores
MOST_QUICK_CPU = 130  # for `--rapide`: one minute of two cores, and what the measure is unsure of
PACE = pytest.StashKey[Pace]()


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--golden", action="store_true", help="write the golden files anew; then read the diff")
    parser.addoption("--edits", type=int, default=12, help="how many random edits a resident build is held against")
    parser.addoption("--edits-seed", type=int, default=7, help="which random edits")
    parser.addoption("--coups", type=int, default=24, help="how many builds are killed (tests/world)")
    parser.addoption("--sauvegardes", type=int, default=10, help="how many saves are killed (tests/pupitre)")
    parser.addoption("--arrets", type=int, help="how many publications, or saves of the pupitre, are killed")
    parser.addoption("--retouches", type=int, default=12, help="how many edits are built (tests/world)")
    parser.addoption("--cost", metavar="FILE", help="write what each test took of the processor (tests/costs.py)")
    parser.addoption("--rapide", action="store_true", help="quick tests only: no other program, no build of the demo")


class Examples:
    """Looks for examples in docstrings only where there are some: most files have none, and each took its time."""

    @pytest.hookimpl(wrapper=True)
    def pytest_collect_file(self, file_path: Path) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
        found = yield
        if not any(isinstance(one, DoctestModule) for one in found):
            return found
        if b">>> " in file_path.read_bytes():
            if PLUGINS in file_path.parents:
                # As programs do it: pytest would run the module again, and hide a function of its name in its package.
                import_module(".".join(file_path.relative_to(PLUGINS).with_suffix("").parts))
            return found
        return [one for one in found if not isinstance(one, DoctestModule)]


def pytest_configure(config: pytest.Config) -> None:
    config.pluginmanager.register(Examples())
    config.stash[PACE] = Pace()
    config.pluginmanager.register(config.stash[PACE])
    if config.option.cost:
        config.pluginmanager.register(costs.Measuring())
        if not is_worker(config):
            config.pluginmanager.register(costs.Writing(Path(config.option.cost)))


@pytest.hookimpl(tryfirst=True)
def pytest_cmdline_main(config: pytest.Config) -> None:
    if config.option.golden:
        config.option.numprocesses = 0  # one process writes


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> Scheduling:
    return sharing_out.ByUnit(config, log)  # type: ignore[arg-type]  # a logger of xdist's own kind


def pytest_sessionstart(session: pytest.Session) -> None:
    """Install before several processes want it at once what all of them want."""
    compiled.load()
    config = session.config
    if is_worker(config) and not config.option.cost:
        sharing_out.tell_less(config)
    if getattr(config.option, "numprocesses", 0):
        compiled.complete()
    if getattr(config.option, "numprocesses", 0) and of_everything(config) and not config.option.rapide:
        bring(("node", "chromium", "libical", "servers", "rsync", "sshd"))


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave unread, with `--rapide`, the files of which it has nothing."""
    if not config.option.rapide or not collection_path.is_relative_to(ROOT):
        return None
    return None if sharing_out.may_be_quick(collection_path.relative_to(ROOT).as_posix()) else True


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.option.rapide:
        left_out = [item for item in items if not sharing_out.is_quick(item)]
        items[:] = [item for item in items if sharing_out.is_quick(item)]
        config.hook.pytest_deselected(items=left_out)
    if is_worker(config):
        items[:] = sharing_out.slow_ones_first(items)


def pytest_collection_finish(session: pytest.Session) -> None:
    """Say that a program is missing before the first test, not after minutes of them.

    What is there now stays to the end. To look for garbage among it, and after every 700 objects, takes a fifth of the
    time of the tests.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(*SELDOM)
    if not is_worker(session.config):
        bring({name for item in session.items for name in getattr(item, "fixturenames", ())})


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter, config: pytest.Config) -> None:
    """Say what the whole suite took, so that whoever adds to it sees it grow."""
    if of_everything(config):
        slowness = config.stash[PACE].slowness
        standard = f"{standard_seconds(config):.0f} standard seconds, of {most_cpu(config)} at most"
        terminalreporter.write_line(
            f"{cpu_seconds():.0f} s of processor, each {slowness:.2f} times as slow: {standard}"
        )


@pytest.hookimpl(tryfirst=True)
def pytest_unconfigure() -> None:
    warm.end()
    compiled.keep()


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session) -> None:
    """A suite that has grown too long fails in CI, whatever machine that is."""
    config = session.config
    if os.environ.get("CI") and not is_worker(config) and standard_seconds(config) > most_cpu(config):
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


def bring(needed: object) -> None:
    try:
        for tool in (toolbox.node, toolbox.chromium, toolbox.libical, toolbox.servers, toolbox.rsync, toolbox.sshd):
            if tool.__name__ in needed:
                tool()
    except toolbox.ToolMissing as missing:
        pytest.exit(str(missing), returncode=1)


def is_worker(config: pytest.Config) -> bool:
    """Whether this is one process of several, which run what another one hands out."""
    return hasattr(config, "workerinput")


def of_everything(config: pytest.Config) -> bool:
    """Whether nobody chose files or folders."""
    return config.args_source is not pytest.Config.ArgsSource.ARGS


def most_cpu(config: pytest.Config) -> int:
    return MOST_QUICK_CPU if config.option.rapide else MOST_CPU


def cpu_seconds() -> float:
    """Of this process and of those that it has waited for."""
    return sum(os.times()[:4])


def standard_seconds(config: pytest.Config) -> float:
    """The same, as a machine that is neither fast nor slow would count them."""
    return cpu_seconds() / config.stash[PACE].slowness


@pytest.fixture(scope="session")
def node() -> Path:
    return toolbox.node()


@pytest.fixture(scope="session")
def rsync() -> Path:
    return toolbox.rsync()


@pytest.fixture(scope="session")
def sshd() -> Path:
    return toolbox.sshd()


@pytest.fixture(scope="session")
def java() -> Path:
    return toolbox.java()


@pytest.fixture(scope="session")
def chromium() -> Path:
    return toolbox.chromium()


@pytest.fixture(scope="session")
def servers() -> Path:
    """The module that nginx needs; nginx, Apache and systemd's tools are there, too."""
    return toolbox.servers()


@pytest.fixture(scope="session")
def libical() -> str:
    return toolbox.libical()


@pytest.fixture(scope="session")
def demo(tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest) -> Tree:
    """The project's own content, built as a technician would: one command, in another process. Not to be written to.

    Processes that share the tests share it too: a build waits for one of the same output, and then finds nothing to do.
    """
    base = tmp_path_factory.getbasetemp()
    return Tree.built((base.parent if is_worker(request.config) else base) / "demo" / "output")
