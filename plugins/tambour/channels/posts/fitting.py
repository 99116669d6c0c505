"""A post as its parts, before anything is counted; and how it is made to fit, giving up what matters least first."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from enum import IntEnum
from itertools import product

from tambour.words.shortening import fewer_words, sentences, shorter
from tambour.words.states import title_with_head


@dataclass(frozen=True)
class Draft:
    """What one post has to say.

    heads: what stands before the title, its state or level, the longest version first. title: the item's. facts:
    lines, the most important first: dates, place, price. kept: how many of them matter more than the whole title.
    spare: one more, told where each character is paid for only if that costs no message more. texts: what it may tell,
    the longest version first; the last one is shortened when none fits whole. end: lines that close the text. link: its
    line, with its address or where to find it. tags: hashtags, the most telling first; least_tags: how many of them
    matter more than a part of the text.
    """

    title: str
    heads: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    kept: int = 0
    spare: str = ""
    texts: tuple[str, ...] = ("",)
    end: tuple[str, ...] = ()
    link: str = ""
    tags: tuple[str, ...] = ()
    least_tags: int = 1

    @property
    def text(self) -> str:
        """The version of the text that is told."""
        return self.texts[0]

    @property
    def headline(self) -> str:
        """The title behind its head."""
        head = next(iter(self.heads), "")
        return title_with_head(head, self.title) if self.title else head

    def shorter_titles(self) -> Iterator["Draft"]:
        """The same with ever less of a title; its head stays whole, in ever fewer words."""
        for head in self.heads or ("",):
            for title in (self.title, *fewer_words(self.title)):
                yield replace(self, heads=(head,) if head else (), title=title)


_LEAST_TITLE = 20  # characters by which an event is still known, where room is kept for what has changed of it
_TELLING = 40  # characters from which half a sentence still tells something


class Cut(IntEnum):
    """What had to go, the mildest first."""

    NOTHING = 0
    TAGS = 1  # as many as are not to be kept
    SENTENCES = 2  # of the text, from its end
    WORDS = 3  # its first sentence is cut between two words
    TEXT = 4  # all of it, and hashtags
    FACTS = 5  # lines, from the last
    TITLE = 6  # its words, from the last; never those of its head
    LINK = 7


@dataclass(frozen=True)
class Fitted:
    """A draft that fits, told by its first text, and what it cost."""

    draft: Draft
    cut: Cut


def fit(draft: Draft, fits: Callable[[Draft], bool]) -> Fitted:
    """The richest version that fits; the very last resort when none does."""
    last = Fitted(draft, Cut.NOTHING)
    for last in _poorer(draft):
        if fits(last.draft):
            return last
    return last


def _poorer(draft: Draft) -> Iterator[Fitted]:
    """Ever less, from everything to half a title."""
    for text in draft.texts:
        yield Fitted(replace(draft, texts=(text,)), Cut.NOTHING)
    counts = range(len(draft.tags) - 1, draft.least_tags - 1, -1)
    fewer_tags = [replace(draft, texts=draft.texts[-1:], tags=draft.tags[:count]) for count in counts]
    yield from (Fitted(fewer, Cut.TAGS) for fewer in fewer_tags)
    shortened = [*shorter(draft.texts[-1])]
    for text in shortened:
        yield Fitted(replace(draft, texts=(text,)), Cut.SENTENCES)
    for text, fewer in product(shortened[-1:], fewer_tags):
        yield Fitted(replace(fewer, texts=(text,)), Cut.SENTENCES)
    yield from _with_half_a_sentence(draft)
    yield from _without_text(replace(draft, texts=("",)))


def _with_half_a_sentence(draft: Draft) -> Iterator[Fitted]:
    first = next(iter(sentences(draft.texts[-1])), "")
    for text in fewer_words(first):
        if len(text) >= _TELLING:
            yield Fitted(replace(draft, texts=(text,)), Cut.WORDS)


def _without_text(draft: Draft) -> Iterator[Fitted]:
    yield Fitted(draft, Cut.TEXT)
    for count in range(len(draft.tags) - 1, -1, -1):
        yield Fitted(replace(draft, tags=draft.tags[:count]), Cut.TEXT)
    draft = replace(draft, tags=())
    if draft.spare:
        draft = replace(draft, spare="")
        yield Fitted(draft, Cut.FACTS)
    for count in range(len(draft.facts) - 1, draft.kept - 1, -1):
        yield Fitted(replace(draft, facts=draft.facts[:count]), Cut.FACTS)
    draft = replace(draft, facts=draft.facts[: draft.kept], end=())
    if draft.facts:
        yield from (Fitted(one, Cut.TITLE) for one in draft.shorter_titles() if len(one.title) >= _LEAST_TITLE)
        draft = replace(draft, facts=())
    yield from (Fitted(one, Cut.TITLE) for one in draft.shorter_titles())
    yield from (Fitted(replace(one, link=""), Cut.LINK) for one in draft.shorter_titles())
    bare = replace(draft, title="", link="")
    yield from (Fitted(replace(bare, heads=(head,)), Cut.LINK) for head in draft.heads)
    yield Fitted(replace(bare, heads=()), Cut.LINK)
