"""How long a text is, as each network counts it: one function for each published rule.

Each takes the text as it will be posted and returns a number of the network's own units.
"""

import unicodedata

import regex

# Web addresses in a text, found as the networks find them (twitter-text 3, grammar of URLs).
_LETTER = r"\p{Latin}\p{Cyrillic}0-9"
_LABEL = r"[\p{L}\p{N}](?:[\p{L}\p{N}\p{M}_-]{0,61}[\p{L}\p{N}])?"
_PATH = rf"[{_LETTER}!*';:=+,.$/%#\[\]\-–_~@|&]"
_INNER = rf"\({_PATH}*(?:\({_PATH}+\){_PATH}*)?\)"
_PATH_END = rf"(?:[{_LETTER}+\-=_#/]|{_INNER})"
_QUERY = r"\?[a-z0-9!?*'@();:&=+$/%#\[\]\-_.,~|]*[a-z0-9\-_&=#/]"
_REST = rf"(?::\d+)?(?:/(?:(?:{_PATH}|{_INNER})*{_PATH_END})?)?(?:{_QUERY})?"
_START = r"(?<![A-Za-z0-9@＠$#＃])"
# Two letters, as every country's, or one of those that bodies and associations in France use.
_TOP = r"(?:[a-z]{2}|com|org|net|info|biz|name|coop|app|dev|site|online|bzh|alsace|corsica|paris|museum)"

FULL_ADDRESS = regex.compile(rf"{_START}https?://{_LABEL}(?:\.{_LABEL})*{_REST}", regex.IGNORECASE)
ANY_ADDRESS = regex.compile(
    rf"{FULL_ADDRESS.pattern}|{_START}(?<![-_./])(?:{_LABEL}\.)+{_TOP}(?![\p{{L}}\p{{N}}@+-]){_REST}", regex.IGNORECASE
)


ADDRESS = 23  # what any address counts on X (transformedURLLength) and on Mastodon (URL_PLACEHOLDER_CHARS)
_CLUSTER = regex.compile(r"\X")
# What may be one with its neighbour: not the letters and signs of Western Europe, most often all that there is.
_JOINING = regex.compile("[^\u0000-\u000c\u000e-\u00ac\u00af-\u02ff\u2010-\u2027\u20ac]")
# UTS #51 §1.4.9: flags, keycaps, then pictures with their variants, skin tones and tags, joined by U+200D.
_PICTURE = r"(?:[©®]\uFE0F|(?![#*0-9©®])\p{Emoji})(?:\uFE0F|\p{EMod})?(?:[\U000E0020-\U000E007E]+\U000E007F)?"
EMOJI = regex.compile(rf"\p{{RI}}\p{{RI}}|[#*0-9]\uFE0F?\u20E3|{_PICTURE}(?:\u200D{_PICTURE})*")
_MENTION = regex.compile(r"(?<![=/\w])(@[a-z0-9_]+(?:[a-z0-9_.-]+[a-z0-9_]+)?)@[\w.-]+\w", regex.IGNORECASE)

# twitter-text 3, configuration v3: code points in these ranges count 1, every other one 2.
_HEAVY = regex.compile("[^\u0000-\u10ff\u2000-\u200d\u2010-\u201f\u2032-\u2037]")


def utf16_units(text: str) -> int:
    """Units of UTF-16, what a web page calls the length of a text.

    For networks that publish a limit in « characters » and no rule (Facebook, Instagram, LinkedIn): none counts more.
    """
    return len(text.encode("utf-16-le")) // 2


def utf8_bytes(text: str) -> int:
    """Bytes of UTF-8 (`maxLength` of AT Protocol's Lexicon)."""
    return len(text.encode())


def graphemes(text: str) -> int:
    """Extended grapheme clusters (UAX #29; `maxGraphemes` of AT Protocol's Lexicon): what a reader calls a character.

    >>> graphemes("👩‍👩‍👧‍👦é")
    2
    """
    return len(_CLUSTER.findall(text)) if _JOINING.search(text) else len(text)


def x_weight(text: str) -> int:
    """The weighted length of X, out of 280: NFC, any address 23, an emoji 2 however it is made, others by range.

    Source: twitter-text 3, configuration v3; X developer documentation, « Counting characters ». An emoji sequence
    that no font draws as one counts 2 here, more there.

    >>> x_weight("Été à https://www.exemple.fr/une/adresse/tres/longue 👩‍👩‍👧‍👦")
    32
    """
    words, links = ANY_ADDRESS.subn("", unicodedata.normalize("NFC", text))
    words, emoji = EMOJI.subn("", words)
    return ADDRESS * links + 2 * emoji + len(words) + len(_HEAVY.findall(words))


def mastodon(text: str) -> int:
    """Grapheme clusters, any http(s) address for 23 and a mention without its server.

    Source: Mastodon, StatusLengthValidator (`countable_text`, `grapheme_length`); user documentation, « Posting ».

    >>> mastodon("@mairie@social.exemple.fr")
    7
    """
    return graphemes(_MENTION.sub(r"\1", FULL_ADDRESS.sub("x" * ADDRESS, text)))


def threads(text: str) -> int:
    """Characters, an emoji for as many as it has bytes of UTF-8.

    Source: Threads API, « Posts », limitations: 500 characters, « emojis are counted as the number of UTF-8 bytes ».
    """
    text = unicodedata.normalize("NFC", text)
    emoji = EMOJI.findall(text)
    return len(text) - sum(map(len, emoji)) + sum(map(utf8_bytes, emoji))
