"""`python -m tests.bench.cards`: what social cards cost, in processor time, and what they weigh."""

import io
import sys
import time
from collections.abc import Iterable, Iterator
from multiprocessing import get_context

from PIL import Image

from tambour.build.prepared import PreparedChannel
from tambour.channels import Output
from tambour.channels.cards import Cards
from tambour.model.media import Derived, Original
from tambour.model.site.published import Published
from tambour.testing.building import NOW, Files, make, published, ready, site
from tests.bench.corpus import corpus

CARDS = 1000
WIDTHS = (400, 800, 1600)
CHANNEL = make(Cards)


class Photos(Files):
    """Photos that are as hard to pack as one: soft noise, in the widths that a build makes of them."""

    def read(self, path: str) -> bytes:
        """Each has its own bytes: what follows the end of a JPEG is not looked at."""
        return NOISE[int(path.removesuffix(".jpg").rpartition("-")[2])] + path.encode()


def photos(count: int) -> Photos:
    """n0.jpg, n1.jpg…"""
    names = [f"n{number}" for number in range(count)]
    return Photos({one.path: one for one in (_original(name) for name in names)})


def _original(name: str) -> Original:
    versions = tuple(Derived(f"{name}-{width}.jpg", "image/jpeg", width, _height(width), 1) for width in WIDTHS)
    return Original(f"images/{name}.jpg", "image/jpeg", 1, name, 1600, _height(1600), versions)


def _height(width: int) -> int:
    return width * 2 // 3


def _noise(width: int) -> bytes:
    data = io.BytesIO()
    grain = Image.effect_noise((width // 4, _height(width) // 4), 60)
    grain.resize((width, _height(width))).convert("RGB").save(data, "JPEG", progressive=True)
    return data.getvalue()


NOISE = {width: _noise(width) for width in WIDTHS}


def items(count: int, photo: int) -> Iterator[Published]:
    """Different titles of all lengths, as the made-up corpus has them; all so new that they can be posted.

    photo: among how many they share them; 0 = none has one.
    """
    for number, entry in enumerate(corpus(count)):
        typed = {"id": f"n{number}", "titre": f"{entry.title} ({number})", "resume": entry.summary}
        typed |= {"publier_le": f"{NOW:%Y-%m-%d}"}
        yield published("news", typed | ({"image": f"n{number % photo}.jpg", "alt": "Une place"} if photo else {}))


def drawn(given: PreparedChannel, outputs: Iterable[Output]) -> list[int]:
    """Bytes of each."""
    return [len(given.render(output)) for output in outputs]


def told(name: str, given: PreparedChannel, outputs: list[Output]) -> None:
    began = time.process_time()
    sizes = drawn(given, outputs)
    each = (time.process_time() - began) / len(sizes)
    print(
        f"{name:44}{1000 * each:7.1f} ms{sum(sizes) / len(sizes) / 1000:8.1f} ko{max(sizes) / 1000:8.1f} ko", flush=True
    )


def seconds(given: PreparedChannel, outputs: list[Output], processes: int) -> float:
    """Wall time, with as many processes that have drawn nothing yet."""
    began = time.perf_counter()
    context = get_context("fork")
    started = [context.Process(target=drawn, args=(given, outputs[first::processes])) for first in range(processes)]
    for process in started:
        process.start()
    for process in started:
        process.join()
        assert process.exitcode == 0
    return time.perf_counter() - began


def main(count: int) -> None:
    began = time.process_time()
    flat = ready(CHANNEL, site(items(count, photo=0)))
    outputs = [output for output in flat.outputs() if output.about]
    print(f"{len(outputs)} promesses : {1000 * (time.process_time() - began) / len(outputs):.2f} ms chacune\n")
    wide = [output for output in outputs if output.role == "card"]
    walls = [seconds(flat, wide, processes) for processes in (1, 2)]
    print(f"{'':44}{'calcul':>10}{'en moyenne':>11}{'au plus':>11}")
    told(f"{count} cartes en aplat, 1200 × 630, à froid", flat, wide)
    for role in ("card-square", "card-story"):
        told(f"{count} cartes en aplat, {role}, à froid", flat, [output for output in outputs if output.role == role])
    few = max(1, count // 5)
    for shared, whose in ((1, "la même photo"), (few, "chacune sa photo")):
        given = ready(CHANNEL, site(items(few, photo=shared), media=photos(shared)))
        for role in ("card", "card-square", "card-story"):
            ours = [output for output in given.outputs() if output.about and output.role == role]
            told(f"{len(ours)} cartes, {whose}, {role}", given, ours)
    print(f"\n1200 × 630 en 1 processus : {walls[0]:.2f} s ; en 2 : {walls[1]:.2f} s ; {walls[0] / walls[1]:.2f} fois")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else CARDS)
