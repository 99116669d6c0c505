"""The Markdown parser, and what it is asked to know beyond CommonMark."""

import pyromark
from pyromark import Options

PARSER = pyromark.Markdown(
    options=Options.ENABLE_TABLES
    | Options.ENABLE_FOOTNOTES
    | Options.ENABLE_STRIKETHROUGH
    | Options.ENABLE_TASKLISTS
    | Options.ENABLE_HEADING_ATTRIBUTES
    | Options.ENABLE_DEFINITION_LIST
)
