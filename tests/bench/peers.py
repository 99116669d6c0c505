"""The same items for two other generators, with as plain a theme as Pelican's own: Hugo and Eleventy.

Each makes a page for each item, long lists in parts, a page and a feed for each word that items are filed under.
"""

import json
import shutil
from pathlib import Path

from tests.bench.corpus import COMMUNES, TOPICS, Entry
from tests.bench.projects import FOLDERS, SITEURL, write_photos

_HEAD = '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title>{title}</title></head><body>'
_HUGO = {
    "hugo.toml": f"""\
baseURL = "{SITEURL}/"
languageCode = "fr"
title = "Banc d'essai"
timeZone = "Europe/Paris"
buildFuture = true
[pagination]
pagerSize = 20
[taxonomies]
tag = "tags"
""",
    "layouts/_default/single.html": _HEAD.format(title="{{ .Title }}")
    + '<h1>{{ .Title }}</h1><p>{{ .Date.Format "2006-01-02" }}</p>{{ .Content }}'
    '{{ range .GetTerms "tags" }}<a href="{{ .RelPermalink }}">{{ .Title }}</a> {{ end }}</body></html>',
    "layouts/_default/list.html": _HEAD.format(title="{{ .Title }}")
    + "<h1>{{ .Title }}</h1>{{ $parts := .Paginate .RegularPages }}{{ range $parts.Pages }}"
    '<h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2><p>{{ .Params.summary }}</p>{{ end }}'
    '{{ template "_internal/pagination.html" . }}</body></html>',
    "layouts/index.html": _HEAD.format(title="{{ .Title }}")
    + "{{ $parts := .Paginate site.RegularPages }}{{ range $parts.Pages }}"
    '<h2><a href="{{ .RelPermalink }}">{{ .Title }}</a></h2><p>{{ .Params.summary }}</p>{{ end }}'
    '{{ template "_internal/pagination.html" . }}</body></html>',
}
_LIST = """\
{% for item in pagination.items %}<h2><a href="{{ item.url }}">{{ item.data.title }}</a></h2>
<p>{{ item.data.summary }}</p>{% endfor %}"""
_ELEVENTY = {
    "package.json": '{"private": true, "type": "commonjs"}\n',
    "eleventy.config.js": """\
module.exports = (config) => {
  config.addPassthroughCopy({ "content/images": "images" });
  config.addCollection("all-items", (api) => api.getFilteredByTag("item").reverse());
  config.addCollection("words", (api) => {
    const words = new Map();
    for (const item of api.getFilteredByTag("item").reverse())
      for (const word of item.data.words) words.set(word, [...(words.get(word) || []), item]);
    return [...words].map(([name, items]) => ({ name, items }));
  });
  return { dir: { input: "content", includes: "../layouts" }, markdownTemplateEngine: false };
};
""",
    **{f"content/{name}/{name}.json": '{"layout": "item.njk", "tags": "item"}\n' for name in FOLDERS.values()},
    "layouts/item.njk": _HEAD.format(title="{{ title }}")
    + "<h1>{{ title }}</h1>{{ content | safe }}{% for word in words %}"
    '<a href="/mots/{{ word | slugify }}/">{{ word }}</a> {% endfor %}</body></html>',
    "content/index.njk": """\
---
pagination: {data: collections.all-items, size: 20, alias: part}
permalink: "{% if pagination.pageNumber %}page/{{ pagination.pageNumber + 1 }}/{% endif %}index.html"
---
"""
    + _HEAD.format(title="Banc d’essai")
    + _LIST
    + "</body></html>",
    "content/words.njk": """\
---
pagination: {data: collections.words, size: 1, alias: word}
permalink: "mots/{{ word.name | slugify }}/index.html"
---
"""
    + _HEAD.format(title="{{ word.name }}")
    + '{% for item in word.items %}<h2><a href="{{ item.url }}">{{ item.data.title }}</a></h2>{% endfor %}'
    "</body></html>",
    "content/feeds.njk": """\
---
pagination: {data: collections.words, size: 1, alias: word}
permalink: "feeds/{{ word.name | slugify }}.xml"
---
<?xml version="1.0" encoding="utf-8"?><rss version="2.0"><channel><title>{{ word.name }}</title>
{% for item in word.items %}<item><title>{{ item.data.title }}</title><link>{{ item.url }}</link>
<description>{{ item.templateContent | escape }}</description></item>{% endfor %}</channel></rss>
""",
}


def write_hugo(entries: list[Entry], folder: Path) -> None:
    """content/, layouts/ and hugo.toml."""
    _write_all(folder, _HUGO)
    write_photos(folder / "static" / "images")
    for entry in entries:
        head = {"date": f"{(entry.start or entry.published).isoformat()}", "tags": _words(entry)}
        _write_item(folder / "content", entry, head)


def write_eleventy(entries: list[Entry], folder: Path) -> None:
    """content/, layouts/ and eleventy.config.js."""
    shutil.rmtree(folder, ignore_errors=True)
    _write_all(folder, _ELEVENTY)
    write_photos(folder / "content" / "images")
    for entry in entries:
        head = {"date": f"{entry.start.date() if entry.start else entry.published}", "words": _words(entry)}
        _write_item(folder / "content", entry, head)


def _words(entry: Entry) -> list[str]:
    return sorted({COMMUNES[id_] for id_ in entry.communes} | {TOPICS[id_] for id_ in entry.topics})


def _write_item(content: Path, entry: Entry, head: dict[str, object]) -> None:
    head = {"title": entry.title, "summary": entry.summary, **head}
    lines = [f"{key}: {json.dumps(value, ensure_ascii=False)}" for key, value in head.items()]
    kinds = {link: FOLDERS[link.split("-")[0]] for link in entry.links}
    links = [f"Voir aussi [cette information](/{kinds[link]}/{link}/)." for link in entry.links]
    photo = [] if entry.photo is None else [f"![Des collines](/images/photo-{entry.photo:02}.jpg)"]
    text = "\n".join(["---", *lines, "---", "", "\n\n".join([*photo, *entry.paragraphs, *links]), ""])
    _write_all(content, {f"{FOLDERS[entry.kind]}/{entry.id}.md": text})


def _write_all(folder: Path, files: dict[str, str]) -> None:
    for path, text in files.items():
        file = folder / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, "utf-8")
