// What rss-parser and feedsmith make of feeds.
// stdin: a JSON list of files; their ending says the format
// stdout: one JSON line for each file and reader that knows its format: {"reader", "file", "entries"}
import { readFileSync } from 'node:fs'
import Parser from 'rss-parser'
import { parseFeed } from 'feedsmith'

const iso = (date) => (date ? new Date(date).toISOString() : null)

const rssParser = async (text) =>
  (await new Parser().parseString(text)).items.map((item) => ({
    id: item.guid ?? item.id,
    title: item.title,
    link: item.link,
    published: item.isoDate,
    updated: null,
    html: item['content:encoded'] ?? item.content,
    enclosures: item.guid ? [item.enclosure].filter(Boolean) : null, // of Atom it tells none
  }))

const feedsmith = {
  rss: ({ items = [] }) =>
    items.map((item) => ({
      id: item.guid.value,
      title: item.title,
      link: item.link,
      published: iso(item.pubDate),
      updated: null,
      html: item.content.encoded,
      enclosures: item.enclosures ?? [],
    })),
  atom: ({ entries = [] }) =>
    entries.map((entry) => ({
      id: entry.id,
      title: entry.title.value,
      link: entry.links.find((link) => link.rel === 'alternate').href,
      published: iso(entry.published),
      updated: iso(entry.updated),
      html: entry.content.value,
      enclosures: entry.links
        .filter((link) => link.rel === 'enclosure')
        .map(({ href, type, length }) => ({ url: href, type, length })),
    })),
  json: ({ items = [] }) =>
    items.map((item) => ({
      id: item.id,
      title: item.title,
      link: item.url,
      published: iso(item.date_published),
      updated: iso(item.date_modified),
      html: item.content_html,
      enclosures: (item.attachments ?? []).map((file) => ({
        url: file.url,
        type: file.mime_type,
        length: file.size_in_bytes,
      })),
    })),
}

for (const file of JSON.parse(readFileSync(0, 'utf8'))) {
  const text = readFileSync(file, 'utf8')
  const { format, feed } = parseFeed(text)
  console.log(JSON.stringify({ reader: 'feedsmith', file, entries: feedsmith[format](feed) }))
  if (format !== 'json') {
    console.log(JSON.stringify({ reader: 'rss-parser', file, entries: await rssParser(text) }))
  }
}
