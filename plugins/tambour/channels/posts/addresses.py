"""Web addresses in a text, found as the networks find them.

Source: twitter-text 3 (grammar of URLs), which Mastodon's own counter follows too. Two differences, both of no harm:
what begins with http:// or https:// needs no known top-level domain (a preview on 127.0.0.1 counts as the site will),
and bare domains are told by their shape and not by the list of top-level domains, which changes every week.
"""

import regex

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

WITH_SCHEME = regex.compile(rf"{_START}https?://{_LABEL}(?:\.{_LABEL})*{_REST}", regex.IGNORECASE)
ANY = regex.compile(
    rf"{WITH_SCHEME.pattern}|{_START}(?<![-_./])(?:{_LABEL}\.)+{_TOP}(?![\p{{L}}\p{{N}}@+-]){_REST}", regex.IGNORECASE
)
