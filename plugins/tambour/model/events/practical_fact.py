"""One thing that one must know before coming to an event, as data: whoever shows it has nothing left to word.

Its words are made by `tambour.words.practical_facts`; it stands here because a frozen letter keeps it (`EditionItem`).
"""

from dataclasses import dataclass


@dataclass(frozen=True)
class PracticalFact:
    """One labelled fact, in the language of whom it is about.

    Attributes:
        key: permanent, the French key of the field that it comes from: `prix`. A style may depend on it, no channel.
        label: what it is about: `Prix`.
        text: what there is to know, in full, as it reads after the label; of an address, what one does there.
        url: the address itself, "" for what is none.
        brief: the same where room is short, understood without the label: `Gratuit`; "" = it can wait for the page.
        speaks: its text says by itself of what it is: a line of it needs no label.
        named: its text says more than its address: plain text has both, where it has the address alone otherwise.
        rows: the same as a table, where there is room for one: who pays what; "" in the second place for a plain list.
        note: the writer's own words beside it.
        icon: name of a pictogram of the theme.
        colon: what stands between label and text in a line, as its language has it.
    """

    key: str
    label: str
    text: str
    url: str = ""
    brief: str = ""
    speaks: bool = False
    named: bool = False
    rows: tuple[tuple[str, str], ...] = ()
    note: str = ""
    icon: str = "info"
    colon: str = "\u00a0: "

    @property
    def lead(self) -> str:
        """What goes before its text in a line: `Jauge : `, or nothing."""
        return "" if self.speaks else f"{self.label}{self.colon}"

    @property
    def line(self) -> str:
        """All of it in a line of plain text: `Jauge : 120 places`, `Réservation : https://…`."""
        told = ", ".join(filter(None, (self.text, self.url))) if self.named else self.url or self.text
        return " ".join(f"{self.lead}{'. '.join(filter(None, (told, self.note)))}".split("\n"))
