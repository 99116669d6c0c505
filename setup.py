"""What pyproject.toml cannot say: the wheel carries what stands at the top beside the package, theme/ and the locks.

They become tambour/theme/ and tambour/requirements*.lock (`tambour.build.engine`); an editable install finds them where
they are.
"""

import shutil
from pathlib import Path

from setuptools import setup
from setuptools.command.build_py import build_py

ROOT = Path(__file__).parent
LOCKS = tuple(f"requirements{part}.lock" for part in ("", "-build", "-territory", "-rclone", "-pupitre"))


class WithTheme(build_py):
    """Builds the package anew, so that nothing stays of an earlier build, and puts in what it brings."""

    def run(self) -> None:
        if self.editable_mode:
            super().run()
            return
        shutil.rmtree(self.build_lib, ignore_errors=True)
        super().run()
        package = Path(self.build_lib) / "tambour"
        shutil.copytree(ROOT / "theme", package / "theme", ignore=shutil.ignore_patterns(".*"))
        for lock in LOCKS:
            shutil.copyfile(ROOT / lock, package / lock)


setup(cmdclass={"build_py": WithTheme})
