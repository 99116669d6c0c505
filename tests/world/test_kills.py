"""A build that is killed at any moment leaves the last site or the next, whole; the build after it ends the work."""

import random
import signal
import time

import pytest

from tests.world.builds import Circumstances

SIGNALS = (signal.SIGKILL, signal.SIGTERM)


def test_whenever_a_build_is_killed_the_site_is_whole_and_the_next_build_equals_a_clean_one(
    site, request: pytest.FixtureRequest
) -> None:
    kills, chance = request.config.getoption("--coups"), random.Random(1)
    whole = []
    for version in (0, 1):
        site.edit(version)
        whole.append(site.clean())
    assert site.build() == 0, site.said()
    began = time.perf_counter()
    site.edit(0)
    assert site.build() == 0, site.said()
    patience, broken, ended = time.perf_counter() - began, [], 0
    for kill in range(kills):
        version = kill % 2
        site.edit(version)
        killed = Circumstances(killed_by=chance.choice(SIGNALS), killed_after=chance.uniform(0, patience))
        ended += site.build(killed) == 0
        live = site.trees()
        if not all(live[part] in (whole[0][part], whole[1][part]) for part in (0, 1)):
            broken.append((kill, "live"))
        if chance.random() < 0.6:  # else the next one is killed upon what this one left
            began = time.perf_counter()
            code = site.build()
            patience = 0.7 * patience + 0.3 * (time.perf_counter() - began)  # a machine that others use is not steady
            if code != 0 or site.trees() != whole[version]:
                broken.append((kill, f"next build: {code}, {site.said()}"))

    assert broken == []
    assert ended < kills / 2, "most were killed at work"
    assert site.build() == 0
    assert site.trees() == whole[version]
    assert not list(site.root.glob("**/*.tambour-new"))
