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
PHOTO = Original("images/a.jpg", "image/jpeg", 1, "a", 1600, 1066, (Derived("a.jpg", "image/jpeg", 1600, 1066, 1),))
CHANNEL = make(Cards)


class Photo(Files):
    """A photo that is as hard to pack as one: soft noise."""

    def read(self, path: str) -> bytes:
        return NOISE


def _noise() -> bytes:
    data = io.BytesIO()
    Image.effect_noise((400, 266), 60).resize((1600, 1066)).convert("RGB").save(data, "JPEG")
    return data.getvalue()


NOISE = _noise()


def items(count: int, photo: bool) -> Iterator[Published]:
    """Different titles of all lengths, as the made-up corpus has them; all so new that they can be posted."""
    for number, entry in enumerate(corpus(count)):
        typed = {"id": f"n{number}", "titre": f"{entry.title} ({number})", "resume": entry.summary}
        typed |= {"publier_le": f"{NOW:%Y-%m-%d}"}
        yield published("news", typed | ({"image": "a.jpg", "alt": "Une place"} if photo else {}))


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
    flat = ready(CHANNEL, site(items(count, photo=False)))
    outputs = [output for output in flat.outputs() if output.about]
    print(f"{len(outputs)} promesses : {1000 * (time.process_time() - began) / len(outputs):.2f} ms chacune\n")
    wide = [output for output in outputs if output.role == "card"]
    walls = [seconds(flat, wide, processes) for processes in (1, 2)]
    print(f"{'':44}{'calcul':>10}{'en moyenne':>11}{'au plus':>11}")
    told(f"{count} cartes en aplat, 1200 × 630, à froid", flat, wide)
    for role in ("card-square", "card-story"):
        told(f"{count} cartes en aplat, {role}, à froid", flat, [output for output in outputs if output.role == role])
    photos = ready(CHANNEL, site(items(count // 5, photo=True), media=Photo({PHOTO.path: PHOTO})))
    for role in ("card", "card-square", "card-story"):
        ours = [output for output in photos.outputs() if output.about and output.role == role]
        told(f"{len(ours)} cartes avec photo, {role}", photos, ours)
    print(f"\n1200 × 630 en 1 processus : {walls[0]:.2f} s ; en 2 : {walls[1]:.2f} s ; {walls[0] / walls[1]:.2f} fois")


if __name__ == "__main__":
    main(int(sys.argv[1]) if len(sys.argv) > 1 else CARDS)
