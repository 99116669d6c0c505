"""Whatever a channel gets wrong is told, with the item, the fact and the channel; what is right is not."""

from collections.abc import Mapping

import pytest

from tambour.verify.observation import Disagreement
from tambour.verify.run import Verdict
from tests.verify.corruptions import CORRUPTIONS


def test_a_site_that_was_just_built_says_the_same_everywhere(untouched: Verdict) -> None:
    assert [str(one) for one in untouched.disagreements] == []
    assert untouched.facts > 5_000


@pytest.mark.parametrize("name", CORRUPTIONS)
def test_a_corruption_is_told(name: str, verdicts: Mapping[str, Verdict], untouched: Verdict) -> None:
    corruption = CORRUPTIONS[name]
    new = set(verdicts[name].disagreements) - set(untouched.disagreements)

    def names_it(disagreement: Disagreement) -> bool:
        same = (disagreement.item, disagreement.fact) == (corruption.item, corruption.fact)
        return same and any(corruption.channel in side.channel for side in (disagreement.first, disagreement.second))

    about = sorted(str(one) for one in new if one.item == corruption.item)
    assert any(map(names_it, new)), "\n".join(about)
