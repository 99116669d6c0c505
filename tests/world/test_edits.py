"""Whatever is edited, one edit after the other: each build upon the last one makes what a build from nothing makes."""

import json
import random
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from tests.media.pictures import phone_photo
from tests.verify.town import write_town
from tests.world.builds import Builders, tree

ROUND = 12  # edits, one of each sort
CLEAN = 'from pelicanconf import *\nCACHE_PATH, OUTPUT_PATH = "../clean/cache", "../clean/output"\n'


@dataclass
class Editor:
    """Somebody who edits a territory at random, and never makes it faulty."""

    root: Path
    chance: random.Random
    count: int = 0
    mine: list[Path] = field(default_factory=list)

    def add(self) -> None:
        self.count += 1
        file = self.root / f"content/agenda/ajout-{self.count}.md"
        day = f"2026-12-{self.chance.randint(2, 28):02}"
        place = self.chance.choice(("", "communes: [lajoux]\n", "communes: [bellecombe, mijoux]\nthemes: [culture]\n"))
        text = f"Texte {self.chance.random()}.\n\n- un\n- deux"
        head = f"id: ajout-{self.count}\ntitre: Bal numéro {self.count}\npublier_le: 2026-11-{self.count % 28 + 1:02}\n"
        file.write_text(f"---\n{head}debut: {day} 20:00\n{place}---\n{text}\n", "utf-8")
        self.mine.append(file)

    def rename(self) -> None:
        file = self._one_of_mine()
        self.count += 1
        self._write(file, re.sub(r"^titre: .*$", f"titre: Autre nom {self.count}", file.read_text("utf-8"), flags=re.M))

    def move(self) -> None:
        file = self._one_of_mine()
        goal = file.with_name(f"range-{self.chance.randint(0, 9)}") / file.name
        goal.parent.mkdir(exist_ok=True)
        file.rename(goal)
        self.mine[self.mine.index(file)] = goal

    def delete(self) -> None:
        file = self._one_of_mine()
        file.unlink()
        self.mine.remove(file)

    def cancel(self) -> None:
        file = self._one_of_mine()
        text = file.read_text("utf-8")
        self._write(file, text if "statut:" in text else text.replace("debut:", "statut: annule\ndebut:"))

    def rewrite(self) -> None:
        file = self._one_of_mine()
        self._write(file, file.read_text("utf-8") + f"\nEncore {self.chance.random()}.\n")

    def draft(self) -> None:
        file = self._one_of_mine()
        text = file.read_text("utf-8")
        drafted = text.replace("debut:", "brouillon: oui\ndebut:")
        self._write(file, text.replace("brouillon: oui\n", "") if "brouillon:" in text else drafted)

    def setting(self) -> None:
        self._set("PAGE_SIZE", self.chance.randint(3, 9))

    def colour(self) -> None:
        main = self.chance.choice(("#1f5746", "#123a6b", "#5b1f57"))
        conf = self.root / "pelicanconf.py"
        self._write(conf, re.sub(r'"main": "#\w+"', f'"main": "{main}"', conf.read_text("utf-8")))

    def template(self) -> None:
        folder = self.root / "gabarits"
        folder.mkdir(exist_ok=True)
        self._set("THEME_TEMPLATES_OVERRIDES", ["gabarits"])
        name = self.chance.choice(("news.html", "not_found.html", "topic.html"))
        page = "<!doctype html><title>{{ page.title }}</title><h1>{{ page.title }}</h1>"
        self._write(folder / name, f'{page}<p data-n="{self.chance.random()}"></p>')

    def picture(self) -> None:
        width = self.chance.randint(200, 400)
        (self.root / "content/images/travaux.jpg").write_bytes(phone_photo((width, 300)))

    def commune(self) -> None:
        self.count += 1
        register = self.root / "content/referentiel/communes.yaml"
        record = f"commune-{self.count}:\n  nom: Commune {self.count}\n  insee: '39{self.count % 900 + 100}'\n"
        self._write(register, register.read_text("utf-8") + record)

    def _one_of_mine(self) -> Path:
        if not self.mine:
            self.add()
        return self.chance.choice(self.mine)

    def _set(self, name: str, value: object) -> None:
        conf = self.root / "pelicanconf.py"
        kept = re.sub(rf"^{name} = .*\n", "", conf.read_text("utf-8"), flags=re.M)
        self._write(conf, f"{kept}{name} = {value!r}\n")

    def _write(self, file: Path, text: str) -> None:
        file.write_text(text, "utf-8")


EDITS: tuple[Callable[[Editor], None], ...] = (
    *(Editor.add, Editor.rename, Editor.move, Editor.delete, Editor.cancel, Editor.rewrite, Editor.draft),
    *(Editor.setting, Editor.colour, Editor.template, Editor.picture, Editor.commune),
)


def test_each_build_after_an_edit_equals_a_build_from_nothing(
    tmp_path: Path, builders: Builders, request: pytest.FixtureRequest
) -> None:
    chance = random.Random(7)
    editor = Editor(write_town(tmp_path / "town").parent, chance)
    dear = ("cards",) if request.config.getoption("--retouches") > ROUND else ("cards", "kit", "newsletter")
    with (editor.root / "pelicanconf.py").open("a") as conf:
        conf.writelines(f'del CHANNELS["{channel}"]\n' for channel in dear)
    clean = editor.root / "clean.py"
    clean.write_text(CLEAN, "utf-8")
    editor.add()
    assert builders.build(editor.root) == 0, builders.said()
    different, order = [], []
    for _ in range(request.config.getoption("--retouches")):
        order = order or chance.sample(EDITS, len(EDITS))
        edit = order.pop()
        edit(editor)

        code = builders.build(editor.root)
        assert code == 0, f"{edit.__name__}: {builders.said()}"
        assert builders.build(editor.root, settings=clean, anew=True) == 0, builders.said()

        made, wanted = (without_former(editor.root.parent / name) for name in ("town/output", "clean/output"))
        if made != wanted:
            paths = [path for path in made.keys() | wanted.keys() if made.get(path) != wanted.get(path)]
            different.append((edit.__name__, sorted(paths)))

    assert different == []


def without_former(output: Path) -> Mapping[str, object]:
    """Site and kit, without the pictures of yesterday that stay served, which a build from nothing cannot know."""
    manifest = json.loads((output / "tambour.json").read_bytes())
    former = {file["path"] for file in manifest.pop("former")}
    site = {path: digest for path, digest in tree(output).items() if path not in former}
    kit = {f"kit/{path}": digest for path, digest in tree(output.with_name("output.kit")).items()}
    return site | kit | {"tambour.json": manifest}
