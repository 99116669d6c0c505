"""The sending tools: the tags that each replaces, and what else it wants. As data: a new tool is one more line.

The tags are those of each tool's own documentation of its HTML import.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType


@dataclass(frozen=True)
class Tool:
    """One tool. name: of its files. label: as people call it.

    unsubscribe, online: what the tool replaces by the address at which one leaves, and by that of the letter on the
    web; "" where it has no tag: an address of ours stands there. address: by the sender's postal address, where its
    rules demand the tag. comment: what keeps a comment (`%s`) in its hands; "" where comments stay.
    """

    name: str
    label: str
    unsubscribe: str = ""
    online: str = ""
    address: str = ""
    comment: str = ""


# What no text may begin in any version: a letter that was made for one tool is often pasted into another.
OPENINGS = ("{{", "{%", "{#", "[[", "[%", "*|", "|*", "%%", "<%")

TOOLS: Mapping[str, Tool] = MappingProxyType(
    {
        tool.name: tool
        for tool in (
            Tool("brevo", "Brevo", unsubscribe="{{ unsubscribe }}", online="{{ mirror }}"),
            Tool("mailchimp", "Mailchimp", "*|UNSUB|*", "*|ARCHIVE|*", "*|LIST:ADDRESS|*"),
            Tool("mailjet", "Mailjet", "[[UNSUB_LINK_FR]]", "[[PERMALINK]]"),
            # Its templates (Go's html/template) drop comments, and with them what Outlook on Windows needs.
            Tool("listmonk", "listmonk", "{{ UnsubscribeURL }}", "{{ MessageURL }}", comment="{{ Safe `%s` }}"),
            Tool("sympa", "Sympa et autres listes"),
        )
    }
)
# The letter on its own: for a mail client, or a tool that is not here.
STANDALONE = Tool("lettre", "Sans outil")
