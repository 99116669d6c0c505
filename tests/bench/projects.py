"""The same items as two projects on disk: Tambour's content folder, and plain Pelican's."""

import json
import random
import runpy
from collections.abc import Collection
from pathlib import Path

from PIL import Image, ImageDraw

from tests.bench.corpus import COMMUNES, NOW, PHOTOS, PLACES, SEED, TOPICS, Entry
from tests.trees import ROOT

FOLDERS = {"news": "actualites", "event": "agenda", "page": "pages"}
PHOTO_SIZE = (1600, 1067)
SITEURL = "https://bench.example"


def write_photos(folder: Path) -> None:
    """Twenty drawings of hills under a sky, as heavy as a photo made ready for the web."""
    folder.mkdir(parents=True)
    chance = random.Random(SEED)
    width, height = PHOTO_SIZE
    for number in range(PHOTOS):
        grain = Image.frombytes("L", (width // 4, height // 4), chance.randbytes((width // 4) * (height // 4)))
        image = grain.resize(PHOTO_SIZE).convert("RGB")
        draw = ImageDraw.Draw(image, "RGBA")
        draw.rectangle((0, 0, width, height), fill=(*(chance.randrange(120, 220) for _ in range(3)), 190))
        for hill in range(4):
            left, top = chance.randrange(-width // 2, width), height // 3 + hill * height // 8
            colour = tuple(chance.randrange(30, 140) for _ in range(3))
            draw.ellipse((left, top, left + width, top + height), fill=(*colour, 200))
        image.save(folder / f"photo-{number:02}.jpg", quality=82)


def write_tambour(entries: list[Entry], folder: Path, channels: Collection[str] | None = None) -> None:
    """content/ and pelicanconf.py: this project's territory, channels and theme over the made-up items.

    channels: those of these names; all of the project when not given.
    """
    content = folder / "content"
    write_photos(content / "images")
    register(
        content,
        "communes",
        {id_: {"nom": name, "insee": f"{61900 + n}"} for n, (id_, name) in enumerate(COMMUNES.items())},
    )
    register(content, "themes", {id_: {"nom": name} for id_, name in TOPICS.items()})
    for id_, name in PLACES.items():
        write(
            content / "lieux" / f"{id_}.md",
            {"id": id_, "titre": name, "communes": ["corvigny"]},
            ["Lieu de rencontre."],
        )
    for entry in entries:
        links = [f"Voir aussi [cette information](id:{link})." for link in entry.links]
        write(content / FOLDERS[entry.kind] / f"{entry.id}.md", front_matter(entry), [*entry.paragraphs, *links])
    project = runpy.run_path(str(ROOT / "pelicanconf.py"))
    # By default: what the demo sets of a channel is about its own communes and topics.
    ours: dict[str, dict[str, object]] = {name: {} for name in project["CHANNELS"]}
    settings = {
        "SITEURL": SITEURL,
        "SITENAME": "Banc d'essai",
        "PATH": "content",
        "THEME": str(ROOT / "theme"),
        "PLUGINS": ["tambour"],
        "NOW": f"{NOW:%Y-%m-%d %H:%M}",
        "TERRITORY": {**project["TERRITORY"], "logo": None},
        "CHANNELS": {name: value for name, value in ours.items() if channels is None or name in channels},
        "CACHE_PATH": "../cache",  # shared: the photos' sizes are made once, and not what is measured
    }
    write_settings(folder, settings)


def front_matter(entry: Entry) -> dict[str, object]:
    found: dict[str, object] = {
        "id": entry.id,
        "titre": entry.title,
        "resume": entry.summary,
        "publier_le": f"{entry.published}",
        "communes": entry.communes,
        "themes": entry.topics,
    }
    if entry.photo is not None:
        found |= {"image": f"photo-{entry.photo:02}.jpg", "alt": "Des collines sous un ciel clair"}
    if entry.start and entry.end and entry.place:
        found |= {"debut": f"{entry.start:%Y-%m-%d %H:%M}", "fin": f"{entry.end:%Y-%m-%d %H:%M}", "lieu": entry.place}
    return found


def write_pelican(entries: list[Entry], folder: Path) -> None:
    """The same items for Pelican alone: its reader, its own minimal theme ("simple"), all its feeds."""
    content = folder / "content"
    write_photos(content / "images")
    for entry in entries:
        head = {
            "Title": entry.title,
            "Date": f"{entry.start or entry.published}",
            "Slug": entry.id,
            "Summary": entry.summary,
            "Category": FOLDERS[entry.kind],
            "Tags": ", ".join(
                sorted({COMMUNES[id_] for id_ in entry.communes} | {TOPICS[id_] for id_ in entry.topics})
            ),
        }
        kinds = {link: FOLDERS[link.split("-")[0]] for link in entry.links}
        links = [f"Voir aussi [cette information]({{filename}}/{kinds[link]}/{link}.md)." for link in entry.links]
        photo = [] if entry.photo is None else [f"![Des collines]({{static}}/images/photo-{entry.photo:02}.jpg)"]
        text = (
            "\n".join(f"{key}: {value}" for key, value in head.items())
            + "\n\n"
            + "\n\n".join([*photo, *entry.paragraphs, *links])
        )
        path = content / FOLDERS[entry.kind] / f"{entry.id}.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text, "utf-8")
    settings = {
        "SITEURL": SITEURL,
        "SITENAME": "Banc d'essai",
        "PATH": "content",
        "ARTICLE_PATHS": ["actualites", "agenda"],
        "PAGE_PATHS": ["pages"],
        "STATIC_PATHS": ["images"],
        "THEME": "simple",
        "TIMEZONE": "Europe/Paris",
        "DEFAULT_LANG": "fr",
        "DEFAULT_PAGINATION": 20,
        "FEED_DOMAIN": SITEURL,
        "FEED_ALL_ATOM": "feeds/all.atom.xml",
        "FEED_ALL_RSS": "feeds/all.rss.xml",
        "CATEGORY_FEED_ATOM": "feeds/{slug}.atom.xml",
        "TAG_FEED_ATOM": "feeds/tag-{slug}.atom.xml",
        "TAG_FEED_RSS": "feeds/tag-{slug}.rss.xml",
    }
    write_settings(folder, settings)


def write_settings(folder: Path, settings: dict[str, object]) -> None:
    text = "".join(f"{name} = {value!r}\n" for name, value in settings.items())
    (folder / "pelicanconf.py").write_text(text, "utf-8")


def register(content: Path, name: str, records: dict[str, dict[str, str]]) -> None:
    path = content / "referentiel" / f"{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(records, ensure_ascii=False, indent=2), "utf-8")  # JSON is YAML


def write(path: Path, head: dict[str, object], blocks: list[str]) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()]
    path.write_text("\n".join(["---", *lines, "---", "\n\n".join(blocks), ""]), "utf-8")
